import type { XmlElement } from '../../xml.ts';
import type { UblDocument } from '../document.ts';
import { fatal, warning, type Rule } from '../rule.ts';
import { all, has, normalizedText, normalized, stringOf } from '../select.ts';
import { present, type Condition } from '../cen/conditions.ts';
import { line, settlement, some, transaction } from './conditions.ts';

const root = '/rsm:CrossIndustryInvoice';
const trade = `${root}/${transaction}`;
const reference = 'ram:AdditionalReferencedDocument';

const atMostOne =
  (path: string, of: Condition): Condition =>
  (at) =>
    all(at, path).filter(of).length <= 1;

/** An identifier of no list or one of a list, not both. */
const oneIdentifier =
  (party: string): Condition =>
  (at) =>
    !has(at, `${party}/ram:ID`) || !has(at, `${party}/ram:GlobalID`);

const oneContactName =
  (party: string): Condition =>
  (at) =>
    !has(at, `${party}/ram:DefinedTradeContact/ram:PersonName`) ||
    !has(at, `${party}/ram:DefinedTradeContact/ram:DepartmentName`);

const isOfType =
  (code: string): Condition =>
  (at) =>
    normalizedText(at, 'ram:TypeCode') === code;

const supporting = (at: XmlElement, child: string): number =>
  all(at, reference)
    .filter(isOfType('916'))
    .flatMap((document) => all(document, child)).length;

const means = 'ram:SpecifiedTradeSettlementPaymentMeans';

/** All elements of a name below the payment means say the same. */
const sameInAllMeans = (name: string) => (_: XmlElement, document: UblDocument) => {
  const values = document
    .named(means)
    .flatMap((at) => all(at, name))
    .map((at) => normalized(stringOf(at)));
  return values.every((value) => value === values[0]);
};

/** A credit transfer names the account that it goes to. */
const hasAccount: Condition = (at) =>
  !['30', '58'].includes(normalizedText(at, 'ram:TypeCode')) ||
  all(at, 'ram:PayeePartyCreditorFinancialAccount').some(
    present('ram:IBANID', 'ram:ProprietaryID'),
  );

const oneTaxPointCode = (_: XmlElement, document: UblDocument): boolean => {
  const codes = document
    .named('ram:ApplicableTradeTax')
    .flatMap((tax) => all(tax, 'ram:DueDateTypeCode'));
  return new Set(codes.map(stringOf)).size <= 1;
};

const discount = 'ram:GrossPriceProductTradePrice/ram:AppliedTradeAllowanceCharge';

/** A price has a discount with its amount, or neither. */
function hasWholeDiscount(at: XmlElement): boolean {
  const indicators = all(at, `${discount}/ram:ChargeIndicator`);
  const hasAmount = has(at, `${discount}/ram:ActualAmount`);
  const isDiscount = indicators.some((indicator) =>
    all(indicator, 'udt:Indicator').some((value) =>
      ['false', '0'].includes(normalized(stringOf(value))),
    ),
  );
  return (isDiscount && hasAmount) || (indicators.length === 0 && !hasAmount);
}

/** Without the child, or where it belongs. */
const only =
  (child: string, where: Condition): Condition =>
  (at) =>
    !has(at, child) || where(at);

const isReference =
  (...codes: readonly string[]): Condition =>
  (at) =>
    at.qualifiedName === reference && some('ram:TypeCode', ...codes)(at);

const isTradeTax: Condition = (at) => at.qualifiedName === 'ram:ApplicableTradeTax';

const isOfHeader: Condition = (at) => {
  for (let above = at.parent; above; above = above.parent)
    if (above.qualifiedName === settlement) return true;
  return false;
};

const someLineHasUnit = (document: UblDocument): boolean =>
  all(
    document.root,
    `${transaction}/${line}/ram:SpecifiedLineTradeDelivery/ram:BilledQuantity`,
  ).some(({ attributes }) => attributes.has('unitCode'));

const compactDay = /^\s*\d{4}(?:1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9])\s*$/;

