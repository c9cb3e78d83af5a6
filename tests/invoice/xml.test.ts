import { describe, expect, it } from 'vitest';
import { readXml } from '../../invoice/xml.ts';
import { utf8 } from './ubl-document.ts';

const utf16 = (text: string, order: 'le' | 'be', mark = true): Uint8Array => {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const declared = (encoding: string): string =>
  `<?xml version="1.0" encoding="${encoding}"?><a>æøå</a>`;

/** Why the document is refused, or that it is not: a tree in a failed test would fill the screen. */
const codeOf = (bytes: Uint8Array): string => {
  const xml = readXml(bytes);
  return xml.ok ? 'read' : xml.code;
};

describe('an XML document', () => {
  it.each([
    ['UTF-8 without a declaration', utf8('<a>æøå</a>')],
    ['UTF-8 with a byte order mark', utf8(`\ufeff${declared('utf-8')}`)],
    ['UTF-16, little end first', utf16(declared('UTF-16'), 'le')],
    ['UTF-16, big end first', utf16(declared('UTF-16'), 'be')],
    ['UTF-16 without a byte order mark', utf16(declared('UTF-16BE'), 'be', false)],
    ['ISO-8859-1', latin1(declared('ISO-8859-1'))],
  ])('is read in %s', (_, bytes) => {
    const xml = readXml(bytes);
    expect(xml.ok && xml.root.text).toBe('æøå');
  });

  it.each([
    ['UTF-8 declared, ISO-8859-1 written', latin1(declared('UTF-8'))],
    ['no declaration, ISO-8859-1 written', latin1('<a>æøå</a>')],
    ['UTF-16 declared, UTF-8 written', utf8(declared('UTF-16'))],
    ['ISO-8859-1 declared behind a UTF-8 mark', utf8(`\ufeff${declared('ISO-8859-1')}`)],
    ['an encoding that nobody knows', utf8(declared('EBCDIC-X'))],
    ['an encoding named like a method', utf8(declared('constructor'))],
  ])('is refused for its encoding: %s', (_, bytes) => {
    expect(codeOf(bytes)).toBe('encoding-wrong');
  });

  it.each([
    ['empty', ''],
    ['white space', ' \n'],
    ['a ZIP', 'PK\u0003\u0004\u0000'],
    ['a PDF', '%PDF-1.7'],
    ['plain text', 'Faktura 17'],
    ['a control character', '<a>\u0001</a>'],
    ['an escaped control character in XML 1.1', '<?xml version="1.1"?><a>&#1;</a>'],
    ['two roots', '<a/><b/>'],
    ['an undeclared prefix', '<x:a/>'],
    ['a duplicate attribute', '<a b="1" b="2"/>'],
    ['an unclosed element', '<a><b></a>'],
    ['an undefined entity', '<a>&bomb;</a>'],
    ['text behind the root', '<a/>x'],
    [
      '200,000 attributes',
      `<a ${Array.from({ length: 200_000 }, (_, n) => `a${n}="1"`).join(' ')}/>`,
    ],
  ])('is refused as not well-formed: %s', (_, text) => {
    expect(codeOf(utf8(text))).toBe('not-xml');
  });

  it.each([
    ['external', '<!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>'],
    [
      'with an entity that reads a file',
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>',
    ],
    ['behind a comment', '<?xml version="1.0"?><!-- x --><!DOCTYPE a><a/>'],
    [
      'with an entity bomb',
      `<!DOCTYPE a [<!ENTITY a "${'x'.repeat(1000)}">${Array.from({ length: 20 }, (_, n) => `<!ENTITY b${n} "&a;&a;&a;">`).join('')}]><a>&b19;</a>`,
    ],
  ])('is refused for its DOCTYPE: %s', (_, text) => {
    expect(codeOf(utf8(text))).toBe('doctype-refused');
  });

  it('is refused in no time when it is nested 100,000 deep', () => {
    const started = performance.now();
    expect(codeOf(utf8('<a>'.repeat(100_000) + '</a>'.repeat(100_000)))).toBe('too-deep');
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('is refused above 15 MB, and read below in one long line', () => {
    const text = `<a>${'<b>1</b>'.repeat(1_800_000)}</a>`;
    expect(codeOf(utf8(`${text}${' '.repeat(1_000_000)}`))).toBe('too-large');
    const started = performance.now();
    const xml = readXml(utf8(`<a>${'<b>1</b>'.repeat(200_000)}</a>`));
    expect(xml.ok && xml.root.children.length).toBe(200_000);
    expect(performance.now() - started).toBeLessThan(4000);
  });

  it('tells where each element stands, and can be cut there', () => {
    const text =
      '<?xml version="1.0"?>\r\n<a>\r\n  <b x="1">æ</b><c\n/>\n  <b>&amp;<![CDATA[<]]></b>\n</a>\n';
    const xml = readXml(utf8(`\ufeff${text}`));
    if (!xml.ok) throw new Error(xml.detail);
    const places = xml.root.children.map(({ path, line, column, start, end }) => [
      path,
      line,
      column,
      xml.text.slice(start, end),
    ]);
    expect(places).toEqual([
      ['/a[1]/b[1]', 3, 3, '<b x="1">æ</b>'],
      ['/a[1]/c[1]', 3, 17, '<c\n/>'],
      ['/a[1]/b[2]', 5, 3, '<b>&amp;<![CDATA[<]]></b>'],
    ]);
    expect(xml.root.children[2]?.text).toBe('&<');
  });

  it('names the place of a mistake', () => {
    expect(readXml(utf8('<a>\n  <b>\n    <c></d>\n  </b>\n</a>'))).toMatchObject({
      code: 'not-xml',
      line: 3,
      path: '/a[1]/b[1]/c[1]',
    });
  });
});
