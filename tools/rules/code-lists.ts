import { join } from 'node:path';
import { codeRowsOf, type CodeRow } from './families.ts';
import { dated } from './family-module.ts';
import type { Source } from './source.ts';
import { patternWith } from './schematron.ts';
import { rootOf } from './tree.ts';

/** What each list of the CEN rules is called, by the rule that uses it first; a second list of a rule has a number. */
const cenLists: Readonly<Record<string, readonly [file: string, what: string]>> = {
  'BR-CL-01': ['invoice-types', 'UNTDID 1001, for an invoice'],
  'BR-CL-01/2': ['credit-note-types', 'UNTDID 1001, for a credit note'],
  'BR-CL-03': ['currencies', 'ISO 4217'],
  'BR-CL-06': ['tax-point-codes', 'UNTDID 2005, for the value added tax point date'],
  'BR-CL-07': ['object-schemes', 'UNTDID 1153, for the scheme of an invoiced object'],
  'BR-CL-10': ['identifier-schemes', 'ISO/IEC 6523 (ICD)'],
  'BR-CL-13': ['classification-schemes', 'UNTDID 7143, for the scheme of an item classification'],
  'BR-CL-14': ['countries', 'ISO 3166-1'],
  'BR-CL-16': ['payment-means', 'UNTDID 4461'],
  'BR-CL-17': ['vat-categories', 'UNTDID 5305, as EN 16931 uses it'],
  'BR-CL-19': ['allowance-reasons', 'UNTDID 5189, as EN 16931 uses it'],
  'BR-CL-20': ['charge-reasons', 'UNTDID 7161'],
  'BR-CL-22': ['exemption-reasons', 'VATEX'],
  'BR-CL-23': ['units', 'UN/ECE Recommendation 20 and 21'],
  'BR-CL-24': ['mime-types', 'the kinds of attachments that EN 16931 allows'],
  'BR-CL-25': ['address-schemes', 'EAS as the CEN rules list it'],
};

/** What the lists of the Peppol rules are called, by the variable that holds them. */
const peppolLists: Readonly<Record<string, readonly [file: string, what: string]>> = {
  ISO4217: ['peppol-currencies', 'ISO 4217 as the Peppol rules list it'],
  MIMECODE: ['peppol-mime-types', 'the kinds of attachments that Peppol allows'],
  UNCL2005: ['peppol-tax-point-codes', 'UNTDID 2005 as the Peppol rules list it'],
  UNCL5189: ['peppol-allowance-reasons', 'UNTDID 5189 as the Peppol rules list it'],
  UNCL7161: ['peppol-charge-reasons', 'UNTDID 7161 as the Peppol rules list it'],
  eaid: ['peppol-address-schemes', 'EAS as the Peppol rules list it'],
};

