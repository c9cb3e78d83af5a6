import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from '../../invoice/base64.ts';
import { embedAttachments } from '../../invoice/ubl-embed.ts';
import { readInvoice } from '../../invoice/ubl-read.ts';
import { readXml } from '../../invoice/xml.ts';
import { textOf, ublDocument, utf8 } from './ubl-document.ts';

const pdf = {
  filename: 'time & "sted".pdf',
  contentType: 'application/pdf',
  content: Uint8Array.of(0, 1, 254, 255),
};

describe('an attachment', () => {
  it.each([
    [
      'Invoice',
      '<cac:OriginatorDocumentReference><cbc:ID>T</cbc:ID></cac:OriginatorDocumentReference>',
      '',
    ],
    ['Invoice', '', '<cac:ProjectReference><cbc:ID>P</cbc:ID></cac:ProjectReference>'],
    [
      'CreditNote',
      '',
      '<cac:OriginatorDocumentReference><cbc:ID>T</cbc:ID></cac:OriginatorDocumentReference>',
    ],
    [
      'CreditNote',
      '<cac:AdditionalDocumentReference><cbc:ID>A</cbc:ID></cac:AdditionalDocumentReference>',
      '',
    ],
  ])(
    'stands where the schema of %s has it, behind "%s" and before "%s"',
    (root, earlier, later) => {
      const text = ublDocument({ root, references: earlier + later });
      const embedded = textOf(embedAttachments(utf8(text), [pdf]));
      const reference =
        '<cac:AdditionalDocumentReference><cbc:ID>time &amp; &quot;sted&quot;.pdf</cbc:ID><cac:Attachment>' +
        '<cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="time &amp; &quot;sted&quot;.pdf">AAH+/w==' +
        '</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>';
      const [before = '', after = ''] = embedded.split(reference);
      expect(before + after).toBe(text);
      expect(before.endsWith(earlier || 'NOK</cbc:DocumentCurrencyCode>')).toBe(true);
      expect(after.trimStart().startsWith(later || '<cac:AccountingSupplierParty>')).toBe(true);
    },
  );

  it('is read back by name, type and content', () => {
    const { filename, contentType, content } = pdf;
    const file = { filename, contentType, content: toBase64(content) };
    const result = readInvoice(embedAttachments(utf8(ublDocument()), [pdf, pdf]));
    expect(result.ok && result.invoice.attachments).toEqual([
      { id: pdf.filename, ...file },
      { id: `${pdf.filename} (2)`, ...file },
    ]);
  });

  it("uses the document's own prefixes", () => {
    const text = ublDocument().replaceAll('cac:', 'x:').replaceAll('xmlns:cac=', 'xmlns:x=');
    expect(textOf(embedAttachments(utf8(text), [pdf]))).toContain(
      '<x:AdditionalDocumentReference><cbc:ID>',
    );
  });

  it('in a document of ISO-8859-1 or UTF-16 makes it UTF-8 and says so', () => {
    const latin = ublDocument({ declaration: '<?xml version="1.0" encoding="ISO-8859-1"?>\n' });
    const wide = ublDocument({ declaration: '<?xml version="1.0" encoding="UTF-16"?>\n' });
    for (const bytes of [Buffer.from(latin, 'latin1'), Buffer.from(`\ufeff${wide}`, 'utf16le')]) {
      const embedded = embedAttachments(bytes, [pdf]);
      expect(textOf(embedded)).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>/);
      const result = readInvoice(embedded);
      expect(result.ok && result.invoice.lines[0]?.item.name).toBe('Dør');
    }
  });

  it('leaves a byte order mark where it was', () => {
    const embedded = embedAttachments(utf8(`\ufeff${ublDocument()}`), [pdf]);
    expect([...embedded.subarray(0, 4)]).toEqual([0xef, 0xbb, 0xbf, 0x3c]);
  });

  it('whose name has what XML cannot hold still gives a document that can be read', () => {
    const filename = 'a\u0000\u0008<b>\ud800.pdf';
    const xml = readXml(embedAttachments(utf8(ublDocument()), [{ ...pdf, filename }]));
    expect(xml.ok).toBe(true);
  });
});

describe('base64', () => {
  it.each([0, 1, 2, 3, 4, 255])(
    'of %d bytes is what the platform writes, and comes back',
    (length) => {
      const bytes = Uint8Array.from({ length }, (_, at) => (at * 7) % 256);
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
    },
  );

  it.each(['a', 'ab=c', 'æ', 'ab*d', '===='])('is refused where it is none: "%s"', (text) =>
    expect(fromBase64(text)).toBeNull(),
  );
});
