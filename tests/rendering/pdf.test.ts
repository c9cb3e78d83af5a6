import { readFileSync } from 'node:fs';
import { PDFParse } from 'pdf-parse';
import { describe, expect, it } from 'vitest';
import type { Invoice } from '../../invoice/model.ts';
import { readInvoice } from '../../invoice/ubl-read.ts';
import { renderPdf } from '../../rendering/pdf.ts';
import type { Language } from '../../rendering/texts.ts';
import { corpusFiles } from '../support/corpus.ts';

const sample = (file: string): Invoice => invoiceOf(readFileSync(`runtime/demo/samples/${file}`));

function invoiceOf(bytes: Uint8Array): Invoice {
  const result = readInvoice(bytes);
  if (!result.ok) throw new Error(result.detail);
  return result.invoice;
}

/** The text of each page, white space as single blanks. */
async function pagesOf(invoice: Invoice, language: Language = 'nb'): Promise<string[]> {
  const parser = new PDFParse({ data: await renderPdf(invoice, { language }) });
  const { pages } = await parser.getText();
  await parser.destroy();
  return pages.map(({ text }) => text.replaceAll(/\s+/g, ' '));
}

const withLines = (invoice: Invoice, count: number, name: (at: number) => string): Invoice => {
  const [line] = invoice.lines;
  if (!line) throw new Error('The sample has no line.');
  const lines = Array.from({ length: count }, (_, at) => ({
    ...line,
    id: `${at + 1}`,
    item: { name: name(at + 1) },
  }));
  return { ...invoice, lines };
};

describe('a PDF of an invoice', () => {
  it('shows in Norwegian what the buyer must know to pay', async () => {
    const [page] = await pagesOf(sample('visma-network.xml'));
    for (const text of [
      'Faktura',
      'Nummer 1001',
      'Dato 20.11.2026',
      'Fjordbygg Demo AS',
      'Org.nr. 987 654 325 MVA Foretaksregisteret',
      'Nordlys Demo AS Storgata 5 0155 Oslo',
      'Betongarbeid',
      '12,5 timer 890,00 25 % 11 125,00',
      '25 % 15 921,00 3 980,25',
      'Å betale NOK 21 235,25',
      'Forfall 04.12.2026',
      'Til konto 8601.11.17947',
      'KID 1234567897',
      'Side 1 av 1',
    ]) {
      expect(page).toContain(text);
    }
  });

  it('is in English where asked for', async () => {
    const [page] = await pagesOf(sample('visma-network.xml'), 'en');
    for (const text of [
      'Invoice',
      'Date 20 November 2026',
      'Amount due NOK 21,235.25',
      'Page 1 of 1',
    ]) {
      expect(page).toContain(text);
    }
  });

  it('of a credit note is titled so, names the invoice and asks for no payment', async () => {
    const credit = sample('credit-note.xml');
    const [nb] = await pagesOf(credit);
    expect(nb).toContain('Kreditnota');
    expect(nb).toContain(`Gjelder faktura ${credit.precedingInvoices[0]?.number}`);
    expect(nb).toContain('Til gode');
    expect(nb).not.toContain('Til konto');
    expect((await pagesOf(credit, 'en'))[0]).toContain('Credit note');
  });

  it('shows allowances, charges, prepayment and why a rate is zero', async () => {
    const invoice = sample('visma-network.xml');
    const [page] = await pagesOf({
      ...invoice,
      allowances: [{ amount: '100.00', reason: 'Kundebonus' }],
      charges: [{ amount: '49.50' }],
      vatBreakdown: [
        {
          vatCategory: 'E',
          vatRate: '0',
          taxableAmount: '10',
          taxAmount: '0',
          exemptionReason: 'Unntatt etter § 3-2',
        },
      ],
      totals: { ...invoice.totals, prepaid: '500', rounding: '0.25' },
    });
    for (const text of [
      'Kundebonus −100,00',
      'Gebyr 49,50',
      'Unntatt etter § 3-2',
      'Betalt −500,00',
      'Avrunding 0,25',
    ]) {
      expect(page).toContain(text);
    }
  });

  it('of 40 lines shows every line, the table head on each page and the payment at the end', async () => {
    const pages = await pagesOf(withLines(sample('visma-network.xml'), 40, (at) => `Vare-${at}.`));
    expect(pages).toHaveLength(2);
    for (let at = 1; at <= 40; at++) expect(pages.join(' ')).toContain(`Vare-${at}.`);
    pages.forEach((page, at) => {
      expect(page).toContain('Beskrivelse Antall Pris Mva Beløp');
      expect(page).toContain(`Side ${at + 1} av 2`);
    });
    expect(pages[1]).toContain('Faktura 1001 · Fjordbygg Demo AS');
    expect(pages[1]).toContain('KID 1234567897');
  });

  it('cuts no text, however long', async () => {
    const words = Array.from({ length: 1500 }, (_, at) => `ord${at}`);
    const invoice = sample('visma-network.xml');
    const pages = await pagesOf({
      ...withLines(invoice, 2, () => words.join(' ')),
      buyer: { ...invoice.buyer, name: `${'Lang'.repeat(300)}slutt` },
    });
    const text = pages.join(' ');
    expect(pages.length).toBeGreaterThan(3);
    for (const word of words) expect(text.split(`${word} `).length).toBeGreaterThan(2);
    expect(text.replaceAll(' ', '')).toContain(`${'Lang'.repeat(300)}slutt`);
  });

  it.each([
    'Zażółć gęślą jaźń',
    'Țara Ștefan',
    'Őrült ñandú',
    'STRAẞE Việt',
    'Ωμέγα',
    'Жук',
    'Sámi čáhci đ ŋ ŧ',
  ])('shows letters of all of Europe: %s', async (name) => {
    const [page] = await pagesOf(withLines(sample('visma-network.xml'), 1, () => name));
    expect(page).toContain(name);
  });

  it('shows markup as text and lets no mark turn the text around it', async () => {
    const name = '<script>alert("x")</script>\u202eevil\u0000';
    const [page] = await pagesOf(withLines(sample('visma-network.xml'), 1, () => name));
    expect(page).toContain('<script>alert("x")</script>evil');
  });

  it('has the same bytes each time', async () => {
    const invoice = sample('print.xml');
    const [one, other] = [
      await renderPdf(invoice, { language: 'nb' }),
      await renderPdf(invoice, { language: 'nb' }),
    ];
    expect(Buffer.compare(one, other)).toBe(0);
  });

  it('is made of each public example', async () => {
    const files = corpusFiles('docs/peppol-2026.5/billing', 'docs/cen-ubl-examples');
    for (const { name, read } of files) {
      const invoice = invoiceOf(read());
      const text = (await pagesOf(invoice)).join(' ').replaceAll(' ', '');
      expect(text, name).toContain(invoice.buyer.name.replaceAll(/\s/g, ''));
      for (const { item } of invoice.lines) {
        expect(text, name).toContain(item.name.normalize('NFC').replaceAll(/\s/g, ''));
      }
    }
  }, 120_000);
});
