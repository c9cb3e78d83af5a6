import type { XmlElement } from '../../../xml.ts';
import type { UblDocument } from '../../document.ts';
import { type Context, context, fatal, type Pattern, type Rule, warning } from '../../rule.ts';
import { all, attribute, has, normalizedText, text } from '../../select.ts';
import { isAny, isFilled } from '../compare.ts';
import { areBothGerman, seller } from '../facts.ts';
import { since3021, until3021 } from '../periods.ts';
import { areSkontoTerms, isEmail, isEmailBefore, isIban } from './de-formats.ts';

const german = (
  path: string,
  rules: readonly Rule[],
  when: (at: XmlElement) => boolean = () => true,
): Context =>
  context(
    `/ubl:Invoice${path} | /cn:CreditNote${path}`,
    rules,
    (at, document: UblDocument) => document.fact(areBothGerman) && when(at),
  );

/** Payment by one of the means, each of which has a group of its own. */
const paidBy = (codes: readonly string[], rules: readonly Rule[]): Context =>
  german('/cac:PaymentMeans', rules, (at) =>
    codes.includes(normalizedText(at, 'cbc:PaymentMeansCode')),
  );

const filled = (id: string, term: string, path: string): Rule =>
  fatal(id, term, (at) => isFilled(at, path));

const account = 'cac:PayeeFinancialAccount';
const mandate = 'cac:PaymentMandate';
const card = 'cac:CardAccount';
const code = (at: XmlElement): string => normalizedText(at, 'cbc:PaymentMeansCode');

const taxedCategories = ['S', 'Z', 'E', 'AE', 'K', 'G', 'L', 'M'];

function isTaxed(at: XmlElement): boolean {
  const isTaxedCategory = (of: XmlElement, path: string): boolean =>
    isAny(of, path, ...taxedCategories);
  return (
    all(at, 'cac:AllowanceCharge').some(
      (allowance) =>
        isAny(allowance, 'cbc:ChargeIndicator', 'false', 'true') &&
        isTaxedCategory(allowance, 'cac:TaxCategory/cbc:ID'),
    ) ||
    [...all(at, 'cac:InvoiceLine'), ...all(at, 'cac:CreditNoteLine')].some((line) =>
      isTaxedCategory(line, 'cac:Item/cac:ClassifiedTaxCategory/cbc:ID'),
    )
  );
}

function haveUniqueNames(at: XmlElement): boolean {
  const seen = new Set<string>();
  for (const reference of all(at, 'cac:AdditionalDocumentReference')) {
    const names = all(reference, 'cac:Attachment/cbc:EmbeddedDocumentBinaryObject').flatMap(
      (object) => attribute(object, 'filename') ?? [],
    );
    if (names.some((name) => seen.has(name))) return false;
    for (const name of names) seen.add(name);
  }
  return true;
}

const documentRules = [
  fatal('DE-R-001', 'BG-16', (at) => has(at, 'cac:PaymentMeans')),
  filled('DE-R-015', 'BT-10', 'cbc:BuyerReference'),
  fatal(
    'DE-R-016',
    'BT-31, BT-32, BG-11',
    (at) =>
      !isTaxed(at) ||
      has(at, 'cac:TaxRepresentativeParty') ||
      isFilled(at, `${seller}/cac:PartyTaxScheme/cbc:CompanyID`),
  ),
  warning('DE-R-017', 'BT-3', (at) =>
    ['cbc:InvoiceTypeCode', 'cbc:CreditNoteTypeCode'].some((path) =>
      ['326', '380', '384', '389', '381', '875', '876', '877'].includes(normalizedText(at, path)),
    ),
  ),
  fatal('DE-R-018', 'BT-20', (at) => areSkontoTerms(text(at, 'cac:PaymentTerms/cbc:Note'))),
  fatal('DE-R-022', 'BT-125', haveUniqueNames),
  warning(
    'DE-R-026',
    'BG-3',
    (at) =>
      (normalizedText(at, 'cbc:InvoiceTypeCode') !== '384' &&
        normalizedText(at, 'cbc:CreditNoteTypeCode') !== '384') ||
      has(at, 'cac:BillingReference/cac:InvoiceDocumentReference'),
  ),
  fatal(
    'DE-R-030',
    'BT-90',
    (at) =>
      !has(at, `cac:PaymentMeans/${mandate}`) ||
      [
        ...all(at, `${seller}/cac:PartyIdentification/cbc:ID`),
        ...all(at, 'cac:PayeeParty/cac:PartyIdentification/cbc:ID'),
      ].some((id) => attribute(id, 'schemeID') === 'SEPA'),
  ),
  fatal(
    'DE-R-031',
    'BT-91',
    (at) =>
      !has(at, `cac:PaymentMeans/${mandate}`) ||
      has(at, `cac:PaymentMeans/${mandate}/cac:PayerFinancialAccount/cbc:ID`),
  ),
];

