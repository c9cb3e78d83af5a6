import type { XmlElement } from '../../../xml.ts';
import type { UblDocument } from '../../document.ts';
import { Unevaluable } from '../../number.ts';
import { context, fatal, type Pattern, warning } from '../../rule.ts';
import { all, attribute, normalized, normalizedText, stringOf, text } from '../../select.ts';
import { isTin } from '../check-digits.ts';
import { isAny, isVat, isVatNormalized, taxSchemes } from '../compare.ts';
import { buyer, customerCountry, seller, supplierCountry, supplierOwnCountry } from '../facts.ts';
import { isInteger, numberOf } from '../lexical.ts';

const isGreek = (country: string): boolean => country === 'GR' || country === 'EL';
const isGreekSender = (_: XmlElement, document: UblDocument): boolean =>
  isGreek(document.fact(supplierCountry));
const areBothGreek = (at: XmlElement, document: UblDocument): boolean =>
  isGreekSender(at, document) && isGreek(document.fact(customerCountry));
const isAddressInGreece = ({ root }: UblDocument): boolean =>
  isAny(root, `${seller}/cac:PostalAddress/cac:Country/cbc:IdentificationCode`, 'GR');

/** XPath's `tokenize`: nothing of an empty text. */
const segments = (value: string, separator: string): string[] =>
  value === '' ? [] : value.split(separator);
const segment = (at: XmlElement, number: number): string =>
  segments(stringOf(at), '|')[number - 1] ?? '';

const tins = ({ root }: UblDocument): ReadonlySet<string> =>
  new Set(
    [...all(root, seller), ...all(root, 'cac:TaxRepresentativeParty')]
      .flatMap((party) => taxSchemes(party, isVat))
      .map((scheme) => text(scheme, 'cbc:CompanyID').slice(2, 11)),
  );

function isIssueDate(value: string, issueDate: string): boolean {
  if (!/^(0?[1-9]|[12][0-9]|3[01])[-\\/ ]?(0?[1-9]|1[0-2])[-\\/ ]?(19|20)[0-9]{2}/.test(value)) {
    return false;
  }
  const [day, month, year] = value.split('/');
  const [issueYear, issueMonth, issueDay] = segments(issueDate, '-');
  return (
    day === issueDay &&
    month !== undefined &&
    month === issueMonth &&
    year !== undefined &&
    year === issueYear
  );
}

function isSequenceNumber(value: string): boolean {
  if (normalized(value) === '' || Number.isNaN(numberOf(value))) return false;
  if (!isInteger(value)) throw new Unevaluable(value);
  return BigInt(value.trim().replace(/^\+/, '')) >= 0n;
}

const isGreekVat = (id: string): boolean => id.startsWith('EL') && isTin(id.slice(2));

/** One VAT number, and it is Greek. */
function hasGreekVat(party: XmlElement): boolean {
  const ids = taxSchemes(party, isVatNormalized).flatMap((scheme) => all(scheme, 'cbc:CompanyID'));
  return ids.length === 1 && ids[0] !== undefined && isGreekVat(stringOf(ids[0]));
}

const isGreekAddress = (at: XmlElement): boolean =>
  attribute(at, 'schemeID') === '9933' && isTin(stringOf(at));

const hasName = (at: XmlElement): boolean => text(at, 'cac:PartyName/cbc:Name') !== '';

const described = (at: XmlElement, description: string): number =>
  all(at, 'cac:AdditionalDocumentReference').filter((reference) =>
    isAny(reference, 'cbc:DocumentDescription', description),
  ).length;
const mark = '##M.AR.K##';
const invoiceUrl = '##INVOICE|URL##';

/** Greece: every document of a Greek seller. */
export const greece: Pattern = [
  context(
    '/ubl:Invoice/cbc:ID | /cn:CreditNote/cbc:ID',
    [
      fatal('GR-R-001-1', 'BT-1', (at) => segments(stringOf(at), '|').length === 6),
      fatal('GR-R-001-2', 'BT-1', (at, document) => {
        const tin = segment(at, 1);
        return normalized(tin).length === 9 && isTin(tin) && document.fact(tins).has(tin);
      }),
      fatal('GR-R-001-3', 'BT-1', (at, { root }) =>
        isIssueDate(segment(at, 2), text(root, 'cbc:IssueDate')),
      ),
      fatal('GR-R-001-4', 'BT-1', (at) => isSequenceNumber(segment(at, 3))),
      fatal('GR-R-001-5', 'BT-1', (at) =>
        ['1.1', '1.6', '2.1', '2.4', '5.1', '5.2'].includes(segment(at, 4)),
      ),
      fatal('GR-R-001-6', 'BT-1', (at) => segment(at, 5) !== ''),
      fatal('GR-R-001-7', 'BT-1', (at) => segment(at, 6) !== ''),
    ],
    isGreekSender,
  ),
  context(
    seller,
    [fatal('GR-R-002', 'BT-28', hasName), warning('GR-S-011', 'BT-31', hasGreekVat)],
    isGreekSender,
  ),
  context(
    `${seller}/cac:PartyTaxScheme/cbc:CompanyID`,
    [fatal('GR-R-003', 'BT-31', (at) => isGreekVat(stringOf(at)))],
    (at, document) =>
      isGreekSender(at, document) &&
      at.parent !== undefined &&
      normalizedText(at.parent, 'cac:TaxScheme/cbc:ID') === 'VAT',
  ),
  context(
    '/ubl:Invoice | /cn:CreditNote',
    [
      fatal('GR-R-004-1', 'BT-122', (at) => described(at, mark) === 1),
      warning('GR-S-008-1', 'BT-122', (at) => described(at, invoiceUrl) === 1),
      fatal('GR-R-008-2', 'BT-122', (at) => described(at, invoiceUrl) <= 1),
    ],
    (at, document) => isGreekSender(at, document) && document.fact(isAddressInGreece),
  ),
  context(
    'cac:AdditionalDocumentReference/cbc:ID',
    [fatal('GR-R-004-2', 'BT-122', (at) => /^[1-9]([0-9]*)/.test(stringOf(at)))],
    (at, document) =>
      isGreekSender(at, document) &&
      document.fact(isAddressInGreece) &&
      at.parent !== undefined &&
      isAny(at.parent, 'cbc:DocumentDescription', mark),
  ),
  context(
    'cac:AdditionalDocumentReference',
    [
      fatal(
        'GR-R-008-3',
        'BT-124',
        (at) => normalizedText(at, 'cac:Attachment/cac:ExternalReference/cbc:URI') !== '',
      ),
    ],
    (at, document) =>
      isGreekSender(at, document) && isAny(at, 'cbc:DocumentDescription', invoiceUrl),
  ),
  context(buyer, [fatal('GR-R-005', 'BT-45', hasName)], isGreekSender),
  context(`${seller}/cbc:EndpointID`, [fatal('GR-R-009', 'BT-34', isGreekAddress)], (_, document) =>
    isGreek(document.fact(supplierOwnCountry)),
  ),
];

/** Greece: between two Greek parties. */
export const greeceDomestic: Pattern = [
  context(buyer, [fatal('GR-R-006', 'BT-48', hasGreekVat)], areBothGreek),
  context(`${buyer}/cbc:EndpointID`, [fatal('GR-R-010', 'BT-49', isGreekAddress)], areBothGreek),
];