/** The rules of the families CII-SR and CII-DT that are no rows of the table, by their context. */
export const ownRules: Readonly<Record<string, readonly Rule[]>> = {
  [root]: [
    fatal('CII-SR-467', 'BT-81', sameInAllMeans('ram:TypeCode')),
    fatal('CII-SR-468', 'BT-82', sameInAllMeans('ram:Information')),
    fatal(
      'CII-SR-469',
      'BT-83',
      (_, document) =>
        document.named(settlement).flatMap((at) => all(at, 'ram:PaymentReference')).length <= 1,
    ),
  ],
  [`${trade}/${line}/ram:SpecifiedTradeProduct`]: [
    fatal('CII-SR-046', 'BT-157', (at) =>
      only('ram:GlobalID', () =>
        all(at, 'ram:GlobalID').some(({ attributes }) => attributes.has('schemeID')),
      )(at),
    ),
    fatal(
      'CII-SR-090',
      'BT-159',
      only('ram:OriginTradeCountry', (at) => all(at, 'ram:OriginTradeCountry/ram:ID').length === 1),
    ),
  ],
  [`${trade}/${line}/ram:SpecifiedLineTradeAgreement`]: [
    warning('CII-SR-119', 'BT-147', hasWholeDiscount),
  ],
  'ram:SpecifiedTradeAllowanceCharge': [
    fatal('CII-SR-463', 'BG-20', present('ram:ChargeIndicator')),
  ],
  [`${trade}/${line}/ram:SpecifiedLineTradeSettlement`]: [
    warning('CII-SR-474', 'BT-128', atMostOne(reference, isOfType('130'))),
  ],
  [`${trade}/ram:ApplicableHeaderTradeAgreement`]: [
    warning('CII-SR-450', 'BT-46', oneIdentifier('ram:BuyerTradeParty')),
    warning('CII-SR-457', 'BT-17', atMostOne(reference, some('ram:TypeCode', '50'))),
    warning('CII-SR-458', 'BT-18', atMostOne(reference, some('ram:TypeCode', '130'))),
    warning('CII-SR-465', 'BT-41', oneContactName('ram:SellerTradeParty')),
    warning('CII-SR-466', 'BT-56', oneContactName('ram:BuyerTradeParty')),
    warning('CII-SR-475', 'BT-123', (at) => supporting(at, 'ram:Name') <= 1),
    warning('CII-SR-476', 'BT-125', (at) => supporting(at, 'ram:AttachmentBinaryObject') <= 1),
  ],
  [`${trade}/ram:ApplicableHeaderTradeDelivery`]: [
    warning('CII-SR-449', 'BT-71', oneIdentifier('ram:ShipToTradeParty')),
  ],
  [`${trade}/${settlement}`]: [
    warning('CII-SR-451', 'BT-60', oneIdentifier('ram:PayeeTradeParty')),
    fatal('CII-SR-462', 'BT-8', oneTaxPointCode),
    fatal('CII-SR-470', 'BT-84', (at) => all(at, means).every(hasAccount)),
  ],
  '*ReferencedDocument': [
    fatal('CII-DT-015', 'BT-124', only('ram:URIID', isReference('916'))),
    fatal('CII-DT-018', 'BG-24', only('ram:TypeCode', isReference('50', '130', '916'))),
    fatal('CII-DT-021', 'BT-123', only('ram:Name', isReference('916'))),
    fatal('CII-DT-022', 'BT-125', only('ram:AttachmentBinaryObject', isReference('916'))),
    fatal('CII-DT-024', 'BT-18', only('ram:ReferenceTypeCode', isReference('130'))),
    fatal(
      'CII-DT-027',
      'BT-26',
      only(
        'ram:FormattedIssueDateTime',
        (at) => at.qualifiedName === 'ram:InvoiceReferencedDocument',
      ),
    ),
  ],
  '*Quantity': [
    fatal(
      'CII-DT-033',
      'BT-130',
      (at, document) => !at.attributes.has('unitCode') || document.fact(someLineHasUnit),
    ),
  ],
  '*TradeTax': [
    fatal('CII-DT-037', 'BT-118', only('ram:TypeCode', some('ram:TypeCode', 'VAT'))),
    warning('CII-DT-041', 'BT-116', only('ram:BasisAmount', isOfHeader)),
    warning('CII-DT-052', 'BT-121', only('ram:ExemptionReasonCode', isTradeTax)),
    warning('CII-DT-098', 'BT-120', only('ram:ExemptionReason', isTradeTax)),
    warning('CII-DT-054', 'BT-7', only('ram:TaxPointDate', isOfHeader)),
    warning('CII-DT-058', 'BT-8', only('ram:DueDateTypeCode', isOfHeader)),
  ],
  'udt:DateTimeString': [fatal('CII-DT-097', '', (at) => compactDay.test(stringOf(at)))],
};
