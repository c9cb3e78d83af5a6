import { describe, expect, it } from 'vitest';
import { printFormats, readPrintFormat } from '../../rendering/formats.ts';
import { printInvoice } from '../../rendering/pdf.ts';
import { fullInvoice, pagesOf, sample, withLines } from './printed.ts';

describe('print formats', () => {
  it('are plain, giro and compact, each with a title and a description in every language', () => {
    expect(printFormats.map(({ name }) => name)).toEqual(['plain', 'giro', 'compact']);
    for (const { title, description } of printFormats) {
      for (const text of [title, description]) {
        expect(Object.keys(text)).toEqual(['nb', 'nn', 'en']);
        expect(Object.values(text).every((word) => word.length > 3)).toBe(true);
      }
    }
  });

  it('are known by name', () => {
    expect(readPrintFormat('giro')).toBe('giro');
    expect(readPrintFormat('fancy')).toBeNull();
  });

  it('with a slip put amount, due date, KID and account at the foot of the last page', async () => {
    const invoice = withLines(sample('visma-network.xml'), 60, (at) => `Vare ${at}`);
    const pages = await pagesOf(invoice, { format: 'giro' });
    const slip = pages.at(-1)?.split('Betalingsslipp')[1];
    for (const text of [
      'Faktura 1001',
      'Forfall 04.12.2026',
      'Betalt av Nordlys Demo AS Storgata 5 0155 Oslo',
      'Betales til Fjordbygg Demo AS',
      'KID 1234567897',
      'Kroner 21 235',
      'Øre 25',
      'Til konto 8601.11.17947',
    ]) {
      expect(slip).toContain(text);
    }
    expect(pages.slice(0, -1).join(' ')).not.toContain('Betalingsslipp');
  });

  it('with a slip write another currency in one piece', async () => {
    const text = (await pagesOf(fullInvoice(), { format: 'giro' })).join(' ');
    expect(text.split('Betalingsslipp')[1]).toContain('Beløp 21 235,25 EUR');
    expect(text).not.toContain('Kroner');
  });

  it('leave the slip out where there is nothing to pay', async () => {
    const invoice = sample('visma-network.xml');
    const paid = { ...invoice, totals: { ...invoice.totals, amountDue: '0.00' } };
    expect((await pagesOf(paid, { format: 'giro' })).join(' ')).not.toContain('Betalingsslipp');
  });

  it('in compact print need far fewer pages for the same lines', async () => {
    const invoice = withLines(sample('visma-network.xml'), 400, (at) => `Vare-${at}.`);
    const plain = await printInvoice(invoice, { language: 'nb' });
    const compact = await printInvoice(invoice, { language: 'nb', format: 'compact' });
    expect(compact.pages).toBeLessThanOrEqual(plain.pages * 0.6);
    const text = (await pagesOf(invoice, { format: 'compact' })).join(' ');
    for (let at = 1; at <= 400; at++) expect(text).toContain(`Vare-${at}.`);
  });
});
