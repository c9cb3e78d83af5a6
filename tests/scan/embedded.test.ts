import { deflateSync } from 'node:zlib';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAnyInvoice } from '../../invoice/read.ts';
import { embeddedInvoice, isPdf } from '../../scan/read/embedded.ts';

const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const invoice = '<?xml version="1.0"?><Invoice xmlns="urn:x">æ</Invoice>';

const stream = (dictionary: string, content: string | Buffer): string =>
  `<< ${dictionary} /Length ${content.length} >>\nstream\n${typeof content === 'string' ? content : content.toString('latin1')}\nendstream`;

const packed = (content: string, dictionary = ''): string =>
  stream(`/Filter /FlateDecode ${dictionary}`, deflateSync(Buffer.from(content, 'latin1')));

/** A PDF of these objects, numbered from 1. */
const pdf = (objects: readonly string[], trailer = '/Root 1 0 R'): Uint8Array =>
  latin1(
    `%PDF-1.7\n${objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join('')}trailer << ${trailer} >>\n%%EOF`,
  );

const withFile = (name: string, file: string): Uint8Array =>
  pdf([
    '<< /Type /Catalog /Names << /EmbeddedFiles << /Names [(a) 2 0 R] >> >> >>',
    `<< /Type /Filespec /F (${name}) /UF (${name}) /EF << /F 3 0 R >> >>`,
    file,
  ]);

const named = (bytes: Uint8Array): string => {
  const found = embeddedInvoice(bytes);
  return found.ok ? `${found.name}: ${Buffer.from(found.xml).toString('latin1')}` : found.code;
};

describe('the e-invoice inside a PDF', () => {
  it.each(['factur-x.xml', 'ZUGFeRD-invoice.xml', 'zugferd-invoice.xml', 'xrechnung.xml', 'f.xml'])(
    'is found as %s',
    (name) => {
      expect(named(withFile(name, packed(invoice)))).toBe(`${name}: ${invoice}`);
    },
  );

  it('is found unpacked, and where the length is in another object or wrong', () => {
    expect(named(withFile('a.xml', stream('', invoice)))).toBe(`a.xml: ${invoice}`);
    const wrong = stream('', invoice).replace(/\/Length \d+/, '/Length 7');
    expect(named(withFile('a.xml', wrong))).toContain(invoice);
  });

  it('is found through an object stream, and under a name of UTF-16', () => {
    const name = `<feff${Buffer.from('factur-x.xml', 'utf16le').swap16().toString('hex')}>`;
    const inner = `2 0 ${`<< /UF ${name} /EF << /UF 3 0 R >> >>`}`;
    const first = inner.indexOf('<<');
    const bytes = pdf([
      '<< /Type /Catalog >>',
      packed(inner, `/Type /ObjStm /N 1 /First ${first}`).replace('/Filter', '/Filter'),
      packed(invoice),
    ]);
    // The stream itself has the number of the object in it: the last one stands.
    expect(named(bytes)).toBe(`factur-x.xml: ${invoice}`);
  });

  it('is the newest where the file was changed', () => {
    const old = Buffer.from(withFile('factur-x.xml', packed(invoice))).toString('latin1');
    const update = `\n3 0 obj\n${packed(invoice.replace('æ', 'ny'))}\nendobj\n`;
    expect(named(latin1(old + update))).toContain('>ny<');
  });

  it('is the later of two under one name', () => {
    const bytes = pdf([
      '<< /F (factur-x.xml) /EF << /F 3 0 R >> >>',
      '<< /F (factur-x.xml) /EF << /F 4 0 R >> >>',
      packed(invoice),
      packed(invoice.replace('æ', 'ny')),
    ]);
    expect(named(bytes)).toContain('>ny<');
  });

  it('is preferred to other attachments', () => {
    const bytes = pdf([
      '<< /F (a.xml) /EF << /F 4 0 R >> >>',
      '<< /F (factur-x.xml) /EF << /F 5 0 R >> >>',
      '<< /F (z.txt) /EF << /F 4 0 R >> >>',
      packed('<Invoice/>'),
      packed(invoice),
    ]);
    expect(named(bytes)).toContain('factur-x.xml');
  });

  it('is not any other attachment', () => {
    expect(named(withFile('a.xml', packed('<order/>')))).toBe('no-embedded-invoice');
    expect(named(pdf(['<< /Type /Catalog >>']))).toBe('no-embedded-invoice');
  });
});

