import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleInvoice } from '../support/installation.ts';
import { corpusFiles } from '../support/corpus.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'autoinvoice-files-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

interface Line {
  readonly file: string;
  readonly valid?: boolean;
  readonly findings?: readonly { rule: string; line: number; text: string; hint: string | null }[];
  readonly error?: { readonly code: string; readonly detail: string };
  readonly invoice?: { readonly number: string; readonly totals: { readonly amountDue: string } };
  readonly ubl?: string;
  readonly out?: string;
  readonly pages?: number | null;
}

/** The built command, as people, CI and benchmarks run it. */
function autoinvoice(...args: string[]): {
  code: number | null;
  lines: Line[];
  out: string;
  err: string;
} {
  const program = fileURLToPath(new URL('../../dist/autoinvoice.js', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    maxBuffer: 200_000_000,
  });
  const isLines = stdout.startsWith('{');
  const lines = isLines
    ? stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Line)
    : [];
  return { code: status, lines, out: stdout, err: stderr };
}

const wrong = (): string =>
  sampleInvoice('C-2').replace(/(<cbc:PayableAmount[^>]*>)[\d.]+/, '$11.00');

describe('autoinvoice validate', () => {
  it('prints one line per file in the order given, whatever the verdicts', () => {
    const [good, bad] = [file('good.xml', sampleInvoice('C-1')), file('bad.xml', wrong())];
    const { code, lines, err } = autoinvoice('validate', bad, good);
    expect([code, err]).toEqual([0, '']);
    expect(lines.map((line) => [line.file, line.valid])).toEqual([
      [bad, false],
      [good, true],
    ]);
    const finding = lines[0]?.findings?.find(({ rule }) => rule === 'BR-CO-16');
    expect(finding?.line).toBeGreaterThan(1);
    expect(finding?.hint).toContain('Skal være');
  });

  it('goes on behind a file that is no invoice, and fails only where one cannot be opened', () => {
    const noInvoice = file('order.xml', '<order/>');
    const good = file('good.xml', sampleInvoice('C-1'));
    const first = autoinvoice('validate', noInvoice, good);
    expect([first.code, first.lines.map(({ error, valid }) => error?.code ?? valid)]).toEqual([
      0,
      ['wrong-root', true],
    ]);
    const second = autoinvoice('validate', join(folder, 'missing.xml'), good);
    expect([second.code, second.lines.map(({ error, valid }) => error?.code ?? valid)]).toEqual([
      1,
      ['file-unreadable', true],
    ]);
  });

  it('judges many files on all cores, each line in its place', () => {
    const files = Array.from({ length: 120 }, (_, n) =>
      file(`many/${n}.xml`, n % 3 === 0 ? wrong() : sampleInvoice(`M-${n}`)),
    );
    const { code, lines } = autoinvoice('validate', ...files);
    expect(code).toBe(0);
    expect(lines.map((line) => line.file)).toEqual(files);
    expect(lines.map((line) => line.valid)).toEqual(files.map((_, n) => n % 3 !== 0));
  });

  it('explains in English, and writes a report for people in which hostile texts are texts', () => {
    const hostile = file('hostile.xml', wrong());
    const { out } = autoinvoice('validate', '--html', '--language', 'en', hostile);
    expect(out).toMatch(/^<!doctype html>/);
    expect(out).toContain('Not valid');
    expect(out).toContain('BR-CO-16');
    expect(out).toContain('&lt;cbc:PayableAmount');
    expect(out).not.toContain('<cbc:');
  });

  it.each([
    [
      'a file entity',
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
      'doctype-refused',
    ],
    ['300,000 nested tags', '<a>'.repeat(300_000), 'too-deep'],
    [
      '200,000 attributes',
      `<a ${Array.from({ length: 200_000 }, (_, n) => `a${n}=""`).join(' ')}/>`,
      'not-xml',
    ],
    ['a control character', '<a>\u0001</a>', 'not-xml'],
    ['two roots', '<a/><b/>', 'not-xml'],
    ['the same attribute twice', '<a x="1" x="2"/>', 'not-xml'],
    ['an undeclared prefix', '<x:a/>', 'not-xml'],
    [
      'bytes that are not UTF-8',
      Uint8Array.from([0x3c, 0x61, 0x3e, 0xe6, 0x3c, 0x2f, 0x61, 0x3e]),
      'encoding-wrong',
    ],
    ['nothing', '', 'not-xml'],
    ['a ZIP', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), 'not-xml'],
    ['25 MB', new Uint8Array(25_000_000).fill(0x20), 'too-large'],
  ])('answers %s with its own code', (_what, content, code) => {
    const { code: exit, lines } = autoinvoice('validate', file('bad.bin', content));
    expect(exit).toBe(0);
    expect(lines.map(({ error, findings }) => error?.code ?? findings?.[0]?.rule)).toEqual([code]);
  });
});

describe('autoinvoice convert', () => {
  it('gives JSON, and from that JSON the same UBL again', () => {
    const xml = file('one.xml', sampleInvoice('C-3'));
    const [json] = autoinvoice('convert', '--to', 'json', xml).lines;
    expect(json?.invoice?.number).toBe('C-3');
    const [ubl] = autoinvoice('convert', '--to', 'ubl', xml).lines;
    expect(ubl?.ubl).toContain('<?xml');
    const form = file('one.json', JSON.stringify(json?.invoice));
    const [again] = autoinvoice('convert', '--to', 'ubl', form).lines;
    const back = file('back.xml', again?.ubl ?? '');
    const [readBack] = autoinvoice('convert', '--to', 'json', back).lines;
    expect(readBack?.invoice).toEqual(json?.invoice);
  });

  it('reads every public invoice, or says that it is none', () => {
    const files = corpusFiles('docs');
    if (files.length === 0) return;
    const paths = files.map((one, n) => file(`docs/${n}.xml`, one.read()));
    const { lines } = autoinvoice('convert', '--to', 'json', ...paths);
    expect(lines).toHaveLength(files.length);
    const others = lines.filter(({ error }) => error && error.code !== 'wrong-root');
    expect(others).toEqual([]);
    expect(lines.filter(({ invoice }) => invoice).length).toBeGreaterThan(150);
  });
});

describe('autoinvoice render', () => {
  it('writes PDFs beside each other, also of files with one name', () => {
    const out = join(folder, 'pdf');
    const files = ['a/x.xml', 'b/x.xml'].map((name) => file(name, sampleInvoice('C-4')));
    const { code, lines } = autoinvoice('render', ...files, '--to', 'pdf', '--out', out);
    expect(code).toBe(0);
    expect(lines.map(({ out: path, pages }) => [path, pages])).toEqual([
      [join(out, 'x.pdf'), 1],
      [join(out, 'x-2.pdf'), 1],
    ]);
    expect(readFileSync(join(out, 'x-2.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('writes pages in the language asked for', () => {
    const out = join(folder, 'html');
    const xml = file('page.xml', sampleInvoice('C-5'));
    autoinvoice('render', xml, '--to', 'html', '--out', out, '--language', 'nn');
    expect(readFileSync(join(out, 'page.html'), 'utf8')).toContain('<html lang="nn">');
  });

  it('is wrong use without a folder, or with a format that does not exist', () => {
    const xml = file('page.xml', sampleInvoice('C-5'));
    expect(autoinvoice('render', xml, '--to', 'pdf').code).toBe(2);
    expect(autoinvoice('render', xml, '--to', 'pdf', '--out', folder, '--format', 'x').code).toBe(
      2,
    );
  });
});
