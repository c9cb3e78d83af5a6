import { describe, expect, it } from 'vitest';
import { brokenIds, changedAfter, rightInvoice } from './cen-invoice.ts';

interface Expected {
  readonly code: string;
  readonly prefix: string;
  /** Taxed at its rates, with a breakdown for each; otherwise its VAT is 0 and it stands in the breakdown once. */
  readonly isByRate: boolean;
  readonly isExplained: boolean;
  /** Whether the seller's VAT number alone is enough, and a tax registration alone. */
  readonly sellerVatId: boolean;
  readonly sellerTaxId: boolean;
  /** Whether a missing rate, 0 and 12 are right. */
  readonly rates: readonly [absent: boolean, zero: boolean, some: boolean];
}

const untaxed = { isByRate: false, isExplained: true, rates: [false, true, false] } as const;
const taxed = { isByRate: true, isExplained: false, rates: [false, true, true] } as const;
const eitherId = { sellerVatId: true, sellerTaxId: true };
const vatIdOnly = { sellerVatId: true, sellerTaxId: false };
const buyerToo = { sellerVatId: false, sellerTaxId: false };

const expectations: readonly Expected[] = [
  { code: 'S', prefix: 'BR-S', ...taxed, ...eitherId, rates: [false, false, true] },
  { code: 'Z', prefix: 'BR-Z', ...untaxed, ...eitherId, isExplained: false },
  { code: 'E', prefix: 'BR-E', ...untaxed, ...eitherId },
  { code: 'AE', prefix: 'BR-AE', ...untaxed, ...buyerToo },
  { code: 'K', prefix: 'BR-IC', ...untaxed, ...buyerToo },
  { code: 'G', prefix: 'BR-G', ...untaxed, ...vatIdOnly },
  { code: 'O', prefix: 'BR-O', ...untaxed, ...buyerToo, rates: [true, false, false] },
  { code: 'L', prefix: 'BR-AF', ...taxed, ...eitherId },
  { code: 'M', prefix: 'BR-AG', ...taxed, ...eitherId },
];

const registrations: Readonly<Record<string, string>> = {
  'registration number': '<cbc:CompanyID>556677-8899</cbc:CompanyID>',
};

/** Whether the buyer has to be known, and by what. */
const buyers: Readonly<Record<string, readonly (readonly [string, boolean])[]>> = {
  AE: [
    ['VAT number', true],
    ['registration number', true],
    ['nothing', false],
  ],
  K: [
    ['VAT number', true],
    ['registration number', false],
  ],
  G: [['nothing', true]],
};

const standard = '<cbc:ID>S</cbc:ID><cbc:Percent>25</cbc:Percent>';
const reason = '<cbc:TaxExemptionReason>Fritatt</cbc:TaxExemptionReason>';
const vatNumbers = /<cac:PartyTaxScheme>.*?<\/cac:PartyTaxScheme>/g;
const representative = /<cac:TaxRepresentativeParty>[\s\S]*<\/cac:TaxRepresentativeParty>/;
const delivered = '<cbc:ActualDeliveryDate>2026-08-31</cbc:ActualDeliveryDate>';

const rates: Readonly<Record<string, string>> = { S: '25', L: '7', M: '4' };

/** Nothing is subtracted or added to the lines but at the category itself: 950.50, and its VAT. */
const vat: Readonly<Record<string, readonly [string, string, string]>> = {
  S: ['237.63', '1188.13', '1088.00'],
  L: ['66.54', '1017.04', '916.91'],
  M: ['38.02', '988.52', '888.39'],
};

const categoryOf = (code: string): string =>
  code === 'O'
    ? '<cbc:ID>O</cbc:ID>'
    : `<cbc:ID>${code}</cbc:ID><cbc:Percent>${rates[code] ?? '0'}</cbc:Percent>`;

/** The right invoice, all of it under one category. */
function invoiceUnder(code: string): string {
  const [tax, total, due] = vat[code] ?? ['0.00', '950.50', '850.37'];
  const isExplained = expectations.some((each) => each.code === code && each.isExplained);
  const text = rightInvoice
    .replaceAll(standard, categoryOf(code))
    .replaceAll('237.63', tax)
    .replace('1188.13', total)
    .replace('1088.00', due)
    .replace('<cac:DeliveryLocation>', `${delivered}<cac:DeliveryLocation>`);
  const explained = isExplained
    ? text.replace(
        `</cbc:TaxAmount><cac:TaxCategory>${categoryOf(code)}`,
        `</cbc:TaxAmount><cac:TaxCategory>${categoryOf(code)}${reason}`,
      )
    : text;
  return code === 'O'
    ? explained.replaceAll(vatNumbers, '').replace(representative, '')
    : explained;
}

