const parts: Readonly<Record<string, (id: string) => boolean>> = {
  families: (id) => /^UBL-(CR|SR|DT)-/.test(id),
  codes: (id) => id.startsWith('BR-CL-'),
  peppol: (id) => !/^(BR-|UBL-)/.test(id),
  cen: (id) => id.startsWith('BR-') && !id.startsWith('BR-CL-'),
  structure: () => false,
};

interface Count {
  total: number;
  equal: number;
  aborted: number;
}

/** Agreement by group and layer, and what differs. */
export class Report {
  readonly #isAsked: (id: string) => boolean;
  readonly #examples: number;
  readonly #counts = new Map<string, Count>();
  readonly #differences = new Map<string, { count: number; files: string[] }>();

  constructor(only: string | undefined, examples: number) {
    const prefixes = only?.split(',') ?? [];
    const part = only === undefined ? () => true : parts[only];
    this.#isAsked = part ?? ((id) => prefixes.some((prefix) => id.startsWith(prefix)));
    this.#examples = examples;
  }

  #count(group: string): Count {
    const count = this.#counts.get(group) ?? { total: 0, equal: 0, aborted: 0 };
    this.#counts.set(group, count);
    return count;
  }

  /** One file of which the judge has no verdict, for its engine stopped. */
  aborted(group: string): void {
    this.#count(`${group}: rules`).aborted++;
  }

  /** One file: what the judge found and what we found. */
  add(
    group: string,
    layer: 'well-formed' | 'structure' | 'rules',
    file: string,
    expected: readonly string[],
    ours: readonly string[],
    remark = '',
  ): void {
    const isAsked = (id: string): boolean => layer !== 'rules' || this.#isAsked(id);
    const theirs = new Set(expected.filter(isAsked));
    const mine = new Set(ours.filter(isAsked));
    const missing = [...theirs].filter((id) => !mine.has(id)).map((id) => `we miss ${id}`);
    const extra = [...mine].filter((id) => !theirs.has(id)).map((id) => `we add  ${id}`);
    const count = this.#count(`${group}: ${layer}`);
    count.total++;
    if (missing.length + extra.length === 0) count.equal++;
    for (const difference of [...missing, ...extra]) {
      const known = this.#differences.get(difference) ?? { count: 0, files: [] };
      known.count++;
      if (known.files.length < this.#examples) known.files.push(`${file} ${remark}`.trim());
      this.#differences.set(difference, known);
    }
  }

  /** Whether every layer agrees as far as it must. */
  get isGood(): boolean {
    return [...this.#counts].every(
      ([group, { total, equal }]) => equal >= total * (group.startsWith('mutants') ? 0.99 : 0.995),
    );
  }

  print(): void {
    for (const [group, { total, equal, aborted }] of this.#counts) {
      const share = total === 0 ? 100 : (equal / total) * 100;
      console.log(
        JSON.stringify({ group, files: total, equal, percent: Number(share.toFixed(2)), aborted }),
      );
    }
    const sorted = [...this.#differences].sort(([, a], [, b]) => b.count - a.count);
    for (const [difference, { count, files }] of sorted) {
      console.log(JSON.stringify({ difference, files: count, examples: files }));
    }
  }
}
