import { describe, expect, it } from 'vitest';
import { printFormats } from '../../rendering/formats.ts';
import { printInvoice, renderPdf } from '../../rendering/pdf.ts';
import { corpusFiles } from '../support/corpus.ts';
import { fullInvoice, fullTexts, invoiceOf, pagesOf, sample, withLines } from './printed.ts';

describe('a PDF of an invoice', () => {
  it('shows in Norwegian what the buyer must know to pay', async () => {
    const [page] = await pagesOf(sample('visma-network.xml'));
    for (const text of [
      'Faktura 1001',
      'Dato 20.11.2026',
      'Fjordbygg Demo AS',
      'Org.nr. 987 654 325 MVA Foretaksregisteret',
      'Nordlys Demo AS Storgata 5 0155 Oslo',
      'Betongarbeid',
      '12,5 timer 890,00 25 % 11 125,00',
      '25 % 15 921,00 3 980,25',
      'Å betale NOK 21 235,25',
      'Å betale 21 235,25 NOK',
      'Forfall 04.12.2026',
      'Til konto 8601.11.17947',
      'KID 1234567897',
      'Side 1 av 1',
    ]) {
      expect(page).toContain(text);
    }
  });

  it.each([
    ['nn', ['Mengd', 'Dykkar ref.', 'Sum utan mva 17 081,00', 'Dato 20.11.2026']],
    ['en', ['Invoice 1001', 'Date 20 November 2026', 'Amount due NOK 21,235.25', 'Page 1 of 1']],
  ] as const)('is in the language asked for: %s', async (language, texts) => {
    const [page] = await pagesOf(sample('visma-network.xml'), { language });
    for (const text of texts) expect(page).toContain(text);
  });

  it('of a credit note is titled so, names the invoice and asks for no payment', async () => {
    const credit = sample('credit-note.xml');
    const [nb] = await pagesOf(credit, { format: 'giro' });
    expect(nb).toContain('Kreditnota');
    expect(nb).toContain(`Gjelder faktura ${credit.precedingInvoices[0]?.number}`);
    expect(nb).toContain('Til gode');
    expect(nb).not.toContain('Til konto');
    expect(nb).not.toContain('Betalingsslipp');
    expect((await pagesOf(credit, { language: 'en' }))[0]).toContain('Credit note');
  });

  it('shows everything that an invoice can say', async () => {
    const text = (await pagesOf(fullInvoice())).join(' ');
    for (const part of fullTexts) expect(text).toContain(part);
    expect(text).not.toContain('#AAI#');
  });

  it('of 60 lines shows every line, the table head on each page and the sums at the end', async () => {
    const pages = await pagesOf(withLines(sample('visma-network.xml'), 60, (at) => `Vare-${at}.`));
    expect(pages).toHaveLength(3);
    for (let at = 1; at <= 60; at++) expect(pages.join(' ')).toContain(`Vare-${at}.`);
    pages.forEach((page, at) => {
      expect(page).toContain(`Side ${at + 1} av 3`);
      if (page.includes('Vare-')) expect(page).toContain('Beskrivelse Antall Pris Mva Beløp');
    });
    expect(pages[1]).toContain('Faktura 1001 · Fjordbygg Demo AS');
    expect(pages[0]).toContain('KID 1234567897');
    expect(pages[2]).toContain('Å betale NOK 21 235,25');
  });

  it('goes on for hundreds of pages', async () => {
    const invoice = withLines(sample('visma-network.xml'), 17_000, (at) => `Vare-${at}.`);
    const { bytes, pages } = await printInvoice(invoice, { language: 'nb' });
    expect(pages).toBeGreaterThan(500);
    expect(Buffer.from(bytes).toString('latin1')).toContain(`/Count ${pages} `);
  });

  it('cuts no text, however long', async () => {
    const words = Array.from({ length: 1500 }, (_, at) => `ord${at}`);
    const invoice = sample('visma-network.xml');
    const pages = await pagesOf({
      ...withLines(invoice, 2, () => words.join(' ')),
      buyer: { ...invoice.buyer, name: '§'.repeat(10_000) },
    });
    const text = pages.join(' ');
    expect(pages.length).toBeGreaterThan(5);
    for (const word of words) expect(text.split(`${word} `).length).toBeGreaterThan(2);
    expect(text.match(/§/g)).toHaveLength(10_000);
  });

  it.each([
    'Zażółć gęślą jaźń',
    'Țara Ștefan',
    'Őrült ñandú',
    'STRAẞE Việt',
    'Ωμέγα',
    'Жук',
    'Sámi čáhci đ ŋ ŧ',
    'AVATAR To Ty',
  ])('shows letters of all of Europe: %s', async (name) => {
    const [page] = await pagesOf(withLines(sample('visma-network.xml'), 1, () => name));
    expect(page).toContain(name);
  });

  it('shows a mark for letters that the font lacks, and keeps them for copying', async () => {
    const [page] = await pagesOf(withLines(sample('visma-network.xml'), 1, () => 'A漢字😀B'));
    expect(page).toContain('A漢字😀B');
  });

  it('shows markup as text and lets no mark turn the text around it', async () => {
    const name = '<script>alert("x")</script>\u202eevil\u0000\u200b';
    const [page] = await pagesOf(withLines(sample('visma-network.xml'), 1, () => name));
    expect(page).toContain('<script>alert("x")</script>evil');
  });

  it('shows a number or day that is none as it was sent', async () => {
    const invoice = sample('visma-network.xml');
    const [page] = await pagesOf({
      ...invoice,
      dueDate: '2026-02-30',
      totals: { ...invoice.totals, amountDue: '1e3' },
    });
    expect(page).toContain('Forfall 2026-02-30');
    expect(page).toContain('Å betale 1e3 NOK');
  });

  it('leaves no label without a value', async () => {
    const { dueDate: _, buyerReference: __, ...invoice } = sample('visma-network.xml');
    const [page] = await pagesOf({ ...invoice, payment: { accounts: [] } });
    for (const label of ['Forfall', 'Deres ref.', 'KID', 'Til konto', 'Vilkår']) {
      expect(page).not.toContain(label);
    }
  });

  it('has the same bytes each time', async () => {
    const invoice = sample('print.xml');
    const [one, other] = [
      await renderPdf(invoice, { language: 'nb' }),
      await renderPdf(invoice, { language: 'nb' }),
    ];
    expect(Buffer.compare(one, other)).toBe(0);
  });

  it('is made of each public example, in each format', async () => {
    const files = corpusFiles('docs/peppol-2026.5/billing', 'docs/cen-ubl-examples');
    for (const [at, { name, read }] of files.entries()) {
      const invoice = invoiceOf(read());
      const format = printFormats[at % printFormats.length]?.name ?? 'plain';
      const text = (await pagesOf(invoice, { format })).join(' ').replaceAll(' ', '');
      expect(text, name).toContain(invoice.buyer.name.replaceAll(/\s/g, ''));
      for (const { item } of invoice.lines) {
        expect(text, name).toContain(item.name.normalize('NFC').replaceAll(/\s/g, ''));
      }
    }
  }, 120_000);
});