const behind = (text: string, after: string, from: string, to: string): string => {
  const at = text.indexOf(after);
  if (at < 0 || !text.includes(from, at)) throw new Error(`no ${from} behind ${after}`);
  return text.slice(0, at) + text.slice(at).replace(from, to);
};

const isOf = (prefix: string) => (id: string) => id.startsWith(`${prefix}-`);

describe.each(expectations)('VAT category $code', (expected) => {
  const { code, prefix, isByRate } = expected;
  const right = invoiceUnder(code);
  const category = categoryOf(code);
  const ids = (text: string, on?: string): string[] => brokenIds(text, on).filter(isOf(prefix));
  const subtotal = '<cac:TaxSubtotal>';

  it('is right where all of it is there', () => {
    expect(brokenIds(right)).toEqual([]);
  });

  it('-01: stands in the breakdown', () => {
    const other = behind(
      right,
      subtotal,
      category,
      '<cbc:ID>X</cbc:ID><cbc:Percent>0</cbc:Percent>',
    );
    expect(ids(other)).toContain(`${prefix}-01`);
    const whole = /<cac:TaxSubtotal>[\s\S]*<\/cac:TaxSubtotal>/.exec(right)?.[0] ?? '';
    const twice = ids(right.replace(whole, whole + whole));
    expect(twice.includes(`${prefix}-01`)).toBe(!isByRate);
  });

  it('-02 to -04: the parties have the identifiers that it asks for', () => {
    const wanted = [`${prefix}-02`, `${prefix}-03`, `${prefix}-04`];
    const anonymous = right.replaceAll(vatNumbers, '');
    expect(ids(anonymous)).toEqual(code === 'O' ? [] : wanted);
    const seller = '<cac:PartyLegalEntity><cbc:RegistrationName>Fjordbygg';
    const number = (scheme: string): string =>
      `<cac:PartyTaxScheme><cbc:CompanyID>NO987654325MVA</cbc:CompanyID><cac:TaxScheme><cbc:ID>${scheme}</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>`;
    const known = (scheme: string): string[] =>
      ids(anonymous.replace(seller, number(scheme) + seller));
    expect(known('VAT')).toEqual(expected.sellerVatId ? [] : wanted);
    expect(known('TAX')).toEqual(expected.sellerTaxId || code === 'O' ? [] : wanted);
  });

  it.each(buyers[code] ?? [])('-02 to -04: the buyer is known by %s', (id, isEnough) => {
    const buyer = /<cac:AccountingCustomerParty>[\s\S]*<\/cac:AccountingCustomerParty>/;
    const text = right.replace(buyer, (party) =>
      party
        .replaceAll(vatNumbers, id === 'VAT number' ? '$&' : '')
        .replace('</cbc:RegistrationName>', `</cbc:RegistrationName>${registrations[id] ?? ''}`),
    );
    expect(ids(text).length === 0).toBe(isEnough);
  });

  it('-05 to -07: has the rate that belongs to it', () => {
    const places = [
      ['-05', 'linje 1'],
      ['-06', '</cac:PaymentMeans>'],
      ['-07', '<cbc:ChargeIndicator>true'],
    ] as const;
    const verdict = (rate: string | undefined): boolean[] =>
      places.map(([number, after]) => {
        const percent = rate === undefined ? '' : `<cbc:Percent>${rate}</cbc:Percent>`;
        const text = behind(right, after, category, `<cbc:ID>${code}</cbc:ID>${percent}`);
        return !ids(text).includes(prefix + number);
      });
    const [absent, zero, some] = expected.rates;
    expect(verdict(undefined)).toEqual(places.map(() => absent));
    expect(verdict('0.00')).toEqual(places.map(() => zero));
    expect(verdict('12')).toEqual(places.map(() => some));
  });

  it('-08: has the taxable amount that lines, charges and allowances add up to', () => {
    const holds = (amount: string): boolean =>
      !ids(behind(right, subtotal, '950.50', amount)).includes(`${prefix}-08`);
    expect([holds('950.500'), holds('951.49'), holds('949.51')]).toEqual([
      true,
      isByRate,
      isByRate,
    ]);
    expect([holds('951.50'), holds('949.50'), holds('-950.50')]).toEqual([false, false, false]);
  });

  it('-09: has the VAT that belongs to it', () => {
    const [tax] = vat[code] ?? ['0.00'];
    const holds = (amount: string): boolean =>
      !ids(behind(right, subtotal, tax, amount)).includes(`${prefix}-09`);
    const off = (by: number): string => (Number(tax) + by).toFixed(2);
    expect([holds(off(0.99)), holds(off(-0.99))]).toEqual([isByRate, isByRate]);
    expect([holds(off(1)), holds(off(-1))]).toEqual([false, false]);
  });

  it('-10: gives a reason for the exemption, or none', () => {
    const without = right.replace(reason, '');
    const explained = behind(without, subtotal, category, category + reason);
    expect(ids(expected.isExplained ? without : explained)).toEqual([`${prefix}-10`]);
    expect(ids(expected.isExplained ? explained : without)).toEqual([]);
  });

  it('is not asked under another tax scheme', () => {
    const text = right.replaceAll('<cac:TaxScheme><cbc:ID>VAT', '<cac:TaxScheme><cbc:ID>GST');
    expect(ids(text)).toEqual(code === 'S' ? [`${prefix}-02`] : []);
    expect(brokenIds(right.replaceAll('<cbc:ID>VAT', '<cbc:ID> Vat '))).toEqual([]);
  });
});

