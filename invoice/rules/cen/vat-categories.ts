import type { XmlElement } from '../../xml.ts';
import type { UblDocument } from '../document.ts';
import { decimal, decimalOf, zero, type Number as Decimal } from '../number.ts';
import { context, fatal, type Context, type Rule } from '../rule.ts';
import { first, has, normalizedText, stringOf, text } from '../select.ts';
import { doubleOf, isAllowance, isCharge, isVat, present, someDouble } from './conditions.ts';
import { isVatOf } from './vat-breakdown.ts';
import { families, type Family } from './vat-families.ts';
import { taxedAmounts, type Taxed } from './vat-sums.ts';
import { vatIds, vatUse, type Place, type VatUse } from './vat-use.ts';

const named = (family: Family, number: string, term: string, holds: Rule['holds']): Rule =>
  fatal(`${family.prefix}-${number}`, term, holds);

// -01: the breakdown

function isBrokenDown({ breakdown, code }: Family, use: VatUse): boolean {
  if (breakdown === 'once') {
    return !use.has('anywhere of VAT', code) || use.count('breakdown of VAT', code) === 1;
  }
  const ofVat = breakdown === 'per rate, any scheme' ? '' : ' of VAT';
  const isUsed = use.has(`allowance or charge${ofVat}`, code) || use.has(`line${ofVat}`, code);
  if (!isUsed) return !use.has(`breakdown${ofVat}`, code);
  const where = {
    'per rate, any scheme': 'breakdown',
    'per rate, exact, any scheme': 'breakdown, exact',
    'per rate, exact': 'breakdown of VAT, exact',
  } as const;
  return use.has(where[breakdown], code);
}

// -02 … -04: who must have told the identifiers

function identifiersFit({ identifiers }: Family, document: UblDocument): boolean {
  const ids = document.fact(vatIds);
  switch (identifiers) {
    case 'seller VAT or tax id':
      return ids.sellerTax || ids.representative;
    case 'seller VAT id':
      return ids.seller || ids.representative;
    case 'seller VAT or tax id, buyer VAT or registration id':
      return (ids.sellerTax || ids.representative) && (ids.buyer || ids.buyerRegistration);
    case 'seller and buyer VAT id':
      return (ids.seller || ids.representative) && ids.buyer;
    case 'none':
      return !ids.seller && !ids.representative && !ids.buyer;
  }
}

const identified =
  (family: Family, place: Place): Rule['holds'] =>
  (_, document) =>
    !document.fact(vatUse).has(place, family.code) || identifiersFit(family, document);

const identifiedOnLines =
  (family: Family): Rule['holds'] =>
  (_, document) => {
    const use = document.fact(vatUse);
    if (use.has('line of VAT', family.code)) return identifiersFit(family, document);
    return !family.usedByAnyScheme || !use.has('line', family.code);
  };

function onDocument(family: Family): Rule[] {
  const level = family.onDocumentOnly ? 'document ' : '';
  const charge: Place = family.exactCharge ? 'charge of VAT, exact' : `${level}charge of VAT`;
  return [
    named(family, '01', 'BG-23', (_, document) => isBrokenDown(family, document.fact(vatUse))),
    named(family, '02', 'BT-31', identifiedOnLines(family)),
    named(family, '03', 'BT-31', identified(family, `${level}allowance of VAT`)),
    named(family, '04', 'BT-31', identified(family, charge)),
  ];
}

// -05 … -07: the rate

const rateConditions: Readonly<Record<Family['rate'], (at: XmlElement) => boolean>> = {
  'above zero': someDouble('cbc:Percent', (rate) => rate > 0),
  'zero or more': someDouble('cbc:Percent', (rate) => rate >= 0),
  zero: (at) => decimal(at, 'cbc:Percent')?.eq(zero) ?? false,
  absent: (at) => !has(at, 'cbc:Percent'),
};

// -08: the taxable amount

