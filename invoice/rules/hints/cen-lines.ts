import type { XmlElement } from '../../xml.ts';
import { isAllowance, toCents } from '../cen/conditions.ts';
import type { UblDocument } from '../document.ts';
import { zero, type Number as Decimal } from '../number.ts';
import { all, first, normalized, stringOf } from '../select.ts';
import {
  currencyOf,
  numberAt,
  provide,
  providing,
  providingAmount,
  providingAttribute,
  rounding,
} from './provide.ts';
import { add, change, element, group, stands, standsWith, type Hint } from './show.ts';

const quantityName = (document: UblDocument): string =>
  document.isCreditNote ? 'cbc:CreditedQuantity' : 'cbc:InvoicedQuantity';

const quantity: Hint = (at, document) =>
  provide(at, quantityName(document), '1', { unitCode: 'C62' });

const unit: Hint = (at, document) => {
  const found = first(at, quantityName(document));
  return found
    ? change(stands(found), element(found.qualifiedName, stringOf(found), { unitCode: 'C62' }), {
        nb: 'C62 er stykk',
        en: 'C62 is piece',
      })
    : quantity(at, document);
};

/** Quantity times price, less the line's allowances plus its charges. */
function netAmount(at: XmlElement, document: UblDocument): Decimal | undefined {
  const count = numberAt(at, quantityName(document));
  const price = numberAt(at, 'cac:Price/cbc:PriceAmount');
  const base = numberAt(at, 'cac:Price/cbc:BaseQuantity');
  if (!count || !price || base?.eq(zero)) return undefined;
  const gross = count.times(price);
  return toCents(
    all(at, 'cac:AllowanceCharge').reduce(
      (total, entry) => {
        const amount = numberAt(entry, 'cbc:Amount') ?? zero;
        return isAllowance(entry) ? total.minus(amount) : total.plus(amount);
      },
      base ? gross.div(base) : gross,
    ),
  );
}

const positive =
  (path: string): Hint =>
  (at) => {
    const found = first(at, path);
    if (!found) return { nb: 'Oppgi prisen.', en: 'Give the price.' };
    return change(stands(found), standsWith(found, normalized(stringOf(found)).replace(/^-/, '')));
  };

const vatCategory = (name: string): string =>
  group(
    name,
    element('cbc:ID', 'S'),
    element('cbc:Percent', '25'),
    group('cac:TaxScheme', element('cbc:ID', 'VAT')),
  );

/** A category that stands there under another tax scheme is to become one of VAT. */
const category =
  (path: string): Hint =>
  (at) => {
    const found = first(at, path);
    const name = path.split('/').at(-1) ?? path;
    return found
      ? provide(found, 'cac:TaxScheme/cbc:ID', 'VAT')
      : add(vatCategory(name), path.includes('/') ? 'cac:Item' : at.qualifiedName);
  };

const reason =
  (text: string): Hint =>
  (at) =>
    provide(at, 'cbc:AllowanceChargeReason', text);

const discount = reason('Rabatt');
const fee = reason('Gebyr');
const amount: Hint = (at, document) => provide(at, 'cbc:Amount', '…', currencyOf(document));

const attributePair: Hint = (at) =>
  first(at, 'cbc:Name') ? provide(at, 'cbc:Value', '…') : provide(at, 'cbc:Name', '…');

/** Lines, and allowances and charges both of them and of the document. */
export const lineHints: Readonly<Record<string, Hint>> = {
  'BR-21': (at, document) =>
    provide(at, 'cbc:ID', String(document.named(at.qualifiedName).indexOf(at) + 1)),
  'BR-22': quantity,
  'BR-23': unit,
  'BR-24': providingAmount('cbc:LineExtensionAmount', netAmount),
  'BR-25': providing('cac:Item/cbc:Name', '…'),
  'BR-26': (at, document) => provide(at, 'cac:Price/cbc:PriceAmount', '…', currencyOf(document)),
  'BR-27': positive('cac:Price/cbc:PriceAmount'),
  'BR-28': positive('cac:Price/cac:AllowanceCharge/cbc:BaseAmount'),
  'BR-CO-04': category('cac:Item/cac:ClassifiedTaxCategory'),
  'BR-54': attributePair,
  'BR-64': providingAttribute('schemeID', '0160'),
  'BR-65': providingAttribute('listID', 'STI'),
  'BR-31': amount,
  'BR-32': category('cac:TaxCategory'),
  'BR-33': discount,
  'BR-CO-21': discount,
  'BR-36': amount,
  'BR-37': category('cac:TaxCategory'),
  'BR-38': fee,
  'BR-CO-22': fee,
  'BR-41': amount,
  'BR-42': discount,
  'BR-CO-23': discount,
  'BR-43': amount,
  'BR-44': fee,
  'BR-CO-24': fee,
  'BR-DEC-01': rounding('cbc:Amount'),
  'BR-DEC-02': rounding('cbc:BaseAmount'),
  'BR-DEC-05': rounding('cbc:Amount'),
  'BR-DEC-06': rounding('cbc:BaseAmount'),
  'BR-DEC-23': rounding('cbc:LineExtensionAmount'),
  'BR-DEC-24': rounding('cbc:Amount'),
  'BR-DEC-25': rounding('cbc:BaseAmount'),
  'BR-DEC-27': rounding('cbc:Amount'),
  'BR-DEC-28': rounding('cbc:BaseAmount'),
};