describe('what one VAT category alone asks', () => {
  it('K: when and where it was delivered', () => {
    const text = invoiceUnder('K');
    const undated = text
      .replace(delivered, '')
      .replace(/<cac:InvoicePeriod>.*<\/cac:InvoicePeriod>/, '');
    expect(brokenIds(undated)).toEqual(['BR-IC-11']);
    expect(brokenIds(text.replace('>FI<', '>F<'))).toEqual(['BR-IC-12']);
  });

  it.each([
    ['BR-O-12', 'linje 1'],
    ['BR-O-13', '</cac:PaymentMeans>'],
    ['BR-O-14', '<cbc:ChargeIndicator>true'],
  ])('O: %s, no other category stands beside it', (id, after) => {
    const zero = '<cbc:ID>Z</cbc:ID><cbc:Percent>0</cbc:Percent>';
    const mixed = behind(invoiceUnder('O'), after, '<cbc:ID>O</cbc:ID>', zero);
    expect(brokenIds(mixed)).toContain(id);
    expect(brokenIds(mixed)).not.toContain('BR-O-11');
  });

  it('O: BR-O-11, stands alone in the breakdown', () => {
    const text = invoiceUnder('O');
    const whole = /<cac:TaxSubtotal>[\s\S]*<\/cac:TaxSubtotal>/.exec(text)?.[0] ?? '';
    const other = whole.replace('<cbc:ID>O<', '<cbc:ID>Z<').replace(reason, '');
    expect(brokenIds(text.replace(whole, whole + other))).toContain('BR-O-11');
  });

  it('B: is Italian, and never with the standard rate', () => {
    const split = changedAfter('linje 1', '<cbc:ID>S</cbc:ID>', '<cbc:ID>B</cbc:ID>');
    expect(brokenIds(split)).toEqual(['BR-B-01', 'BR-B-02', 'BR-S-08']);
    const italian = split.replace(/(<cbc:IdentificationCode>)../g, '$1IT');
    expect(brokenIds(italian)).toEqual(['BR-B-02', 'BR-S-08']);
  });
});

describe('the sums of a VAT category', () => {
  it('go by rate: 25 and 25.00 are one, 15 is another', () => {
    const written = changedAfter('linje 2', '>25<', '>25.00<');
    expect(brokenIds(written)).toEqual([]);
    expect(brokenIds(changedAfter('linje 2', '>25<', '>15<'))).toEqual(['BR-S-08']);
  });

  it('are added up once, however many lines and breakdowns there are', () => {
    const line =
      /<cac:InvoiceLine><cbc:ID>linje 2[\s\S]*<\/cac:InvoiceLine>/.exec(rightInvoice)?.[0] ?? '';
    const whole = /<cac:TaxSubtotal>[\s\S]*<\/cac:TaxSubtotal>/.exec(rightInvoice)?.[0] ?? '';
    const large = rightInvoice.replace(line, line.repeat(2000)).replace(whole, whole.repeat(2000));
    expect(brokenIds(large)).toEqual(['BR-CO-10', 'BR-CO-14', 'BR-S-08']);
  }, 8000);
});
