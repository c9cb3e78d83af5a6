import { readDate } from './date.ts';
import type { Identifier, IsoDate } from './model.ts';
import { textAt, type ElementShape, type Row } from './ubl-rows.ts';

/** A day of format 102, `20260331`; undefined for any other text or format. */
export function readCompactDay(element: ElementShape): IsoDate | undefined {
  if ((element.attributes.get('format') ?? '102') !== '102') return undefined;
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(element.text.trim()) ?? [];
  return year === undefined ? undefined : (readDate(`${year}-${month}-${day}`) ?? undefined);
}

/** An identifier: `ID` is of no list, `GlobalID` names its own. */
export function readIdentifier(element: ElementShape): Identifier | undefined {
  const value = element.text.trim();
  if (value === '') return undefined;
  const scheme = element.attributes.get('schemeID')?.trim();
  return scheme ? { scheme, value } : { value };
}

/** Whether the tax category, breakdown or registration is of VAT: other taxes have no place in EN 16931. */
export const isVatType = (element: ElementShape): boolean =>
  (textAt(element, 'ram:TypeCode') ?? 'VAT').toUpperCase() === 'VAT';

/** Whether `SpecifiedTaxRegistration` is of this scheme: `VA` for VAT, `FC` for the tax office's own. */
export const isRegistration =
  (scheme: string) =>
  (element: ElementShape): boolean =>
    element.children.some(
      (child) => child.qualifiedName === 'ram:ID' && child.attributes.get('schemeID') === scheme,
    );

const indicated = (element: ElementShape): string =>
  textAt(element, 'ram:ChargeIndicator', 'udt:Indicator') ?? '';

/** Both notations of a boolean are read. */
export const isCharge = (element: ElementShape): boolean => /^(?:true|1)$/.test(indicated(element));
export const isAllowance = (element: ElementShape): boolean =>
  /^(?:false|0)$/.test(indicated(element));

/** A reference of one type. */
export const isReferenceOf =
  (typeCode: string) =>
  (element: ElementShape): boolean =>
    textAt(element, 'ram:TypeCode') === typeCode;

/** An element that says something the model says by other means: its value is not missed. */
export const said = (element: string): Row => ({ element, read: () => undefined, key: [] });

/** Whether an electronic address names its scheme: without one it leads nowhere. */
export const hasScheme = (element: ElementShape): boolean =>
  element.children.some(
    (child) => child.qualifiedName === 'ram:URIID' && !!child.attributes.get('schemeID')?.trim(),
  );

export const hasAccountId = (element: ElementShape): boolean =>
  !!textAt(element, 'ram:IBANID') || !!textAt(element, 'ram:ProprietaryID');
