/** What the demo did, and what became of it. */
export interface DemoRow {
  readonly sample: string;
  readonly shows: string;
  readonly result: string;
  readonly id: string;
  readonly story: string;
  readonly isExpected: boolean;
}

/** The rows as a table, and below it what happened to each. */
export function table(rows: readonly DemoRow[]): string {
  const cells = rows.map(({ sample, shows, result, id, isExpected }) => [
    isExpected ? 'ok' : 'NOT AS EXPECTED',
    sample,
    shows,
    result,
    id,
  ]);
  const head = ['', 'sample', 'what it shows', 'result', 'id'];
  const widths = head.map((title, at) =>
    Math.max(title.length, ...cells.map((row) => row[at]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    '',
    line(head),
    line(widths.map((width) => '-'.repeat(width))),
    ...cells.map(line),
    '',
    'What happened',
    ...rows.map(({ sample, story }) => `  ${sample}: ${story}`),
  ].join('\n');
}
