import { context, fatal, type Context } from '../rule.ts';
import { filled, hasAttribute, present, presentForVat, someDouble } from './conditions.ts';
import { all, has } from '../select.ts';
import { lineDecimals } from './decimals.ts';

const grossPrice = 'cac:Price/cac:AllowanceCharge/cbc:BaseAmount';
const grossIsNotNegative = someDouble(grossPrice, (price) => price >= 0);

export const lines: Context = context('cac:InvoiceLine | cac:CreditNoteLine', [
  fatal('BR-21', 'BT-126', filled('cbc:ID')),
  fatal('BR-22', 'BT-129', present('cbc:InvoicedQuantity', 'cbc:CreditedQuantity')),
  fatal('BR-23', 'BT-130', (at) =>
    ['cbc:InvoicedQuantity', 'cbc:CreditedQuantity'].some((quantity) =>
      all(at, quantity).some(hasAttribute('unitCode')),
    ),
  ),
  fatal('BR-24', 'BT-131', present('cbc:LineExtensionAmount')),
  fatal('BR-25', 'BT-153', filled('cac:Item/cbc:Name')),
  fatal('BR-26', 'BT-146', present('cac:Price/cbc:PriceAmount')),
  fatal(
    'BR-27',
    'BT-146',
    someDouble('cac:Price/cbc:PriceAmount', (price) => price >= 0),
  ),
  fatal('BR-28', 'BT-148', (at) => !has(at, grossPrice) || grossIsNotNegative(at)),
  fatal('BR-CO-04', 'BT-151', presentForVat('cac:Item/cac:ClassifiedTaxCategory', 'cbc:ID')),
  ...lineDecimals,
]);

export const itemAttributes: Context = context('cac:AdditionalItemProperty', [
  fatal('BR-54', 'BG-32', (at) => has(at, 'cbc:Name') && has(at, 'cbc:Value')),
]);

const ofItem = (path: string): string =>
  `cac:InvoiceLine/cac:Item/${path} | cac:CreditNoteLine/cac:Item/${path}`;

export const itemClassifications: Context = context(
  ofItem('cac:CommodityClassification/cbc:ItemClassificationCode'),
  [fatal('BR-65', 'BT-158', hasAttribute('listID'))],
);

export const itemStandardIds: Context = context(ofItem('cac:StandardItemIdentification/cbc:ID'), [
  fatal('BR-64', 'BT-157', hasAttribute('schemeID')),
]);
