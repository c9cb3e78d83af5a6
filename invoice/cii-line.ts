import {
  isAllowance,
  isCharge,
  isReferenceOf,
  isVatType,
  readCompactDay,
  readIdentifier,
  said,
} from './cii-fields.ts';
import type {
  AllowanceOrCharge,
  ItemAttribute,
  ItemClassification,
  Line,
  Period,
} from './model.ts';
import { fill, inside, rows, rowsOf, type Draft, type Row } from './ubl-rows.ts';

const part = rowsOf<AllowanceOrCharge>();
const parts = rowsOf<Pick<Line, 'allowances' | 'charges'>>();
const line = rowsOf<Line>();
const period = rowsOf<Period>();
const classification = rowsOf<ItemClassification>();
const attribute = rowsOf<ItemAttribute>();

const partRows = rows(
  inside('ram:ChargeIndicator', [said('udt:Indicator')]),
  part.value('ram:CalculationPercent', 'percentage', 'decimal'),
  part.value('ram:BasisAmount', 'baseAmount', 'decimal'),
  part.value('ram:ActualAmount', 'amount', 'decimal'),
  part.value('ram:ReasonCode', 'reasonCode'),
  part.value('ram:Reason', 'reason'),
  inside(
    'ram:CategoryTradeTax',
    [
      said('ram:TypeCode'),
      part.value('ram:CategoryCode', 'vatCategory'),
      part.value('ram:RateApplicablePercent', 'vatRate', 'decimal'),
    ],
    { when: isVatType },
  ),
);

const finishPart = (draft: Draft): void => fill(draft, { amount: '0' });

/** Of a document or of a line. */
export const allowanceAndChargeRows: readonly Row[] = [
  parts.groups('ram:SpecifiedTradeAllowanceCharge', 'allowances', partRows, {
    when: isAllowance,
    finish: finishPart,
  }),
  parts.groups('ram:SpecifiedTradeAllowanceCharge', 'charges', partRows, {
    when: isCharge,
    finish: finishPart,
  }),
];

export const periodRows = rows(
  inside('ram:StartDateTime', [
    period.value('udt:DateTimeString', 'startDate', 'date', { read: readCompactDay }),
  ]),
  inside('ram:EndDateTime', [
    period.value('udt:DateTimeString', 'endDate', 'date', { read: readCompactDay }),
  ]),
);

const productRows: readonly Row[] = [
  line.value('ram:GlobalID', 'item.standardId', 'text', { read: readIdentifier }),
  line.value('ram:SellerAssignedID', 'item.sellerId'),
  line.value('ram:BuyerAssignedID', 'item.buyerId'),
  line.value('ram:Name', 'item.name', 'text', { isRequired: 'group' }),
  line.value('ram:Description', 'item.description'),
  line.groups(
    'ram:ApplicableProductCharacteristic',
    'item.attributes',
    rows(
      attribute.value('ram:Description', 'name', 'text', { isRequired: true }),
      attribute.value('ram:Value', 'value', 'text', { isRequired: true }),
    ),
  ),
  line.groups(
    'ram:DesignatedProductClassification',
    'item.classifications',
    rows(
      classification.value('ram:ClassCode', 'code', 'text', {
        attributes: { listID: 'list', listVersionID: 'listVersion' },
        isRequired: true,
      }),
    ),
  ),
  inside('ram:OriginTradeCountry', [line.value('ram:ID', 'item.countryOfOrigin')]),
];

/** A base quantity may stand with the gross price, the net price, or both. */
const baseQuantity = line.value('ram:BasisQuantity', 'price.baseQuantity', 'decimal', {
  attributes: { unitCode: 'price.baseQuantityUnitCode' },
});

const priceRows: readonly Row[] = [
  inside('ram:GrossPriceProductTradePrice', [
    line.value('ram:ChargeAmount', 'price.grossPrice', 'decimal'),
    baseQuantity,
    inside(
      'ram:AppliedTradeAllowanceCharge',
      [
        inside('ram:ChargeIndicator', [said('udt:Indicator')]),
        line.value('ram:ActualAmount', 'price.discount', 'decimal'),
      ],
      { when: (element) => !isCharge(element) },
    ),
  ]),
  inside('ram:NetPriceProductTradePrice', [
    line.value('ram:ChargeAmount', 'price.itemNetPrice', 'decimal'),
    baseQuantity,
  ]),
];

export const lineRows = rows(
  inside('ram:AssociatedDocumentLineDocument', [
    line.value('ram:LineID', 'id'),
    inside('ram:IncludedNote', [line.value('ram:Content', 'note')]),
  ]),
  inside('ram:SpecifiedTradeProduct', productRows),
  inside('ram:SpecifiedLineTradeAgreement', [
    inside('ram:BuyerOrderReferencedDocument', [line.value('ram:LineID', 'orderLineReference')]),
    ...priceRows,
  ]),
  inside('ram:SpecifiedLineTradeDelivery', [
    line.value('ram:BilledQuantity', 'quantity', 'decimal', {
      attributes: { unitCode: 'unitCode' },
      isRequired: true,
    }),
  ]),
  inside('ram:SpecifiedLineTradeSettlement', [
    inside(
      'ram:ApplicableTradeTax',
      [
        said('ram:TypeCode'),
        line.value('ram:CategoryCode', 'vatCategory'),
        line.value('ram:RateApplicablePercent', 'vatRate', 'decimal'),
      ],
      { when: isVatType },
    ),
    line.group('ram:BillingSpecifiedPeriod', 'period', periodRows),
    ...allowanceAndChargeRows,
    inside('ram:SpecifiedTradeSettlementLineMonetarySummation', [
      line.value('ram:LineTotalAmount', 'lineNetAmount', 'decimal'),
    ]),
    inside(
      'ram:AdditionalReferencedDocument',
      [
        line.value('ram:IssuerAssignedID', 'invoicedObject.value', 'text', { isRequired: true }),
        said('ram:TypeCode'),
        line.value('ram:ReferenceTypeCode', 'invoicedObject.scheme'),
      ],
      { when: isReferenceOf('130') },
    ),
    inside('ram:ReceivableSpecifiedTradeAccountingAccount', [
      line.value('ram:ID', 'buyerAccountingReference'),
    ]),
  ]),
);