describe('a hostile or damaged PDF', () => {
  const many = (count: number): Uint8Array =>
    pdf([
      ...Array.from(
        { length: count },
        (_, at) => `<< /F (${at}.xml) /EF << /F ${count + 1} 0 R >> >>`,
      ),
      packed('<order/>'),
    ]);
  const nested = `<< /EF ${'['.repeat(100_000)}`;

  it.each([
    ['that is none', latin1('GIF89a'), 'pdf-broken'],
    ['that is empty', latin1(''), 'pdf-broken'],
    ['that is encrypted', pdf(['<< >>'], '/Encrypt 1 0 R'), 'encrypted'],
    [
      'with a bomb as attachment',
      withFile('factur-x.xml', packed('0'.repeat(60_000_000))),
      'too-large',
    ],
    [
      'with a bomb as object stream',
      pdf([packed(' '.repeat(80_000_000), '/Type /ObjStm /N 1 /First 4')]),
      'too-large',
    ],
    ['with thousands of attachments', many(5000), 'too-large'],
    [
      'with one bomb under many names',
      pdf([
        ...Array.from({ length: 900 }, (_, at) => `<< /F (${at}.xml) /EF << /F 901 0 R >> >>`),
        packed('0'.repeat(14_000_000)),
      ]),
      'too-large',
    ],
    [
      'whose object streams overlap',
      latin1(
        `%PDF-1.7\n${'1 0 obj << /Type /ObjStm /Filter /FlateDecode >> stream '.repeat(4000)}${' '.repeat(9_000_000)}endstream`,
      ),
      'too-large',
    ],
    [
      'whose strings overlap',
      latin1(
        `%PDF-1.7\n${Array.from({ length: 90_000 }, (_, at) => `${at} 0 obj ( /EF `).join('')}${' '.repeat(9_000_000)}`,
      ),
      'too-large',
    ],
    ['that nests without end', pdf([nested]), 'too-large'],
    ['whose references go in circles', pdf(['<< /F (a.xml) /EF 1 0 R >>']), 'no-embedded-invoice'],
    [
      'that ends in the middle',
      withFile('factur-x.xml', packed(invoice)).subarray(0, 190),
      'no-embedded-invoice',
    ],
    [
      'of words that look like objects',
      latin1(`%PDF-1.7\n${'1 0 obj '.repeat(1_000_000)}`),
      'too-large',
    ],
    ['of digits', latin1(`%PDF-1.7\n${'1'.repeat(10_000_000)} obj`), 'no-embedded-invoice'],
    ['of names', latin1(`%PDF-1.7\n1 0 obj ${'/EF '.repeat(2_000_000)}`), 'no-embedded-invoice'],
    [
      'of open brackets',
      latin1(`%PDF-1.7\n1 0 obj << /EF ${'('.repeat(10_000_000)}`),
      'no-embedded-invoice',
    ],
  ])('%s is refused in time', (_, bytes, code) => {
    const start = performance.now();
    expect(named(bytes)).toBe(code);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('is told from XML that speaks of one', () => {
    expect(isPdf(latin1('<a>%PDF-1.7</a>'))).toBe(false);
    expect(isPdf(latin1('\r\n%PDF-1.7'))).toBe(true);
  });
});

const { AUTOINVOICE_CORPUS: corpus } = process.env;
const folder = join(corpus ?? '', 'scan', 'real');
const files =
  corpus !== undefined && existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.pdf'))
    : [];

describe.skipIf(files.length === 0)('public e-invoices in PDF', () => {
  it.each(files)(
    '%s gives its XML, which is read or refused by the name of its standard',
    (name) => {
      const found = embeddedInvoice(readFileSync(join(folder, name)));
      if (!found.ok) throw new Error(found.detail);
      const read = readAnyInvoice(found.xml);
      expect(read.ok ? read.syntax : read.code).toMatch(/^(cii|unsupported-syntax)$/);
    },
  );
});
