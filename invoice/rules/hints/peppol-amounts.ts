import { known } from '../cen/known.ts';
import { decimalOf, zero } from '../number.ts';
import { lineNetAmount, quantityName } from '../peppol/lines.ts';
import { all, attribute, first, normalizedText, stringOf, text } from '../select.ts';
import { currencyOf, money, numberAt, provide, providingAttribute } from './provide.ts';
import { change, element, type Hint, remove, type Said, stands, standsWith } from './show.ts';

const percentOf = 'cbc:MultiplierFactorNumeric';
const hundredth = decimalOf('0.01');
const hundred = decimalOf('100');

/** The amount that base and percentage give. */
const percentOfBase: Hint = (at, document) => {
  const [base, percent] = [numberAt(at, 'cbc:BaseAmount'), numberAt(at, percentOf)];
  const amount = base && percent?.times(base).times(hundredth);
  const sum = `${text(at, 'cbc:BaseAmount').trim()} × ${text(at, percentOf).trim()} %`;
  return provide(at, 'cbc:Amount', money(amount), currencyOf(document), { nb: sum, en: sum });
};

/** The base that amount and percentage give. */
const missingBase: Hint = (at, document) => {
  const [amount, percent] = [numberAt(at, 'cbc:Amount'), numberAt(at, percentOf)];
  const base =
    amount && percent && !percent.eq(zero)
      ? known(() => amount.times(hundred).div(percent))
      : undefined;
  return provide(at, 'cbc:BaseAmount', money(base), currencyOf(document));
};

/** The percentage that amount and base give. */
const missingPercent: Hint = (at) => {
  const [amount, base] = [numberAt(at, 'cbc:Amount'), numberAt(at, 'cbc:BaseAmount')];
  const percent =
    amount && base && !base.eq(zero) ? known(() => amount.times(hundred).div(base)) : undefined;
  return provide(at, percentOf, percent?.toFixed(2) ?? '…');
};

/** What a sender that writes 0 or 1 means. */
const indicator: Hint = (at) => {
  const meant = ['1', 'true'].includes(normalizedText(at, 'cbc:ChargeIndicator').toLowerCase());
  return provide(at, 'cbc:ChargeIndicator', String(meant), undefined, {
    nb: 'true er gebyr, false er avslag',
    en: 'true is a charge, false an allowance',
  });
};

const priceDiscount: Hint = (at) => provide(at, 'cbc:ChargeIndicator', 'false');

const netPrice: Hint = (at, document) => {
  const price = at.parent;
  const [gross, discount] = [numberAt(at, 'cbc:BaseAmount'), numberAt(at, 'cbc:Amount')];
  if (!price || !gross || !discount) {
    return provide(at, 'cbc:Amount', discount?.toFixed() ?? '…', currencyOf(document));
  }
  const sum = `${gross.toFixed()} − ${discount.toFixed()}`;
  return provide(price, 'cbc:PriceAmount', gross.minus(discount).toFixed(), currencyOf(document), {
    nb: sum,
    en: sum,
  });
};

const lineAmount: Hint = (line, document) => {
  const net = known(() => lineNetAmount(line, document));
  const parts = [quantityName(document), 'cac:Price/cbc:PriceAmount', 'cac:Price/cbc:BaseQuantity'];
  const [quantity, price, base] = parts.map((path) => text(line, path).trim());
  const of = (indicated: string): string =>
    all(line, 'cac:AllowanceCharge')
      .filter((at) => normalizedText(at, 'cbc:ChargeIndicator') === indicated)
      .map((at) => text(at, 'cbc:Amount').trim())
      .map((amount) => (indicated === 'true' ? ` + ${amount}` : ` − ${amount}`))
      .join('');
  const sum = `${quantity || '1'} × ${price || '0'}${base ? ` / ${base}` : ''}${of('true')}${of('false')}`;
  return provide(line, 'cbc:LineExtensionAmount', money(net), currencyOf(document), {
    nb: sum,
    en: sum,
  });
};

const baseQuantity: Hint = (at) => {
  const found = first(at, 'cac:Price/cbc:BaseQuantity');
  const stated = numberAt(at, 'cac:Price/cbc:BaseQuantity');
  const positive = stated?.lt(zero) ? stated.times(decimalOf('-1')).toFixed() : '1';
  return found
    ? change(stands(found), standsWith(found, positive))
    : provide(at, 'cac:Price/cbc:BaseQuantity', '1');
};

const sameUnit: Hint = (at, document) => {
  const line = at.parent?.parent;
  const quantity = line && first(line, quantityName(document));
  const unit = quantity && attribute(quantity, 'unitCode');
  const should = element(at.qualifiedName, stringOf(at), { unitCode: unit ?? '…' });
  return change(stands(at), should);
};

const oneObject: Hint = (at) =>
  remove(
    all(at, 'cac:DocumentReference')
      .slice(1)
      .map((reference) => reference.children.map(stands).join(''))
      .join(''),
  );

const objectOnly: Hint = (at) => {
  const reference = first(at, 'cac:DocumentReference');
  return reference
    ? provide(reference, 'cbc:DocumentTypeCode', '130')
    : provide(at, 'cac:DocumentReference/cbc:DocumentTypeCode', '130');
};

/** A line's date, drawn to the limit that the document's period sets. */
const limit =
  (name: 'cbc:StartDate' | 'cbc:EndDate'): Hint =>
  (at, { root }) => {
    const date = normalizedText(root, `cac:InvoicePeriod/${name}`);
    return change(stands(at), standsWith(at, date || '…'), periodWhy);
  };
const periodWhy: Said = {
  nb: 'eller utvid fakturaens periode',
  en: 'or widen the invoice’s period',
};

/** The document's currency on the amount; where it is that already, the code that is not written plainly. */
const documentCurrency: Hint = (at, document) => {
  const currency = currencyOf(document)['currencyID'] ?? 'NOK';
  return attribute(at, 'currencyID') === currency
    ? provide(document.root, 'cbc:DocumentCurrencyCode', currency)
    : providingAttribute('currencyID', currency)(at, document);
};

/** Hints to the rules about allowances, charges, prices and lines. */
export const peppolAmountHints: Readonly<Record<string, Hint>> = {
  'PEPPOL-EN16931-R040': percentOfBase,
  'PEPPOL-EN16931-R041': missingBase,
  'PEPPOL-EN16931-R042': missingPercent,
  'PEPPOL-EN16931-R043': indicator,
  'PEPPOL-EN16931-R044': priceDiscount,
  'PEPPOL-EN16931-R046': netPrice,
  'PEPPOL-EN16931-R051': documentCurrency,
  'PEPPOL-EN16931-R100': oneObject,
  'PEPPOL-EN16931-R101': objectOnly,
  'PEPPOL-EN16931-R110': limit('cbc:StartDate'),
  'PEPPOL-EN16931-R111': limit('cbc:EndDate'),
  'PEPPOL-EN16931-R120': lineAmount,
  'PEPPOL-EN16931-R121': baseQuantity,
  'PEPPOL-EN16931-R130': sameUnit,
};
