import type { XmlElement } from '../../../xml.ts';
import type { UblDocument } from '../../document.ts';
import { context, fatal, type Pattern, warning } from '../../rule.ts';
import { has, normalized, normalizedText, text } from '../../select.ts';
import { isAny, isAnyAttribute, lengthOf, normalizedAttribute } from '../compare.ts';
import { buyer, customerAddress, seller, supplierAddress } from '../facts.ts';
import { numberOf } from '../lexical.ts';
import { since3021, until3021 } from '../periods.ts';

const isDanishSeller = (_: XmlElement, document: UblDocument): boolean =>
  document.fact(supplierAddress) === 'DK';
const areBothDanish = (_: XmlElement, document: UblDocument): boolean =>
  document.fact(supplierAddress) === 'DK' && document.fact(customerAddress) === 'DK';

const inBoth = (path: string): string => `ubl:Invoice/${path} | cn:CreditNote/${path}`;

const sellerCompany = `${seller}/cac:PartyLegalEntity/cbc:CompanyID`;
const account = 'cac:PayeeFinancialAccount/cbc:ID';

/** The first three characters of the payment id: the Danish card type. */
const cardType = (at: XmlElement): string => text(at, 'cbc:PaymentID').slice(0, 3);
const isCode = (at: XmlElement, ...codes: readonly string[]): boolean =>
  isAny(at, 'cbc:PaymentMeansCode', ...codes);

const paymentRules = [
  fatal('DK-R-005', 'BT-81', (at) =>
    ' 1 10 31 42 48 49 50 58 59 93 97 '.includes(` ${text(at, 'cbc:PaymentMeansCode')} `),
  ),
  fatal(
    'DK-R-006',
    'BT-84, BT-86',
    (at) =>
      !isCode(at, '31', '42') ||
      (normalizedText(at, account) !== '' &&
        normalizedText(at, 'cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID') !==
          ''),
  ),
  fatal(
    'DK-R-007',
    'BT-89, BT-91',
    (at) =>
      !isCode(at, '49') ||
      (normalizedText(at, 'cac:PaymentMandate/cbc:ID') !== '' &&
        normalizedText(at, 'cac:PaymentMandate/cac:PayerFinancialAccount/cbc:ID') !== ''),
  ),
  fatal(
    'DK-R-008',
    'BT-83, BT-84',
    (at) =>
      !isCode(at, '50') ||
      (['01#', '04#', '15#'].includes(cardType(at)) && /^[0-9]{7,8}$/.test(text(at, account))),
  ),
  fatal(
    'DK-R-009',
    'BT-83',
    (at) =>
      !isCode(at, '50') ||
      !['04#', '15#'].includes(cardType(at)) ||
      lengthOf(text(at, 'cbc:PaymentID')) === 19,
  ),
  fatal(
    'DK-R-010',
    'BT-83, BT-84',
    (at) =>
      !isCode(at, '93') ||
      (['71#', '73#', '75#'].includes(cardType(at)) && lengthOf(text(at, account)) === 8),
  ),
  fatal(
    'DK-R-011',
    'BT-83',
    (at) =>
      !isCode(at, '93') ||
      !['71#', '75#'].includes(cardType(at)) ||
      [18, 19].includes(lengthOf(text(at, 'cbc:PaymentID'))),
  ),
];

const hasCvrScheme = (at: XmlElement, path: string): boolean =>
  !has(at, path) || normalizedAttribute(at, path, 'schemeID') === '0184';

const isBuyerCvr = (at: XmlElement): boolean =>
  hasCvrScheme(at, 'cac:PartyLegalEntity/cbc:CompanyID');

const classification = 'cac:Item/cac:CommodityClassification/cbc:ItemClassificationCode';
const isUnspsc = (at: XmlElement): boolean =>
  !isAnyAttribute(at, classification, 'listID', 'TST') ||
  isAnyAttribute(at, classification, 'listVersionID', '19.05.01', '19.0501', '26.08.01', '26.0801');

/** A tax that is not VAT is named by four digits, or by a text with `#` inside. */
function isDanishTax(at: XmlElement): boolean {
  if (!isAny(at, 'cbc:AllowanceChargeReasonCode', 'ZZZ')) return true;
  const reason = text(at, 'cbc:AllowanceChargeReason');
  const number = numberOf(reason);
  return (
    (lengthOf(normalized(reason)) === 4 && number >= 0 && number <= 9999) ||
    (reason.includes('#') && !reason.startsWith('#') && !reason.endsWith('#'))
  );
}

/** Denmark. */
export const denmark: Pattern = [
  context(
    'cn:CreditNote | ubl:Invoice',
    [
      fatal('DK-R-002', 'BT-30', (at) => normalizedText(at, sellerCompany) !== ''),
      fatal('DK-R-014', 'BT-30', (at) => hasCvrScheme(at, sellerCompany)),
      fatal(
        'DK-R-016',
        'BT-115',
        (at, document) =>
          at.qualifiedName !== 'cn:CreditNote' ||
          document.fact(customerAddress) !== 'DK' ||
          !(numberOf(text(at, 'cac:LegalMonetaryTotal/cbc:PayableAmount')) < 0),
      ),
    ],
    isDanishSeller,
  ),
  context(
    `${inBoth(`${seller}/cac:PartyIdentification`)} | ${inBoth(`${buyer}/cac:PartyIdentification`)}`,
    [
      fatal(
        'DK-R-013',
        'BT-29, BT-46',
        (at) => !has(at, 'cbc:ID') || normalizedAttribute(at, 'cbc:ID', 'schemeID') !== '',
      ),
    ],
    areBothDanish,
  ),
  context('ubl:Invoice/cac:PaymentMeans', paymentRules, areBothDanish),
  context(
    inBoth(buyer),
    [
      fatal('DK-R-017', 'BT-47', isBuyerCvr, since3021),
      warning('DK-R-017', 'BT-47', isBuyerCvr, until3021),
    ],
    areBothDanish,
  ),
  context(
    'cn:CreditNote/cac:CreditNoteLine | ubl:Invoice/cac:InvoiceLine',
    [
      fatal('DK-R-003', 'BT-158', isUnspsc, since3021),
      warning('DK-R-003', 'BT-158', isUnspsc, until3021),
    ],
    areBothDanish,
  ),
  context(
    'cac:AllowanceCharge',
    [fatal('DK-R-004', 'BT-97, BT-104, BT-139, BT-144', isDanishTax)],
    areBothDanish,
  ),
];
