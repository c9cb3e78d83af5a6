import { join } from 'node:path';
import type { XmlElement } from '../../invoice/xml.ts';
import { descendants, must, rootOf } from './tree.ts';

interface Type {
  /** `cbc:ID` with `?`, `*`, `+` for how often; nothing for exactly once. */
  readonly children: readonly string[];
}

interface Simple {
  readonly base: string;
  readonly attributes: readonly string[];
}

export interface Structure {
  /** Type name → children in order. */
  readonly types: ReadonlyMap<string, Type>;
  /** Elements whose type is not named like the element. */
  readonly elements: ReadonlyMap<string, string>;
  /** Business elements (`cbc:`, `ext:`) → datatype. */
  readonly values: ReadonlyMap<string, string>;
  readonly datatypes: ReadonlyMap<string, Simple>;
}

const bare = (name: string): string => name.replace(/^.*:/, '');
const attribute = (at: XmlElement, name: string): string =>
  must(at.attributes.get(name), `@${name} of ${at.path}`);

/** What the UBL 2.1 schemas say about Invoice and CreditNote: the types that can be reached from the two roots. */
export function structureOf(folder: string): Structure {
  const file = (name: string): XmlElement => rootOf(join(folder, name));
  const modules = {
    cac: file('common/UBL-CommonAggregateComponents-2.1.xsd'),
    cbc: file('common/UBL-CommonBasicComponents-2.1.xsd'),
    ext: file('common/UBL-CommonExtensionComponents-2.1.xsd'),
    ubl: file('maindoc/UBL-Invoice-2.1.xsd'),
    cn: file('maindoc/UBL-CreditNote-2.1.xsd'),
  };
  const typeNodes = new Map<string, XmlElement>();
  const typeOf = new Map<string, string>();
  for (const [prefix, root] of Object.entries(modules)) {
    for (const node of root.children) {
      const name = node.attributes.get('name') ?? '';
      if (node.name === 'complexType') typeNodes.set(`${prefix}:${name}`, node);
      if (node.name === 'element')
        typeOf.set(`${prefix}:${name}`, `${prefix}:${bare(attribute(node, 'type'))}`);
    }
  }
  const types = new Map<string, Type>();
  const elements = new Map<string, string>();
  const values = new Map<string, string>();
  const visit = (element: string): void => {
    const typeName = must(typeOf.get(element), `type of ${element}`);
    if (typeName === 'ext:ExtensionContentType') return;
    const node = must(typeNodes.get(typeName), typeName);
    const base = descendants(node, 'extension')[0]?.attributes.get('base');
    if (base !== undefined) {
      values.set(element, bare(base).replace(/Type$/, ''));
      return;
    }
    elements.set(element, typeName);
    if (types.has(typeName)) return;
    const prefix = typeName.split(':')[0] ?? '';
    const children = descendants(node, 'element').map((child) => {
      const ref = attribute(child, 'ref');
      return {
        name: ref.includes(':') ? ref : `${prefix}:${ref}`,
        often: often(child),
      };
    });
    types.set(typeName, { children: children.map(({ name, often }) => name + often) });
    for (const { name } of children) visit(name);
  };
  visit('ubl:Invoice');
  visit('cn:CreditNote');
  return { types, elements, values, datatypes: datatypesOf(file) };
}

function often(node: XmlElement): string {
  const min = node.attributes.get('minOccurs') ?? '1';
  const max = node.attributes.get('maxOccurs') ?? '1';
  if (max === '1') return min === '0' ? '?' : '';
  if (max !== 'unbounded') throw new Error(`maxOccurs ${max} at ${node.path}`);
  return min === '0' ? '*' : '+';
}

function datatypesOf(file: (name: string) => XmlElement): Map<string, Simple> {
  const named = (root: XmlElement): Map<string, XmlElement> =>
    new Map(
      root.children
        .filter(({ name }) => name === 'complexType')
        .map((node) => [attribute(node, 'name'), node]),
    );
  const core = named(file('common/CCTS_CCT_SchemaModule-2.1.xsd'));
  const unqualified = named(file('common/UBL-UnqualifiedDataTypes-2.1.xsd'));
  const resolve = (node: XmlElement): Simple => {
    const derived = must(
      [...descendants(node, 'extension'), ...descendants(node, 'restriction')][0],
      `base of ${node.path}`,
    );
    const base = attribute(derived, 'base');
    const own = descendants(derived, 'attribute').map(
      (at) =>
        `${attribute(at, 'name')}:${bare(attribute(at, 'type'))}${at.attributes.get('use') === 'required' ? '!' : ''}`,
    );
    const inherited = base.startsWith('xsd:')
      ? { base: bare(base), attributes: [] }
      : resolve(must(core.get(bare(base)), base));
    const replaced = new Set(own.map((row) => row.split(':')[0]));
    return {
      base: inherited.base,
      attributes: [
        ...inherited.attributes.filter((row) => !replaced.has(row.split(':')[0])),
        ...own,
      ].sort(),
    };
  };
  return new Map(
    [...unqualified].map(([name, node]) => [name.replace(/Type$/, ''), resolve(node)]),
  );
}

/** The module that holds the structure, one line for each type. */
export function structureModule({ types, elements, values, datatypes }: Structure): string {
  const used = new Set(values.values());
  const lines = (rows: Iterable<string>): string => [...rows].join('\n');
  const byType = new Map<string, string[]>();
  for (const [element, type] of elements) byType.set(type, [...(byType.get(type) ?? []), element]);
  const byDatatype = new Map<string, string[]>();
  for (const [element, type] of values)
    byDatatype.set(type, [...(byDatatype.get(type) ?? []), element]);
  return `// Generated by tools/rules/generate.ts from the OASIS UBL 2.1 schemas. Do not edit.

/** Elements with children: the elements of the type, then what the type holds in order (\`?\` at most once, \`*\` any number, \`+\` at least once). */
export const aggregates = \`
${lines([...types].map(([name, { children }]) => `${(byType.get(name) ?? []).sort().join(' ')} = ${children.join(' ')}`))}
\`;

/** Elements with a value, by datatype. */
export const values = \`
${lines([...byDatatype].sort(([a], [b]) => (a < b ? -1 : 1)).map(([type, names]) => `${type} = ${names.sort().join(' ')}`))}
\`;

/** Datatypes: kind of the value, then the attributes with theirs (\`!\` must be there). */
export const datatypes = \`
${lines(
  [...datatypes]
    .filter(([name]) => used.has(name))
    .map(([name, { base, attributes }]) => `${name} = ${[base, ...attributes].join(' ')}`),
)}
\`;
`;
}
