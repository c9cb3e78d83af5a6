import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { placeLetter } from '../../activities/outbound-letter.ts';
import type { DocumentPrinter } from '../../activities/ports.ts';
import { createIppConnector } from '../../channels/print/ipp.ts';
import type { DeliveryRow } from '../../db/schema.ts';
import { readInvoice } from '../../invoice/ubl-read.ts';
import { defaultSettings } from '../../policy/settings.ts';
import { mergePdfs } from '../../rendering/merged-pdf.ts';
import { printInvoice } from '../../rendering/pdf.ts';
import { countPages } from '../../scan/read/page-count.ts';
import { hasCupsd, startCupsd, type Cupsd } from '../support/cupsd.ts';
import { sampleInvoice } from '../support/installation.ts';
import { painted, pdfOfPages } from '../support/pdf.ts';

/** The work of the service's threads, on this one. */
const printer = { countPages, merge: mergePdfs } as unknown as DocumentPrinter;

describe.skipIf(!hasCupsd)('a letter to a printer', () => {
  let cups: Cupsd;
  beforeAll(async () => {
    cups = await startCupsd();
  });
  afterAll(() => cups.close());

  it('is one PDF of the invoice and what can be printed of its attachments', async () => {
    const read = readInvoice(Buffer.from(sampleInvoice('BREV-1')));
    if (!read.ok) throw new Error(read.detail);
    const { bytes: pdf, pages } = await printInvoice(read.invoice, { language: 'nb' });
    const print = createIppConnector({ url: cups.urlOf('letters') });
    const time = pdfOfPages([{ content: painted('TIMER', 50, 500) }]);
    const delivery = { id: 'dlv_1', number: 'BREV-1', buyerName: 'K', sellerName: 'S' };
    const letter = await placeLetter(
      { print, printer },
      {
        delivery: delivery as DeliveryRow,
        messageId: 'atm_1',
        mayBeThere: false,
        sender: { sending: defaultSettings.sending, avtaleGiro: false, replyTo: null, logo: null },
      },
      {
        invoice: read.invoice,
        pdf,
        pages,
        attachments: [
          { filename: 'timer.csv', contentType: 'text/csv', content: Buffer.from('a;b') },
          { filename: 'timer.pdf', contentType: 'application/pdf', content: time },
          { filename: 'brutt.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF-') },
        ],
      },
    );
    expect(letter).toMatchObject({
      pages: 2,
      sheets: 2,
      leftOut: [
        { filename: 'timer.csv', reason: 'not-pdf' },
        { filename: 'brutt.pdf', reason: 'unreadable' },
      ],
    });
    await vi.waitFor(async () => expect(await print.state('atm_1')).toBe('posted'), 5000);
    const printed = await PDFDocument.load(Buffer.from(cups.printed(), 'latin1'));
    // Both sides: the back of the invoice stays empty, and the attachment begins on the next sheet.
    expect(printed.getPageCount()).toBe(3);
  });
});
