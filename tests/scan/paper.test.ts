import { PDFParse } from 'pdf-parse';
import { describe, expect, it } from 'vitest';
import { complete } from '../../invoice/totals.ts';
import { readAccountNumber, readIban } from '../../invoice/norway/account-number.ts';
import { isKid } from '../../invoice/norway/kid.ts';
import { readOrganisationNumber } from '../../invoice/norway/organisation-number.ts';
import { drawInvoice, drawNoInvoice, drawSeveral, layouts } from '../support/paper/draw.ts';
import { scan } from '../support/paper/scan.ts';
import { Chance } from '../support/paper/chance.ts';
import { otherKinds } from '../support/paper/others.ts';
import type { PaperSet } from '../support/paper/model.ts';
import type { Truth } from '../support/paper/truth.ts';

/** The text of all pages without any space. */
async function printed(pdf: Buffer): Promise<string> {
  const parser = new PDFParse({ data: new Uint8Array(pdf) });
  try {
    const { text } = await parser.getText();
    return text.replaceAll(/\s/g, '');
  } finally {
    await parser.destroy();
  }
}

/** What the core makes of the lines and charges alone. */
function recomputed(truth: Truth): { withoutVat: string; vat: string; amountDue: string } {
  const category = (rate: string): { vatCategory: string; vatRate: string } => ({
    vatCategory: rate === '0' ? 'Z' : 'S',
    vatRate: rate,
  });
  const result = complete({
    number: truth.invoiceNumber,
    typeCode: '380',
    issueDate: truth.issueDate,
    currency: truth.currency,
    notes: [],
    precedingInvoices: [],
    attachments: [],
    seller: { name: truth.sellerName },
    buyer: { name: truth.buyerName },
    allowances: [],
    charges: truth.charges.map(({ amount, vatRate }) => ({ amount, ...category(vatRate) })),
    lines: truth.lines.map((line, index) => ({
      id: String(index + 1),
      quantity: line.quantity,
      item: { name: line.description },
      price: { itemNetPrice: line.unitPrice },
      allowances: line.discountPercent === null ? [] : [{ percentage: line.discountPercent }],
      charges: [],
      // The document rounds a discounted line once; the core rounds the discount and the line.
      ...(line.discountPercent !== null && { lineNetAmount: line.net }),
      ...category(line.vatRate),
    })),
    totals: {
      ...(truth.rounding !== null && { rounding: truth.rounding }),
      ...(truth.prepaid !== null && { prepaid: truth.prepaid }),
    },
  } as unknown as Parameters<typeof complete>[0]);
  if (!result.ok) throw new Error(JSON.stringify(result.missing));
  const { withoutVat, vat, amountDue } = result.invoice.totals;
  return { withoutVat: withoutVat ?? '', vat: vat ?? '', amountDue: amountDue ?? '' };
}

const cases = (['dev', 'held', 'fresh'] as const).flatMap((set) =>
  layouts[set].map((layout) => ({ set, layout, seed: 1, name: layout.name })),
);

