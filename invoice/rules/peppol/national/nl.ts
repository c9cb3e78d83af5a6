import type { XmlElement } from '../../../xml.ts';
import type { UblDocument } from '../../document.ts';
import { decimal, zero } from '../../number.ts';
import { context, fatal, type Pattern } from '../../rule.ts';
import { attribute, has, normalized, normalizedText, stringOf } from '../../select.ts';
import {
  buyer,
  isCustomerDutch,
  isSupplierDutch,
  isTaxRepresentativeDutch,
  seller,
} from '../facts.ts';

const isDutchSeller = (_: XmlElement, document: UblDocument): boolean =>
  document.fact(isSupplierDutch);
const areBothDutch = (_: XmlElement, document: UblDocument): boolean =>
  document.fact(isSupplierDutch) && document.fact(isCustomerDutch);

const isAddress = (at: XmlElement): boolean =>
  has(at, 'cbc:StreetName') && has(at, 'cbc:CityName') && has(at, 'cbc:PostalZone');

/** A number of the Chamber of Commerce (KVK) or of the government (OIN). */
function isKvkOrOin(at: XmlElement): boolean {
  const scheme = ` ${attribute(at, 'schemeID') ?? ''} `;
  return (
    (scheme.includes(' 0106 ') || scheme.includes(' 0190 ')) && normalized(stringOf(at)) !== ''
  );
}

/** Whether something is to be paid to the seller; then it says how. */
function hasMeansOfPayment(at: XmlElement, document: UblDocument): boolean {
  if (document.named('cac:PaymentMeans').length > 0) return true;
  const payable = decimal(at, 'cbc:PayableAmount');
  if (!payable) return false;
  return document.root.qualifiedName === 'ubl:Invoice' ? payable.lte(zero) : payable.gte(zero);
}

/** The Netherlands. */
export const netherlands: Pattern = [
  context(
    'cbc:CreditNoteTypeCode',
    [
      fatal('NL-R-001', 'BT-25', (_, { root }) =>
        has(root, 'cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID'),
      ),
    ],
    isDutchSeller,
  ),
  context(
    `${seller}/cac:PostalAddress`,
    [fatal('NL-R-002', 'BT-35, BT-37, BT-38', isAddress)],
    isDutchSeller,
  ),
  context(
    `${seller}/cac:PartyLegalEntity/cbc:CompanyID`,
    [fatal('NL-R-003', 'BT-30', isKvkOrOin)],
    isDutchSeller,
  ),
  context(
    `${buyer}/cac:PostalAddress`,
    [fatal('NL-R-004', 'BT-50, BT-52, BT-53', isAddress)],
    areBothDutch,
  ),
  context(
    `${buyer}/cac:PartyLegalEntity/cbc:CompanyID`,
    [fatal('NL-R-005', 'BT-47', isKvkOrOin)],
    areBothDutch,
  ),
  context(
    'cac:TaxRepresentativeParty/cac:PostalAddress',
    [fatal('NL-R-006', 'BT-64, BT-66, BT-67', isAddress)],
    (at, document) => isDutchSeller(at, document) && document.fact(isTaxRepresentativeDutch),
  ),
  context('cac:LegalMonetaryTotal', [fatal('NL-R-007', 'BG-16', hasMeansOfPayment)], isDutchSeller),
  context(
    'cac:PaymentMeans',
    [
      fatal('NL-R-008', 'BT-81', (at) =>
        ['30', '48', '49', '57', '58', '59'].includes(normalizedText(at, 'cbc:PaymentMeansCode')),
      ),
    ],
    areBothDutch,
  ),
  context(
    'cac:OrderLineReference/cbc:LineID',
    [fatal('NL-R-009', 'BT-13', (_, { root }) => has(root, 'cac:OrderReference/cbc:ID'))],
    isDutchSeller,
  ),
];
