import type { XmlElement } from '../../xml.ts';
import { atMostTwoDecimals, filled, present, someDouble } from '../cen/conditions.ts';
import { context, fatal, type Context } from '../rule.ts';
import { all, has, stringOf } from '../select.ts';
import { filledAttribute, isVat, line, lineSettlement, settlement } from './conditions.ts';

const quantity = 'ram:SpecifiedLineTradeDelivery/ram:BilledQuantity';
const netAmount = `${lineSettlement}/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount`;
const netPrice = 'ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:ChargeAmount';
const grossPrice =
  'ram:SpecifiedLineTradeAgreement/ram:GrossPriceProductTradePrice/ram:ChargeAmount';
const standardId = 'ram:SpecifiedTradeProduct/ram:GlobalID';
const isNotNegative = someDouble(grossPrice, (price) => price >= 0);

export const lines: Context = context(line, [
  fatal('BR-21', 'BT-126', filled('ram:AssociatedDocumentLineDocument/ram:LineID')),
  fatal('BR-22', 'BT-129', present(quantity)),
  fatal('BR-23', 'BT-130', (at) =>
    all(at, quantity).some(({ attributes }) => attributes.has('unitCode')),
  ),
  fatal('BR-24', 'BT-131', present(netAmount)),
  fatal('BR-25', 'BT-153', filled('ram:SpecifiedTradeProduct/ram:Name')),
  fatal('BR-26', 'BT-146', present(netPrice)),
  fatal(
    'BR-27',
    'BT-146',
    someDouble(netPrice, (price) => price >= 0),
  ),
  fatal('BR-28', 'BT-148', (at) => !has(at, grossPrice) || isNotNegative(at)),
  fatal(
    'BR-64',
    'BT-157',
    (at) => !has(at, standardId) || filledAttribute(standardId, 'schemeID')(at),
  ),
  fatal('BR-CO-04', 'BT-151', (at) =>
    all(at, `${lineSettlement}/ram:ApplicableTradeTax`).some(
      (tax) => isVat(tax) && has(tax, 'ram:CategoryCode'),
    ),
  ),
  fatal('BR-CO-18', 'BG-23', (_, document) =>
    document
      .named('rsm:SupplyChainTradeTransaction')
      .some((at) => has(at, `${settlement}/ram:ApplicableTradeTax`)),
  ),
  fatal('BR-DEC-23', 'BT-131', atMostTwoDecimals(netAmount)),
]);

export const itemClassifications: Context = context('ram:DesignatedProductClassification', [
  fatal(
    'BR-65',
    'BT-158',
    (at) => !has(at, 'ram:ClassCode') || filledAttribute('ram:ClassCode', 'listID')(at),
  ),
]);

export const itemAttributes: Context = context('ram:ApplicableProductCharacteristic', [
  fatal('BR-54', 'BG-32', (at) => has(at, 'ram:Description') && has(at, 'ram:Value')),
]);

const days = (at: XmlElement, edge: string): string[] =>
  all(at, `${edge}/udt:DateTimeString`)
    .filter(({ attributes }) => attributes.get('format') === '102')
    .map(stringOf);

/** Days without separators compare as texts. */
const endsAfterStart = (at: XmlElement): boolean =>
  !has(at, 'ram:EndDateTime') ||
  !has(at, 'ram:StartDateTime') ||
  days(at, 'ram:EndDateTime').some((end) =>
    days(at, 'ram:StartDateTime').some((start) => end >= start),
  );

const hasEdge = present('ram:StartDateTime', 'ram:EndDateTime');

export const linePeriods: Context = context(`${lineSettlement}/ram:BillingSpecifiedPeriod`, [
  fatal('BR-30', 'BT-135', endsAfterStart),
  fatal('BR-CO-20', 'BG-26', hasEdge),
]);

export const invoicingPeriods: Context = context(`${settlement}/ram:BillingSpecifiedPeriod`, [
  fatal('BR-29', 'BT-74', endsAfterStart),
  fatal('BR-CO-19', 'BG-14', hasEdge),
]);
