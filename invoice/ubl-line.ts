import type {
  AllowanceOrCharge,
  ItemAttribute,
  ItemClassification,
  Line,
  Period,
} from './model.ts';
import {
  fill,
  fixed,
  inside,
  isDraft,
  rows,
  rowsOf,
  textAt,
  type Draft,
  type ElementShape,
  type Row,
  type Rows,
} from './ubl-rows.ts';

const part = rowsOf<AllowanceOrCharge>();
const line = rowsOf<Line>();
const period = rowsOf<Period>();
const classification = rowsOf<ItemClassification>();
const attribute = rowsOf<ItemAttribute>();

/** Both notations of a boolean are read; `true` and `false` are written. */
const isCharge = (element: ElementShape): boolean =>
  /^(true|1)$/.test(textAt(element, 'cbc:ChargeIndicator') ?? '');
const isAllowance = (element: ElementShape): boolean =>
  /^(false|0)$/.test(textAt(element, 'cbc:ChargeIndicator') ?? '');

const partRows = (indicator: string): Rows =>
  rows(
    fixed('cbc:ChargeIndicator', indicator),
    part.value('cbc:AllowanceChargeReasonCode', 'reasonCode'),
    part.value('cbc:AllowanceChargeReason', 'reason'),
    part.value('cbc:MultiplierFactorNumeric', 'percentage', 'decimal'),
    part.value('cbc:Amount', 'amount', 'amount'),
    part.value('cbc:BaseAmount', 'baseAmount', 'amount'),
    inside('cac:TaxCategory', [
      part.value('cbc:ID', 'vatCategory'),
      part.value('cbc:Percent', 'vatRate', 'decimal'),
      inside('cac:TaxScheme', [fixed('cbc:ID', 'VAT')]),
    ]),
  );

const finishPart = (draft: Draft): void => fill(draft, { amount: '0' });

const parts = rowsOf<Pick<Line, 'allowances' | 'charges'>>();

/** Of a document or of a line. */
export const allowanceAndChargeRows: readonly Row[] = [
  parts.groups('cac:AllowanceCharge', 'allowances', partRows('false'), {
    when: isAllowance,
    finish: finishPart,
  }),
  parts.groups('cac:AllowanceCharge', 'charges', partRows('true'), {
    when: isCharge,
    finish: finishPart,
  }),
];

const itemRows: readonly Row[] = [
  line.value('cbc:Description', 'item.description'),
  line.value('cbc:Name', 'item.name', 'text', { isRequired: 'group' }),
  inside('cac:BuyersItemIdentification', [line.value('cbc:ID', 'item.buyerId')]),
  inside('cac:SellersItemIdentification', [line.value('cbc:ID', 'item.sellerId')]),
  inside('cac:StandardItemIdentification', [
    line.value('cbc:ID', 'item.standardId.value', 'text', {
      attributes: { schemeID: 'item.standardId.scheme' },
      isRequired: true,
    }),
  ]),
  inside('cac:OriginCountry', [line.value('cbc:IdentificationCode', 'item.countryOfOrigin')]),
  line.groups(
    'cac:CommodityClassification',
    'item.classifications',
    rows(
      classification.value('cbc:ItemClassificationCode', 'code', 'text', {
        attributes: { listID: 'list', listVersionID: 'listVersion' },
        isRequired: true,
      }),
    ),
  ),
  inside('cac:ClassifiedTaxCategory', [
    line.value('cbc:ID', 'vatCategory'),
    line.value('cbc:Percent', 'vatRate', 'decimal'),
    inside('cac:TaxScheme', [fixed('cbc:ID', 'VAT')]),
  ]),
  line.groups(
    'cac:AdditionalItemProperty',
    'item.attributes',
    rows(
      attribute.value('cbc:Name', 'name', 'text', { isRequired: true }),
      attribute.value('cbc:Value', 'value', 'text', { isRequired: true }),
    ),
  ),
];

const priceRows: readonly Row[] = [
  line.value('cbc:PriceAmount', 'price.itemNetPrice', 'amount'),
  line.value('cbc:BaseQuantity', 'price.baseQuantity', 'decimal', {
    attributes: { unitCode: 'price.baseQuantityUnitCode' },
  }),
  inside('cac:AllowanceCharge', [
    fixed('cbc:ChargeIndicator', 'false'),
    line.value('cbc:Amount', 'price.discount', 'amount'),
    line.value('cbc:BaseAmount', 'price.grossPrice', 'amount'),
  ]),
];

const periodRows: readonly Row[] = [
  period.value('cbc:StartDate', 'startDate', 'date'),
  period.value('cbc:EndDate', 'endDate', 'date'),
];

/** A line of an invoice (`Invoiced`) or of a credit note (`Credited`). */
export const lineRows = (verb: 'Invoiced' | 'Credited'): Rows =>
  rows(
    line.value('cbc:ID', 'id'),
    line.value('cbc:Note', 'note'),
    line.value(`cbc:${verb}Quantity`, 'quantity', 'decimal', {
      attributes: { unitCode: 'unitCode' },
      isRequired: true,
    }),
    line.value('cbc:LineExtensionAmount', 'lineNetAmount', 'amount'),
    line.value('cbc:AccountingCost', 'buyerAccountingReference'),
    line.group('cac:InvoicePeriod', 'period', rows(...periodRows)),
    inside('cac:OrderLineReference', [line.value('cbc:LineID', 'orderLineReference')]),
    inside('cac:DocumentReference', [
      line.value('cbc:ID', 'invoicedObject.value', 'text', {
        attributes: { schemeID: 'invoicedObject.scheme' },
        isRequired: true,
      }),
      fixed('cbc:DocumentTypeCode', '130'),
    ]),
    ...allowanceAndChargeRows,
    inside('cac:Item', itemRows),
    inside('cac:Price', priceRows),
  );

export function finishLine(draft: Draft): void {
  fill(draft, {
    id: '',
    quantity: '1',
    lineNetAmount: '0',
    item: {},
    price: {},
    allowances: [],
    charges: [],
  });
  if (isDraft(draft.item)) fill(draft.item, { name: '' });
}