describe('an invented invoice', () => {
  it.each(cases)('has what its truth says ($set $name $seed)', async ({ set, layout, seed }) => {
    const { pdf, truth, paper } = await drawInvoice({ seed: `test ${seed}`, set }, layout);
    const text = await printed(pdf);
    const values = [
      truth.sellerName,
      truth.invoiceNumber,
      truth.paymentRef,
      truth.iban,
      truth.orderRef,
      truth.buyerRef,
      truth.originalInvoice,
      truth.buyerOrgNo,
      truth.sellerOrgNo,
    ];
    for (const value of values) {
      if (value === null) continue;
      expect(text.replaceAll(/[.-]/g, ''), value).toContain(value.replaceAll(/[\s.-]/g, ''));
    }
    for (const amount of [paper.net, ...paper.vat.map(({ tax }) => tax), paper.amountDue]) {
      expect(text.replaceAll(/[^\d]/g, ''), String(amount)).toContain(
        String(amount).replace(/00$/, ''),
      );
    }
    for (const { description } of truth.lines)
      expect(text).toContain(description.replaceAll(' ', ''));
    expect(truth.sellerOrgNo ?? truth.sellerVatNo).not.toBeNull();
    expect(truth.bankAccount ?? truth.iban).not.toBeNull();
  });

  it.each(cases)(
    'adds up by the rules of the core ($set $name $seed)',
    async ({ set, layout, seed }) => {
      const { truth } = await drawInvoice({ seed: `test ${seed}`, set }, layout);
      if (truth.lineAmountsInclVat) {
        const lines = truth.lines.reduce((sum, { net }) => sum + Number(net), 0);
        expect(Math.abs(lines - Number(truth.netTotal))).toBeLessThan(
          0.01 * truth.lines.length + 0.005,
        );
        return;
      }
      expect(recomputed(truth)).toEqual({
        withoutVat: truth.netTotal,
        vat: truth.taxTotal,
        amountDue: truth.payableAmount,
      });
    },
  );

  it('is the same for the same seed, byte for byte, and another for another', async () => {
    const [layout] = layouts.dev;
    if (!layout) throw new Error('no layout');
    const draw = async (seed: string): Promise<Buffer> =>
      (await drawInvoice({ seed, set: 'dev' }, layout)).pdf;
    expect((await draw('7')).equals(await draw('7'))).toBe(true);
    expect((await draw('7')).equals(await draw('8'))).toBe(false);
  });

  it('carries numbers of which the check digits are right', async () => {
    for (const layout of layouts.dev) {
      const { truth } = await drawInvoice({ seed: 'numbers', set: 'dev' }, layout);
      if (truth.iban !== null) expect(readIban(truth.iban)).toBe(truth.iban);
      if (truth.language !== 'no') continue;
      expect(readOrganisationNumber(truth.sellerOrgNo ?? '')).toBe(truth.sellerOrgNo);
      expect(readAccountNumber(truth.bankAccount ?? '')).toBe(truth.bankAccount);
      if (truth.paymentRef !== null) expect(isKid(truth.paymentRef)).toBe(true);
    }
  });
});

describe('other files', () => {
  it('has several invoices, each on its own pages', async () => {
    const seen = new Set<number>();
    for (const seed of ['1', '2', '3']) {
      const { pdf, truth } = await drawSeveral({ seed, set: 'dev' });
      const text = await printed(pdf);
      let next = 1;
      for (const { pages, invoiceNumber } of truth.documents) {
        expect(pages?.[0]).toBe(next);
        next = (pages?.[1] ?? 0) + 1;
        expect(text).toContain(invoiceNumber);
      }
      seen.add(truth.documents.length);
    }
    expect(Math.min(...seen)).toBeGreaterThan(1);
  });

  it.each(otherKinds)('is no invoice: %s', async (kind) => {
    for (const set of ['dev', 'held'] as const) {
      const { pdf, truth } = await drawNoInvoice({ seed: kind, set }, kind);
      expect(truth).toMatchObject({ docType: 'other', kind });
      expect((await printed(pdf)).length).toBeGreaterThan(100);
    }
  });
});

describe('a scan', () => {
  it('has the pages of the paper as pictures without text, the same for the same seed', async () => {
    const [layout] = layouts.dev;
    if (!layout) throw new Error('no layout');
    const { pdf } = await drawInvoice({ seed: '3', set: 'dev' }, layout);
    const first = await scan(pdf, new Chance('3'));
    expect(await printed(first.pdf)).toBe('--1of1--');
    expect((await scan(pdf, new Chance('3'))).pdf.equals(first.pdf)).toBe(true);
  });
});

describe('the sets', () => {
  it('share no layout', () => {
    const names = (set: PaperSet): string[] => layouts[set].map(({ name }) => name);
    expect(names('dev').filter((name) => names('held').includes(name))).toEqual([]);
  });
});
