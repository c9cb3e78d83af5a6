import type { AllowanceOrCharge, Line } from '../invoice/model.ts';
import { isGiven } from './party-view.ts';
import { label, type Language, type TextKey } from './texts.ts';
import { unitName } from './units.ts';
import { isNotZero, periodText, writtenDecimal } from './written.ts';

export const lineColumns = ['description', 'quantity', 'price', 'vat', 'amount'] as const;
export type LineColumn = (typeof lineColumns)[number];

export interface LineView extends Readonly<Record<LineColumn, string>> {
  /** Smaller text below the description. */
  readonly details: readonly string[];
}

export function lineView(line: Line, language: Language): LineView {
  const { item, quantity, unitCode, price, vatRate, vatCategory, lineNetAmount } = line;
  const unit = unitCode === undefined ? '' : `\u00a0${unitName(unitCode, language)}`;
  const { baseQuantity } = price;
  const per =
    baseQuantity !== undefined && !/^\+?1(\.0*)?$/.test(baseQuantity)
      ? ` ${label('per', language)}\u00a0${writtenDecimal(baseQuantity, language, 0)}${baseUnit(line, language)}`
      : '';
  return {
    description: item.name,
    details: [
      itemNumbers(line, language),
      item.description === item.name ? undefined : item.description,
      attributes(line),
      named('period', line.period && periodText(line.period, language), language),
      line.note,
      references(line, language),
      grossPrice(line, language),
      ...line.allowances.map((part) => changeText('allowance', part, language)),
      ...line.charges.map((part) => changeText('charge', part, language)),
    ].filter(isGiven),
    quantity: `${writtenDecimal(quantity, language, 0)}${unit}`,
    price:
      price.itemNetPrice === undefined
        ? ''
        : `${writtenDecimal(price.itemNetPrice, language)}${per}`,
    vat: vatRate === undefined ? (vatCategory ?? '') : rateText(vatRate, language),
    amount: writtenDecimal(lineNetAmount, language),
  };
}

/** The unit of a price, where it is another than that of the quantity. */
const baseUnit = ({ price, unitCode }: Line, language: Language): string =>
  price.baseQuantityUnitCode === undefined || price.baseQuantityUnitCode === unitCode
    ? ''
    : `\u00a0${unitName(price.baseQuantityUnitCode, language)}`;

const named = (key: TextKey, value: string | undefined, language: Language): string | undefined =>
  value ? `${label(key, language)} ${value}` : undefined;

const joined = (parts: readonly (string | undefined)[]): string =>
  parts.filter(isGiven).join(' · ');

const itemNumbers = ({ item }: Line, language: Language): string =>
  joined([
    named('sellerItem', item.sellerId, language),
    named('buyerItem', item.buyerId, language),
    named('standardItem', item.standardId?.value, language),
    named('originCountry', item.countryOfOrigin, language),
  ]);

const attributes = ({ item }: Line): string =>
  joined((item.attributes ?? []).map(({ name, value }) => `${name}: ${value}`));

const references = (line: Line, language: Language): string =>
  joined([
    named('orderLine', line.orderLineReference, language),
    named('objectReference', line.invoicedObject?.value, language),
    named('accountingReference', line.buyerAccountingReference, language),
  ]);

/** The price before what was taken off it, only where something was. */
function grossPrice({ price }: Line, language: Language): string | undefined {
  const { grossPrice: gross, discount } = price;
  if (gross === undefined || discount === undefined || !isNotZero(discount)) return undefined;
  const off = signed('allowance', writtenDecimal(discount, language));
  return `${label('grossPrice', language)} ${writtenDecimal(gross, language)}, ${label('allowance', language).toLowerCase()} ${off}`;
}

const changeText = (
  kind: 'allowance' | 'charge',
  change: AllowanceOrCharge,
  language: Language,
): string =>
  `${changeName(kind, change, language)}: ${signed(kind, writtenDecimal(change.amount, language))}`;

/** What was taken off or added, and how it came about where the invoice tells: `Volumrabatt (10 % av 1 000,00)`. */
export function changeName(
  kind: 'allowance' | 'charge',
  { reason, percentage, baseAmount }: AllowanceOrCharge,
  language: Language,
): string {
  const name = reason || label(kind, language);
  if (percentage === undefined || !isNotZero(percentage)) return name;
  const base =
    baseAmount === undefined
      ? ''
      : ` ${label('of', language)} ${writtenDecimal(baseAmount, language)}`;
  return `${name} (${rateText(percentage, language)}${base})`;
}

/** An allowance is taken off: its sign is turned, the other way where it is negative itself. */
export function signed(kind: 'allowance' | 'charge', text: string): string {
  if (kind === 'charge') return text;
  return text.startsWith('\u2212') ? text.slice(1) : `\u2212${text}`;
}

/** `25 %`: without the zeros that some systems write behind. */
export function rateText(rate: string, language: Language): string {
  const short = rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate;
  return `${writtenDecimal(short, language, 0)}\u00a0%`;
}
