import { newest } from '../../invoice/rules/releases.ts';
import { validate } from '../../invoice/validate.ts';
import type { Report } from './report.ts';

/** A line of the judge's output. */
export interface Expected {
  readonly file: string;
  readonly ves: string | null;
  /** Fatal ids; one that starts with `?` is an error of the engine, which loses all other findings. */
  readonly rules: readonly string[];
  readonly warnings: readonly string[];
  readonly xsd: readonly string[];
  readonly schematronRun: boolean;
  readonly wellFormed: boolean;
  readonly error?: string;
}

/** The findings that the schemas would give. */
const isStructural = (rule: string): boolean =>
  /^(UBL|CII)-(ELEMENT|TEXT|ATTRIBUTE|VALUE)-/.test(rule);

/** The engine's remark beside a run that it finished: no finding, and no abort. */
const remark = '?Transformation warning';

/** Whether the judge's engine stopped, and lost the findings of a layer. */
export const isAborted = ({ rules, warnings }: Expected): boolean =>
  [...rules, ...warnings].some((id) => id.startsWith('?') && id !== remark);

/** Adds one file to the report: the verdict on the structure where the judge gave one, and the sets of ids. */
export function compare(
  report: Report,
  group: string,
  expected: Expected,
  bytes: Uint8Array,
  { hasStructure = false, isBilling = false, on = newest.since } = {},
): void {
  const verdict = validate(bytes, { language: 'en', on });
  if (!verdict.ok) {
    report.add(group, 'structure', expected.file, [], ['wrong-root']);
    return;
  }
  const ids = verdict.findings
    .filter(({ comesInForce }) => comesInForce === undefined)
    .map(({ rule, severity }) => ({ rule, severity }));
  const isReadable = expected.wellFormed;
  const unreadable = ids.filter(({ rule }) => /^[a-z]/.test(rule));
  if (!isReadable || unreadable.length > 0) {
    report.add(
      group,
      'well-formed',
      expected.file,
      isReadable ? [] : ['not-xml'],
      unreadable.map(() => 'not-xml'),
    );
    return;
  }
  if (hasStructure) {
    report.add(
      group,
      'structure',
      expected.file,
      expected.xsd.length > 0 ? ['structure'] : [],
      ids.some(({ rule }) => isStructural(rule)) ? ['structure'] : [],
      expected.xsd[0] ?? ids.find(({ rule }) => isStructural(rule))?.rule,
    );
  }
  if (!expected.schematronRun) return;
  if (isAborted(expected)) {
    report.aborted(group);
    return;
  }
  // Where all documents are judged as invoices of Billing, those of self-billing have no verdict to compare with.
  if (isBilling && new TextDecoder().decode(bytes.subarray(0, 4000)).includes('selfbilling'))
    return;
  const marked = [
    ...expected.rules.map((id) => `${id} fatal`),
    ...expected.warnings.filter((id) => id !== remark).map((id) => `${id} warning`),
  ];
  const ours = ids
    .filter(({ rule }) => !isStructural(rule))
    .map(({ rule, severity }) => `${rule} ${severity}`);
  report.add(group, 'rules', expected.file, marked, ours);
}
