import type { XmlElement } from '../../xml.ts';
import { vatTotalsIn, totalWithVat } from '../cen/document.ts';
import { known } from '../cen/known.ts';
import { toCents } from '../cen/conditions.ts';
import { allowanceTotal, chargeTotal, lineNetTotal, totalWithoutVat } from '../cen/totals.ts';
import { vatTotal } from '../cen/vat-breakdown.ts';
import type { UblDocument } from '../document.ts';
import { zero, type Number as Decimal } from '../number.ts';
import { all, first, has, normalizedText, text } from '../select.ts';
import { currencyOf, money, numberAt, provide, rounding } from './provide.ts';
import { element, remove, same, stands, type Hint, type Said } from './show.ts';

/** `1000.50 - 100.00 + 25.00`: amounts that are not there are left out, and one alone explains nothing. */
function calculation(
  ...parts: readonly (readonly [string, Decimal | undefined])[]
): Said | undefined {
  const stated = parts.flatMap(([sign, amount]) => (amount ? [[sign, amount] as const] : []));
  if (stated.length < 2) return undefined;
  const signed = (sign: string, amount: Decimal): string =>
    sign === '+' && amount.lt(zero)
      ? `- ${money(amount.abs())}`
      : `${sign} ${money(amount)}`.trim();
  return same(stated.map(([sign, amount]) => signed(sign, amount)).join(' '));
}

const amounts = (at: XmlElement, path: string): Said | undefined => {
  if (all(at, path).length < 2) return undefined;
  const shown = all(at, path).slice(0, 6);
  const more = all(at, path).length > shown.length ? ' + …' : '';
  return same(shown.map((amount) => amount.text.trim()).join(' + ') + more);
};

const dueOf = (at: XmlElement): Decimal | undefined => {
  const withVat = numberAt(at, 'cbc:TaxInclusiveAmount');
  return (
    withVat &&
    toCents(
      withVat
        .minus(numberAt(at, 'cbc:PrepaidAmount') ?? zero)
        .plus(numberAt(at, 'cbc:PayableRoundingAmount') ?? zero),
    )
  );
};

const lineSum: Hint = (at, document) => {
  const lines = document.isCreditNote ? 'cac:CreditNoteLine' : 'cac:InvoiceLine';
  return provide(
    at,
    'cbc:LineExtensionAmount',
    money(known(() => document.fact(lineNetTotal))),
    currencyOf(document),
    amounts(document.root, `${lines}/cbc:LineExtensionAmount`),
  );
};

const sumOf =
  (path: string, sum: (at: XmlElement) => Decimal, what: Said): Hint =>
  (at, document) => {
    const stated = first(at, path);
    const expected = known(() => sum(at));
    return stated && expected?.eq(zero) && !has(document.root, 'cac:AllowanceCharge')
      ? remove(stands(stated), what)
      : provide(at, path, money(expected), currencyOf(document));
  };

const withoutVat: Hint = (at, document) =>
  provide(
    at,
    'cbc:TaxExclusiveAmount',
    money(known(() => totalWithoutVat(at))),
    currencyOf(document),
    calculation(
      ['', numberAt(at, 'cbc:LineExtensionAmount')],
      ['-', numberAt(at, 'cbc:AllowanceTotalAmount')],
      ['+', numberAt(at, 'cbc:ChargeTotalAmount')],
    ),
  );

function withVat(root: XmlElement, document: UblDocument): Said {
  const currency = text(root, 'cbc:DocumentCurrencyCode');
  const [vat, second] = vatTotalsIn(root, currency);
  if (!vat) {
    return provide(root, 'cac:TaxTotal/cbc:TaxAmount', '…', currencyOf(document));
  }
  if (second) return remove(stands(second), justOneTotal);
  return provide(
    root,
    'cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount',
    money(known(() => totalWithVat(root))),
    currencyOf(document),
    calculation(
      ['', numberAt(root, 'cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount')],
      ['+', numberAt(vat.parent ?? root, 'cbc:TaxAmount')],
    ),
  );
}

const justOneTotal: Said = {
  nb: 'sum mva står én gang i fakturavalutaen',
  en: 'the total VAT stands once in the invoice currency',
};

const due: Hint = (at, document) =>
  provide(
    at,
    'cbc:PayableAmount',
    money(dueOf(at)),
    currencyOf(document),
    calculation(
      ['', numberAt(at, 'cbc:TaxInclusiveAmount')],
      ['-', numberAt(at, 'cbc:PrepaidAmount')],
      ['+', numberAt(at, 'cbc:PayableRoundingAmount')],
    ),
  );

const vatSum: Hint = (at, document) =>
  provide(
    at,
    'cbc:TaxAmount',
    money(known(() => vatTotal(at))),
    currencyOf(document),
    amounts(at, 'cac:TaxSubtotal/cbc:TaxAmount'),
  );

const accountingCurrency: Hint = (root) => {
  const currency = normalizedText(root, 'cbc:TaxCurrencyCode') || 'NOK';
  const total = element('cbc:TaxAmount', '…', { currencyID: currency });
  return {
    nb: `Legg til <cac:TaxTotal>${total}</cac:TaxTotal>, eller fjern <cbc:TaxCurrencyCode>.`,
    en: `Add <cac:TaxTotal>${total}</cac:TaxTotal>, or remove <cbc:TaxCurrencyCode>.`,
  };
};

const whenToPay: Hint = (at, document) =>
  provide(
    document.root,
    'cbc:DueDate',
    normalizedText(document.root, 'cbc:IssueDate') || '…',
    {},
    {
      nb: 'eller betalingsbetingelser',
      en: 'or payment terms',
    },
  );

export const totalHints: Readonly<Record<string, Hint>> = {
  'BR-12': lineSum,
  'BR-13': withoutVat,
  'BR-14': (at, document) => withVat(at.parent ?? at, document),
  'BR-15': due,
  'BR-53': accountingCurrency,
  'BR-CO-10': lineSum,
  'BR-CO-11': sumOf('cbc:AllowanceTotalAmount', allowanceTotal, {
    nb: 'fakturaen har ingen rabatt',
    en: 'the invoice has no allowance',
  }),
  'BR-CO-12': sumOf('cbc:ChargeTotalAmount', chargeTotal, {
    nb: 'fakturaen har ikke noe gebyr',
    en: 'the invoice has no charge',
  }),
  'BR-CO-13': withoutVat,
  'BR-CO-14': vatSum,
  'BR-CO-15': withVat,
  'BR-CO-16': due,
  'BR-CO-25': whenToPay,
  'BR-DEC-09': rounding('cbc:LineExtensionAmount'),
  'BR-DEC-10': rounding('cbc:AllowanceTotalAmount'),
  'BR-DEC-11': rounding('cbc:ChargeTotalAmount'),
  'BR-DEC-12': rounding('cbc:TaxExclusiveAmount'),
  'BR-DEC-14': rounding('cbc:TaxInclusiveAmount'),
  'BR-DEC-16': rounding('cbc:PrepaidAmount'),
  'BR-DEC-17': rounding('cbc:PayableRoundingAmount'),
  'BR-DEC-18': rounding('cbc:PayableAmount'),
};