interface Release {
  readonly day: string;
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

/** One module for each code list, and the table of the rules that use them. */
export function codeListModules(sources: readonly Source[]): Map<string, string> {
  const modules = new Map<string, string>();
  const cen = sources.map(({ day, folder }) => ({
    day,
    rows: codeRowsOf(patternWith(join(folder, 'CEN-EN16931-UBL.xslt'), 'BR-CL-03')),
  }));
  const names = namesOf(cen.at(-1)?.rows ?? []);
  addLists(
    modules,
    sources,
    'CEN',
    cenLists,
    cen.map(({ day, rows }) => ({ day, lists: listsOf(rows) })),
  );
  addLists(
    modules,
    sources,
    'Peppol',
    peppolLists,
    sources.map(({ day, folder }) => ({
      day,
      lists: variablesOf(join(folder, 'PEPPOL-EN16931-UBL.xslt')),
    })),
  );
  modules.set('invoice/rules/tables/codes.ts', codesModule(sources, cen.at(-1)?.rows ?? [], names));
  return modules;
}

const constantOf = (file: string): string =>
  file.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const numbered = (rows: readonly CodeRow[]): readonly (readonly [key: string, row: CodeRow])[] => {
  const count = new Map<string, number>();
  return rows.map((row) => {
    const nth = (count.get(row.id) ?? 0) + 1;
    count.set(row.id, nth);
    return [nth === 1 ? row.id : `${row.id}/${nth}`, row];
  });
};

const listsOf = (rows: readonly CodeRow[]): Map<string, readonly string[]> =>
  new Map(numbered(rows).map(([key, { codes }]) => [key, codes]));

/** The list that each row uses: its own, or the one that another rule uses with the same codes. */
function namesOf(rows: readonly CodeRow[]): Map<string, string> {
  const byCodes = new Map<string, string>();
  const names = new Map<string, string>();
  for (const [key, { codes }] of numbered(rows)) {
    const file = cenLists[key]?.[0];
    const content = [...codes].sort().join(' ');
    if (file !== undefined) byCodes.set(content, file);
    const name = file ?? byCodes.get(content);
    if (name !== undefined) names.set(key, name);
    else if (!codes.includes('SEPA')) throw new Error(`${key} uses a list that has no name.`);
  }
  return names;
}

function variablesOf(file: string): Map<string, readonly string[]> {
  return new Map(
    rootOf(file).children.flatMap((node) => {
      const name = node.attributes.get('name') ?? '';
      const codes = /^tokenize\('([^']*)'/.exec((node.attributes.get('select') ?? '').trim())?.[1];
      return codes !== undefined && name in peppolLists
        ? [[name, codes.trim().split(/\s+/)] as const]
        : [];
    }),
  );
}

function addLists(
  modules: Map<string, string>,
  sources: readonly Source[],
  publisher: string,
  lists: typeof cenLists,
  releases: readonly Release[],
): void {
  for (const [key, [file, what]] of Object.entries(lists)) {
    const all = dated(
      releases.map(({ day, lists: found }) => ({ day, rows: [...new Set(found.get(key) ?? [])] })),
      (code) => code,
    );
    const always = all.filter(({ since, until }) => !since && !until).map(({ row }) => row);
    const changes = all
      .filter(({ since, until }) => since || until)
      .map(
        ({ row, since, until }) =>
          `  ['${row}', {${since ? ` since: '${since}',` : ''}${until ? ` until: '${until}',` : ''} }],`,
      );
    modules.set(
      `invoice/code-lists/${file}.ts`,
      `// Generated by tools/rules/generate.ts from the ${publisher} rules, Peppol releases ${sources.map(({ name }) => name).join(', ')}. Do not edit.
import { codeList } from './code-list.ts';

/** ${what}. */
export const ${constantOf(file)} = codeList(
  '${always.join(' ')}',
${changes.length > 0 ? `  [\n${changes.join('\n')}\n  ],\n` : ''});
`,
    );
  }
}

function codesModule(
  sources: readonly Source[],
  rows: readonly CodeRow[],
  names: ReadonlyMap<string, string>,
): string {
  const used = numbered(rows).filter(([key]) => names.has(key));
  const files = [...new Set(used.map(([key]) => names.get(key) ?? ''))].sort();
  return `// Generated by tools/rules/generate.ts from the CEN rules as Peppol publishes them (${sources.map(({ name }) => name).join(', ')}). Do not edit.
import type { CodeList } from '../../code-lists/code-list.ts';
${files.map((file) => `import { ${constantOf(file)} } from '../../code-lists/${file}.ts';`).join('\n')}

/** A rule's id, where it asks, the value that it asks about (\`.\` or an attribute), and the list that must hold it. */
export type CodeRule = readonly [id: string, context: string, value: string, list: CodeList];

/** In the official order: of an element only the first context that matches is asked. */
export const codeRules: readonly CodeRule[] = [
${used.map(([key, { id, context, value }]) => `  ['${id}', ${JSON.stringify(context.replace(/\s*\|\s*/g, ' | '))}, '${value}', ${constantOf(names.get(key) ?? '')}],`).join('\n')}
];
`;
}
