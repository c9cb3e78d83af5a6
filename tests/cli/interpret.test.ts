import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { printInvoice } from '../../rendering/pdf.ts';
import { readAnyInvoice } from '../../invoice/read.ts';
import { painted, pdfOfPages } from '../support/pdf.ts';
import { sampleInvoice } from '../support/installation.ts';

const folder = mkdtempSync(join(tmpdir(), 'autoinvoice-interpret-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Line {
  readonly file: string;
  readonly error?: { readonly code: string };
  readonly engine?: string;
  readonly milliseconds?: number;
  readonly documents?: readonly {
    readonly pages: readonly number[];
    readonly kind: string;
    readonly release: boolean;
    readonly invoice: { readonly number: string; readonly totals: { readonly amountDue: string } };
  }[];
}

function file(name: string, content: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The built command, as people run it. */
function interpret(...args: string[]): { code: number | null; lines: Line[]; err: string } {
  const program = fileURLToPath(new URL('../../dist/autoinvoice.js', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'interpret', ...args], {
    encoding: 'utf8',
  });
  const lines = stdout.trim().split('\n').filter(Boolean);
  return { code: status, lines: lines.map((line) => JSON.parse(line) as Line), err: stderr };
}

const rows = [
  ['Solheim Bakeri AS', 40, 560],
  ['Org.nr. NO 923 456 783 MVA', 40, 545],
  ['FAKTURA', 280, 560],
  ['Fakturanr: 1042', 280, 540],
  ['Fakturadato: 31.03.2026', 280, 525],
  ['Forfallsdato: 14.04.2026', 280, 510],
  ['Sum eks. mva', 220, 300],
  ['1 000,00', 340, 300],
  ['Mva 25 %', 220, 285],
  ['250,00', 340, 285],
  ['Å betale NOK', 220, 265],
  ['1 250,00', 340, 265],
] as const;
const page = { content: rows.map(([text, x, y]) => painted(text, x, y)).join('') };

describe('autoinvoice interpret', () => {
  it('prints one line per file in the order given, with what was read', { timeout: 60_000 }, () => {
    const good = file('good.pdf', pdfOfPages([page]));
    const bad = file('bad.pdf', Buffer.from('not a PDF'));
    const { code, lines, err } = interpret(bad, good);
    expect([code, err]).toEqual([0, '']);
    expect(lines[0]).toMatchObject({ file: bad, error: { code: 'not-a-document' } });
    expect(lines[1]).toMatchObject({
      file: good,
      engine: 'text',
      documents: [
        {
          pages: [1],
          kind: 'invoice',
          invoice: { number: '1042', totals: { amountDue: '1250.00' } },
        },
      ],
    });
  });

  it(
    'takes the e-invoice inside a PDF for certain, unless the text is asked for',
    { timeout: 60_000 },
    async () => {
      const source = new TextEncoder().encode(sampleInvoice('C-1'));
      const read = readAnyInvoice(source);
      if (!read.ok) throw new Error(read.detail);
      const { bytes } = await printInvoice(read.invoice, {
        language: 'nb',
        format: 'plain',
        source,
      });
      const pdf = file('inside.pdf', bytes);
      expect(interpret(pdf).lines[0]).toMatchObject({
        engine: 'embedded',
        documents: [{ release: true, invoice: { number: 'C-1' } }],
      });
      expect(interpret('--engine', 'text', pdf).lines[0]?.engine).toBe('text');
    },
  );

  it('goes on when a file is not there, and says so in its exit code', { timeout: 60_000 }, () => {
    const good = file('again.pdf', pdfOfPages([page]));
    const { code, lines } = interpret(join(folder, 'missing.pdf'), good);
    expect([code, lines.map(({ error, engine }) => error?.code ?? engine)]).toEqual([
      1,
      ['file-unreadable', 'text'],
    ]);
  });
});