/** Germany: between two German parties. */
export const germany: Pattern = [
  german('', documentRules),
  german('/cac:AdditionalDocumentReference/cac:Attachment/cac:ExternalReference', [
    warning(
      'DE-R-T02',
      'BT-124',
      (at) => /^[a-zA-Z][a-zA-Z0-9+.-]+:/.test(text(at, 'cbc:URI')),
      since3021,
    ),
  ]),
  german('/cac:AccountingSupplierParty', [
    fatal('DE-R-002', 'BG-6', (at) => has(at, 'cac:Party/cac:Contact')),
  ]),
  german(`/${seller}/cac:PostalAddress`, [
    filled('DE-R-003', 'BT-37', 'cbc:CityName'),
    filled('DE-R-004', 'BT-38', 'cbc:PostalZone'),
  ]),
  german(`/${seller}/cac:Contact`, [
    filled('DE-R-005', 'BT-41', 'cbc:Name'),
    filled('DE-R-006', 'BT-42', 'cbc:Telephone'),
    filled('DE-R-007', 'BT-43', 'cbc:ElectronicMail'),
    warning(
      'DE-R-027',
      'BT-42',
      (at) => (text(at, 'cbc:Telephone').match(/[0-9]/g)?.length ?? 0) >= 3,
    ),
    warning(
      'DE-R-028',
      'BT-43',
      (at) => isEmail(normalizedText(at, 'cbc:ElectronicMail')),
      since3021,
    ),
    warning(
      'DE-R-028',
      'BT-43',
      (at) => isEmailBefore(normalizedText(at, 'cbc:ElectronicMail')),
      until3021,
    ),
  ]),
  german('/cac:AccountingCustomerParty/cac:Party/cac:PostalAddress', [
    filled('DE-R-008', 'BT-52', 'cbc:CityName'),
    filled('DE-R-009', 'BT-53', 'cbc:PostalZone'),
  ]),
  german('/cac:Delivery/cac:DeliveryLocation/cac:Address', [
    filled('DE-R-010', 'BT-77', 'cbc:CityName'),
    filled('DE-R-011', 'BT-78', 'cbc:PostalZone'),
  ]),
  paidBy(
    ['30', '58'],
    [
      warning(
        'DE-R-019',
        'BT-84',
        (at) => code(at) !== '58' || isIban(text(at, `${account}/cbc:ID`)),
      ),
      fatal('DE-R-023-1', 'BG-17', (at) => has(at, account)),
      fatal('DE-R-023-2', 'BG-18, BG-19', (at) => !has(at, card) && !has(at, mandate)),
    ],
  ),
  paidBy(
    ['48', '54', '55'],
    [
      fatal('DE-R-024-1', 'BG-18', (at) => has(at, card)),
      fatal('DE-R-024-2', 'BG-17, BG-19', (at) => !has(at, account) && !has(at, mandate)),
    ],
  ),
  paidBy(
    ['59'],
    [
      warning('DE-R-020', 'BT-91', (at) =>
        isIban(text(at, `${mandate}/cac:PayerFinancialAccount/cbc:ID`)),
      ),
      fatal('DE-R-025-1', 'BG-19', (at) => has(at, mandate)),
      fatal('DE-R-025-2', 'BG-17, BG-18', (at) => !has(at, account) && !has(at, card)),
    ],
  ),
  german('/cac:TaxTotal/cac:TaxSubtotal', [
    filled('DE-R-014', 'BT-119', 'cac:TaxCategory/cbc:Percent'),
  ]),
];
