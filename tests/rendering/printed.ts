import { readFileSync } from 'node:fs';
import { PDFParse } from 'pdf-parse';
import type { Invoice } from '../../invoice/model.ts';
import { readInvoice } from '../../invoice/ubl-read.ts';
import { renderPdf, type PdfOptions } from '../../rendering/pdf.ts';

export const sampleBytes = (file: string): Uint8Array =>
  readFileSync(`runtime/demo/samples/${file}`);

export const sample = (file: string): Invoice => invoiceOf(sampleBytes(file));

export function invoiceOf(bytes: Uint8Array): Invoice {
  const result = readInvoice(bytes);
  if (!result.ok) throw new Error(result.detail);
  return result.invoice;
}

/** The text of each page, white space as single blanks. */
export async function pagesOf(
  invoice: Invoice,
  options: Partial<PdfOptions> = {},
): Promise<string[]> {
  const parser = new PDFParse({ data: await renderPdf(invoice, { language: 'nb', ...options }) });
  const { pages } = await parser.getText();
  await parser.destroy();
  return pages.map(({ text }) => text.replaceAll(/\s+/g, ' '));
}

/** The invoice with that many lines, each like its first. */
export function withLines(invoice: Invoice, count: number, name: (at: number) => string): Invoice {
  const [line] = invoice.lines;
  if (!line) throw new Error('The sample has no line.');
  const lines = Array.from({ length: count }, (_, at) => ({
    ...line,
    id: `${at + 1}`,
    item: { name: name(at + 1) },
  }));
  return { ...invoice, lines };
}

/** An invoice in euro that has something of everything. */
export function fullInvoice(): Invoice {
  const invoice = sample('visma-network.xml');
  const [line] = invoice.lines;
  if (!line) throw new Error('The sample has no line.');
  return {
    ...invoice,
    currency: 'EUR',
    taxCurrency: 'NOK',
    taxPointDate: '2026-11-19',
    contractReference: 'K-2024-17',
    despatchAdviceReference: 'F-100',
    notes: ['#AAI#Takk for handelen.'],
    delivery: {
      date: '2026-11-18',
      partyName: 'Nordlys lager',
      address: { street: 'Havnegata 3', postCode: '7010', city: 'Trondheim', country: 'NO' },
    },
    invoicingPeriod: { startDate: '2026-11-01', endDate: '2026-11-30' },
    payee: { name: 'Factoring Nord AS' },
    taxRepresentative: { name: 'Skatterep AS', vatId: 'NO987654325MVA' },
    allowances: [{ amount: '120.00', percentage: '10', baseAmount: '1200', reason: 'Bonus' }],
    charges: [{ amount: '49.50' }],
    payment: {
      remittanceInformation: 'Faktura 1001',
      terms: 'Netto 14 dager.',
      accounts: [
        { id: 'NO9386011117947', bic: 'DNBANOKK', name: 'Klientkonto' },
        { id: 'DE89370400440532013000', bic: 'COBADEFF' },
      ],
    },
    totals: { ...invoice.totals, prepaid: '500', rounding: '0.25', vatInTaxCurrency: '48123.22' },
    vatBreakdown: [
      { vatCategory: 'S', vatRate: '25.00', taxableAmount: '15921', taxAmount: '3980.25' },
      {
        vatCategory: 'E',
        vatRate: '0',
        taxableAmount: '10',
        taxAmount: '0',
        exemptionReason: 'Unntatt etter § 3-2',
      },
      { vatCategory: 'AE', vatRate: '0', taxableAmount: '20', taxAmount: '0' },
    ],
    attachments: [{ id: '1', filename: 'timeliste.pdf', description: 'Timer i november' }],
    lines: [
      {
        ...line,
        period: { startDate: '2026-11-01', endDate: '2026-11-15' },
        orderLineReference: '10',
        item: {
          name: 'Betong',
          sellerId: 'A-17',
          attributes: [{ name: 'Farge', value: 'grå' }],
        },
        price: { itemNetPrice: '890', grossPrice: '990', discount: '100', baseQuantity: '10' },
        allowances: [{ amount: '10', percentage: '5', reason: 'Lojalitet' }],
      },
    ],
  };
}

/** What each of `fullInvoice`'s parts looks like in Norwegian, in any output. */
export const fullTexts = [
  'Leveringsdato 18.11.2026',
  'Periode 01.11.2026–30.11.2026',
  'Avgiftsdato 19.11.2026',
  'Kontrakt K-2024-17',
  'Følgeseddel F-100',
  'Levert til Nordlys lager Havnegata 3 7010 Trondheim',
  'Betales til Factoring Nord AS',
  'Avgiftsrepresentant Skatterep AS Org.nr. 987 654 325 MVA',
  'Å betale 21 235,25 EUR',
  'Merkes med Faktura 1001',
  'Til konto NO93 8601 1117 947',
  'BIC DNBANOKK',
  'Kontohaver Klientkonto',
  'DE89 3704 0044 0532 0130 00 · COBADEFF',
  'Takk for handelen.',
  'Varenr. A-17',
  'Farge: grå',
  'Periode 01.11.2026–15.11.2026',
  'Ordrelinje 10',
  'Listepris 990,00, rabatt −100,00',
  'Lojalitet (5 %): −10,00',
  '890,00 per 10',
  'Bonus (10 % av 1 200,00) −120,00',
  'Gebyr 49,50',
  'Unntatt etter § 3-2',
  'Omvendt avgiftsplikt',
  'Mva i NOK 48 123,22',
  'Betalt −500,00',
  'Avrunding 0,25',
  'Netto 14 dager.',
  'timeliste.pdf – Timer i november',
];
