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
const isStructural = (rule: string): boolean => /^UBL-(ELEMENT|TEXT|ATTRIBUTE|VALUE)-/.test(rule);

/** Whether an id or its severity is given by the judge for an error of its own. */
export const isAborted = ({ rules, warnings }: Expected): boolean =>
  [...rules, ...warnings].some((id) => id.startsWith('?'));

/** Adds one file to the report: the verdict on the structure where the judge gave one, and the sets of ids. */
export function compare(
  report: Report,
  group: string,
  expected: Expected,
  bytes: Uint8Array,
  { hasStructure = false, isBilling = false } = {},
): void {
  const verdict = validate(bytes, { language: 'en' });
  if (!verdict.ok) {
    report.add(group, 'structure', expected.file, [], ['wrong-root']);
    return;
  }
  const ids = verdict.findings.map(({ rule, severity }) => ({ rule, severity }));
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
    ...expected.warnings.map((id) => `${id} warning`),
  ];
  const ours = ids
    .filter(({ rule }) => !isStructural(rule))
    .map(({ rule, severity }) => `${rule} ${severity}`);
  report.add(group, 'rules', expected.file, marked, ours);
}
