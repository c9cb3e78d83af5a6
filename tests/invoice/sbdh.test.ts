import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSbd, writeSbd, type SbdParts } from '../../invoice/sbdh.ts';
import { corpusFiles } from '../support/corpus.ts';
import { textOf, ublDocument, utf8 } from './ubl-document.ts';

const header = {
  instanceId: 'b1b2c3d4-0000-4000-8000-000000000001',
  sender: '0192:987654325',
  receiver: '0192:810418052',
  documentTypeId: 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2::Invoice##urn:x&y::2.1',
  processId: 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0',
  countryC1: 'NO',
  createdAt: '2026-03-31T12:00:00Z',
};
const wrap = (document: Uint8Array, payload: SbdParts['payload']): Uint8Array =>
  writeSbd({ ...header, document, payload });
const rootOf = (text: string): string => text.slice(text.indexOf('<Invoice')).trimEnd();

describe('an envelope (SBDH)', () => {
  it('gives back its header and, as XML, the root element as it stood', () => {
    const text = ublDocument({ item: '<![CDATA[<Dør>]]>&#13;' }).replaceAll('\n', '\r\n');
    const read = readSbd(wrap(utf8(text), 'xml'));
    expect(read).toMatchObject({ ok: true, ...header, payload: 'xml' });
    expect(read.ok && textOf(read.document)).toBe(rootOf(text));
  });

  it('as XML carries a document of another encoding in its own', () => {
    const text = ublDocument({ declaration: '<?xml version="1.0" encoding="ISO-8859-1"?>\n' });
    const read = readSbd(wrap(Buffer.from(text, 'latin1'), 'xml'));
    expect(read.ok && textOf(read.document)).toBe(rootOf(text));
  });

  it('gives back exactly the bytes that it carries as BinaryContent, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (document) => {
        const read = readSbd(wrap(document, 'binary'));
        expect(read).toMatchObject({ ok: true, ...header, payload: 'binary' });
        expect(read.ok && Buffer.compare(read.document, document)).toBe(0);
      }),
    );
  });

  it('carries a document of 15 MB either way', () => {
    const filler = 'A'.repeat(14_990_000);
    const document = utf8(ublDocument({ head: `<cbc:Note>${filler}</cbc:Note>` }));
    for (const payload of ['xml', 'binary'] as const) {
      const read = readSbd(wrap(document, payload));
      expect(read.ok && read.document.length).toBe(
        payload === 'xml' ? rootOf(textOf(document)).length + 1 : document.length,
      );
    }
  }, 30_000);

  it('of another sender hands its namespaces on to the document that needs them, and no others', () => {
    const sbd = textOf(wrap(utf8('<Invoice xmlns="urn:i"/>'), 'xml'))
      .replace(
        '<StandardBusinessDocument ',
        '<StandardBusinessDocument xmlns:a="urn:a" xmlns:b="urn:b" ',
      )
      .replace('<Invoice xmlns="urn:i"/>', '<i:Invoice xmlns:i="urn:i"><a:ID b="1"/></i:Invoice>');
    const read = readSbd(utf8(sbd));
    expect(read.ok && textOf(read.document)).toBe(
      '<i:Invoice xmlns:a="urn:a" xmlns:i="urn:i"><a:ID b="1"/></i:Invoice>',
    );
  });

  it.each([
    ['no XML', 'x'],
    ['another root', '<a/>'],
    ['a DOCTYPE', '<!DOCTYPE a><a/>'],
    ['no payload', good().replace(/<Invoice .*<\/Invoice>/s, '')],
    ['no sender', good().replace('0192:987654325', '')],
    ['a receiver that is none', good().replace('0192:810418052', '0192:810418053')],
    ['no document type', good().replace('DOCUMENTID', 'OTHER')],
    ['an instance id of 1 MB', good().replace(header.instanceId, 'x'.repeat(1_000_000))],
    ['a payload 100,000 deep', good().replace(/<Invoice .*<\/Invoice>/s, '<a>'.repeat(100_000))],
    [
      'BinaryContent that is no base64',
      textOf(wrap(Uint8Array.of(1), 'binary')).replace('AQ==', '!!'),
    ],
  ])('is refused with a reason: %s', (_, text) => {
    expect(readSbd(utf8(text))).toEqual({ ok: false, detail: expect.stringMatching(/./) });
  });

  it('around each public example gives back its root element', () => {
    for (const { name, read } of corpusFiles('docs/peppol-2026.5/billing')) {
      const text = textOf(read());
      const sbd = readSbd(wrap(read(), 'xml'));
      const document = sbd.ok ? textOf(sbd.document) : sbd.detail;
      expect(document.length > 1000 && text.includes(document), name).toBe(true);
    }
  });
});

function good(): string {
  return textOf(wrap(utf8(ublDocument()), 'xml'));
}
