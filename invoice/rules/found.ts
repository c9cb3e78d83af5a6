import type { Rule } from './rule.ts';

/** How often one rule is reported: a document of a million wrong elements needs no million texts. */
export const findingsPerRule = 1000;

/** Findings, of each rule so many; of the rest only how many there were. */
export class Found<T extends { readonly rule: Rule }> {
  readonly kept: T[] = [];
  omitted = 0;
  readonly #counts = new Map<string, number>();

  add(finding: T): void {
    const { id, since = '' } = finding.rule;
    // What a coming release finds is counted apart, so that it leaves out nothing of today's.
    const key = id + since;
    const count = this.#counts.get(key) ?? 0;
    this.#counts.set(key, count + 1);
    if (count < findingsPerRule) this.kept.push(finding);
    else this.omitted++;
  }
}
