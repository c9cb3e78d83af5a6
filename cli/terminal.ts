import type { Environment } from './config.ts';

/** What a command may write to and read from; tests bring their own. */
export interface Terminal {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly environment: Environment;
  readonly workingFolder: string;
  /** A person looks at stdout, and wants colours. */
  readonly hasColour: boolean;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

const colours = { red: 31, green: 32, yellow: 33, grey: 90, bold: 1 } as const;

/** The text in the colour, where the terminal shows any. */
export const paint = (terminal: Terminal, colour: keyof typeof colours, text: string): string =>
  terminal.hasColour ? `\u001b[${colours[colour]}m${text}\u001b[0m` : text;

/** A status in the colour that says whether somebody has to act. */
export function paintStatus(terminal: Terminal, status: string): string {
  const word = status.trim();
  if (['delivered', 'ok', 'confirmed', 'yes'].includes(word))
    return paint(terminal, 'green', status);
  if (['failed', 'returned', 'refused', 'unreadable'].includes(word)) {
    return paint(terminal, 'red', status);
  }
  return ['needs-attention', 'waiting', 'cancelled', 'no'].includes(word)
    ? paint(terminal, 'yellow', status)
    : status;
}

/** Keeps what came from outside from steering the terminal. */
const plain = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ');

/** Prints rows under a heading; the column called STATUS is coloured. */
export function printTable(
  terminal: Terminal,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const cells = rows.map((row) => row.map(plain));
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[], show: (text: string, column: number) => string): string =>
    row
      .map((text, i) => show(i === row.length - 1 ? text : text.padEnd(widths[i] ?? 0), i))
      .join('  ')
      .trimEnd();
  const status = headings.indexOf('STATUS');
  const lines = [
    line(headings, (text) => paint(terminal, 'grey', text)),
    ...cells.map((row) => line(row, (t, i) => (i === status ? paintStatus(terminal, t) : t))),
  ];
  terminal.stdout.write(`${lines.join('\n')}\n`);
}

export const printLine = (terminal: Terminal, text: string): void =>
  void terminal.stdout.write(`${plain(text)}\n`);

/** One object of machine output. */
export const printJson = (terminal: Terminal, value: unknown): void =>
  void terminal.stdout.write(`${JSON.stringify(value)}\n`);

const clock = new Intl.DateTimeFormat('sv-SE', {
  dateStyle: 'short',
  timeStyle: 'medium',
  timeZone: 'Europe/Oslo',
});

/** `2026-03-31 14:05:09`, in Norwegian time. */
export const showInstant = (at: string): string => clock.format(new Date(at));