/** `xs:decimal(cbc:TaxableAmount - 1)`: the subtraction is one of doubles, so a difference of exactly 1.00 may fall on either side. */
function shifted(taxable: XmlElement, by: 1 | -1): Decimal {
  const double = doubleOf(stringOf(taxable)) + by;
  // From 1e21 on a number is a whole one, and toFixed would write it with an exponent.
  return decimalOf(Math.abs(double) < 1e21 ? double.toFixed(60) : BigInt(double).toString());
}

function isNear(taxable: XmlElement, sum: Decimal): boolean {
  return shifted(taxable, -1).lt(sum) && shifted(taxable, 1).gt(sum);
}

function taxableFits(family: Family, at: XmlElement, document: UblDocument): boolean {
  const taxable = at.parent && first(at.parent, 'cbc:TaxableAmount');
  const amounts = document.fact(taxedAmounts);
  if (family.taxable === 'of category') {
    return (
      taxable !== undefined &&
      fitsOneKind(document, amounts.ofCategory(family.code), (sum) =>
        decimalOf(stringOf(taxable)).eq(sum),
      )
    );
  }
  const rate = decimal(at, 'cbc:Percent');
  if (!rate) return true;
  const taxed = amounts.atRate(family.code, rate);
  if (!taxable) return false;
  const isClose = (sum: Decimal): boolean => isNear(taxable, sum);
  if (family.taxable === 'at rate') return fitsOneKind(document, taxed, isClose);
  return (
    ((taxed.hasInvoiceLine || taxed.hasAllowanceOrCharge) && isClose(taxed.sum('invoice'))) ||
    ((taxed.hasCreditNoteLine || taxed.hasAllowanceOrCharge) && isClose(taxed.sum('credit note')))
  );
}

const fitsOneKind = (
  document: UblDocument,
  taxed: Taxed,
  fits: (sum: Decimal) => boolean,
): boolean =>
  (document.named('cac:InvoiceLine').length > 0 && fits(taxed.sum('invoice'))) ||
  (document.named('cac:CreditNoteLine').length > 0 && fits(taxed.sum('credit note')));

// -09: the VAT

function taxFits({ tax }: Family, at: XmlElement): boolean {
  if (!at.parent) return false;
  if (tax === 'zero') return decimal(at.parent, 'cbc:TaxAmount')?.eq(zero) ?? false;
  const rate = decimal(at, 'cbc:Percent');
  return rate !== undefined && isVatOf(at.parent, rate);
}

// -10: the exemption reason

const hasReason = present('cbc:TaxExemptionReason', 'cbc:TaxExemptionReasonCode');

/** The code of a category of VAT; undefined under another tax scheme. */
const vatCodeOf = (at: XmlElement): string | undefined =>
  isVat(at) ? normalizedText(at, 'cbc:ID') : undefined;

function contextsOf(family: Family): Context[] {
  const { code } = family;
  const isOf = (at: XmlElement): boolean =>
    text(at, 'cbc:ID').includes(code) && vatCodeOf(at) === code;
  const rate = rateConditions[family.rate];
  return [
    context(
      '/*/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory',
      [
        named(family, '08', 'BT-116', (at, document) => taxableFits(family, at, document)),
        named(family, '09', 'BT-117', (at) => taxFits(family, at)),
        named(family, '10', 'BT-120', (at) => hasReason(at) === (family.reason === 'required')),
      ],
      isOf,
    ),
    context(
      'cac:AllowanceCharge/cac:TaxCategory',
      [named(family, '06', 'BT-96', rate)],
      (at) => isOf(at) && at.parent !== undefined && isAllowance(at.parent),
    ),
    context(
      'cac:AllowanceCharge/cac:TaxCategory',
      [named(family, '07', 'BT-103', rate)],
      (at) => isOf(at) && at.parent !== undefined && isCharge(at.parent),
    ),
    context(
      'cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory | cac:CreditNoteLine/cac:Item/cac:ClassifiedTaxCategory',
      [named(family, '05', 'BT-152', rate)],
      isOf,
    ),
  ];
}

/** The families' rules that are asked once per document. */
export const categoriesOnDocument: readonly Rule[] = families.flatMap(onDocument);

/** The families' rules that are asked at each category of a breakdown, allowance, charge or line. */
export const categoryContexts: readonly Context[] = families.flatMap(contextsOf);
