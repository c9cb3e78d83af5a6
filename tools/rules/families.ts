import type { OfficialContext } from './schematron.ts';

/** A row of the families UBL-CR, UBL-DT and UBL-SR, or null where the rule is one of its own kind. */
export interface Row {
  readonly id: string;
  readonly severity: 'fatal' | 'warning';
  /** `unused`: nothing may stand at the path; `once`: at most one below the context. */
  readonly kind: 'unused' | 'once';
  readonly context: string;
  readonly path: string;
}

const name = String.raw`[a-z]+:[A-Za-z]\w*`;
const line = String.raw`\(cac:InvoiceLine\|cac:CreditNoteLine\)`;
const unused = new RegExp(
  `^not\\(((?:\\/\\/)?(?:${line}\\/)?(?:${name}(?:\\/${name})*)?(?:\\/?@\\w+)?)\\)$`,
);
const once = new RegExp(`^\\(?count\\((${name}(?:\\/${name})*(?:\\/@\\w+)?)\\) ?<= ?1\\)?$`);

/** The rows of the pattern with the families UBL-CR, UBL-DT and UBL-SR, and the ids that need code. */
export function familiesOf(contexts: readonly OfficialContext[]): {
  readonly rows: readonly Row[];
  readonly others: readonly string[];
} {
  const rows: Row[] = [];
  const others: string[] = [];
  for (const { match, assertions } of contexts) {
    const isRoot = match.startsWith('/ubl:Invoice');
    for (const { id, severity, test } of assertions) {
      const nothing = unused.exec(test)?.[1];
      const single = once.exec(test)?.[1];
      if (nothing !== undefined && isRoot)
        rows.push({ id, severity, kind: 'unused', context: '/', path: nothing });
      else if (single !== undefined)
        rows.push({
          id,
          severity,
          kind: 'once',
          context: isRoot ? '/' : match.replace(/\s*\|\s*/g, '|'),
          path: single,
        });
      else others.push(id);
    }
  }
  return { rows, others };
}

/** A code-list rule: which value of which elements must be in which list. */
export interface CodeRow {
  readonly id: string;
  readonly severity: 'fatal' | 'warning';
  readonly context: string;
  readonly value: string;
  readonly codes: readonly string[];
}

/** The rows of the pattern with the family BR-CL; a rule with several lists gives one row for each. */
export function codeRowsOf(contexts: readonly OfficialContext[]): CodeRow[] {
  return contexts.flatMap(({ match, assertions }) =>
    assertions.flatMap(({ id, severity, test }) => {
      const lists = [
        ...test.matchAll(
          /contains\(\s*'([^']{2,})',\s*concat\(' ', ?normalize-space\((.*?)\), ?' '\)/g,
        ),
      ].map(([, codes = '', value = '']) => ({ codes: codes.trim().split(/\s+/), value }));
      const equal = [...test.matchAll(/(@\w+) = '([^']+)'/g)];
      if (lists.length === 0 && equal.length > 0)
        lists.push({
          codes: equal.map(([, , code = '']) => code),
          value: equal[0]?.[1] ?? '.',
        });
      if (lists.length === 0) throw new Error(`${id} is no code list: ${test}`);
      // A rule that asks each of its elements for another list names them in the order of the lists.
      const selves = [...test.matchAll(/self::([\w:]+)/g)].map(([, name = '']) => name);
      return lists.map(({ codes, value }, index) => ({
        id,
        severity,
        context: selves[index] ?? match,
        value,
        codes,
      }));
    }),
  );
}
