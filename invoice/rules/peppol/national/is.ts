import type { XmlElement } from '../../../xml.ts';
import type { UblDocument } from '../../document.ts';
import { context, fatal, type Pattern, warning } from '../../rule.ts';
import { all, has, normalizedText, stringOf } from '../../select.ts';
import { isAny, isAnyAttribute, lengthOf } from '../compare.ts';
import { customerAddress, seller, supplierAddress } from '../facts.ts';
import { isDate } from '../lexical.ts';

const isIcelandic = (_: XmlElement, document: UblDocument): boolean =>
  document.fact(supplierAddress) === 'IS';

const isIcelandicType = (code: string): boolean => code === '380' || code === '381';

/** The account number is twelve characters where one of these payment means is used. */
const hasAccountFor =
  (code: string) =>
  (at: XmlElement): boolean => {
    const means = all(at, 'cac:PaymentMeans').filter((found) =>
      isAny(found, 'cbc:PaymentMeansCode', code),
    );
    if (means.length === 0) return true;
    const account = means.find((found) => has(found, 'cac:PayeeFinancialAccount/cbc:ID'));
    return (
      account !== undefined &&
      lengthOf(normalizedText(account, 'cac:PayeeFinancialAccount/cbc:ID')) === 12
    );
  };

/** The ids of the references named EINDAGI (last day of payment); undefined where there is no such reference. */
function lastDays(at: XmlElement): readonly string[] | undefined {
  const references = all(at, 'cac:AdditionalDocumentReference').filter((reference) =>
    isAny(reference, 'cbc:DocumentDescription', 'EINDAGI'),
  );
  if (references.length === 0) return undefined;
  return references.flatMap((reference) => all(reference, 'cbc:ID').map(stringOf));
}

const hasAddress = (at: XmlElement, party: string): boolean =>
  has(at, `${party}/cac:PostalAddress/cbc:StreetName`) &&
  has(at, `${party}/cac:PostalAddress/cbc:PostalZone`);

const hasKennitala = (at: XmlElement, party: string): boolean =>
  isAnyAttribute(at, `${party}/cac:PartyLegalEntity/cbc:CompanyID`, 'schemeID', '0196');

/** Iceland. */
export const iceland: Pattern = [
  context(
    'cn:CreditNote | ubl:Invoice',
    [
      warning(
        'IS-R-001',
        'BT-3',
        (at) =>
          isIcelandicType(normalizedText(at, 'cbc:InvoiceTypeCode')) ||
          isIcelandicType(normalizedText(at, 'cbc:CreditNoteTypeCode')),
      ),
      fatal('IS-R-002', 'BT-30', (at) => hasKennitala(at, seller)),
      fatal('IS-R-003', 'BT-35, BT-38', (at) => hasAddress(at, seller)),
      fatal('IS-R-006', 'BT-84', hasAccountFor('9')),
      fatal('IS-R-007', 'BT-84', hasAccountFor('42')),
      fatal('IS-R-008', 'BT-122', (at) => {
        const days = lastDays(at);
        return days === undefined || (lengthOf(days[0] ?? '') === 10 && isDate(days[0] ?? ''));
      }),
      fatal('IS-R-009', 'BT-9', (at) => lastDays(at) === undefined || has(at, 'cbc:DueDate')),
      fatal('IS-R-010', 'BT-9', (at) => {
        const days = lastDays(at);
        const due = all(at, 'cbc:DueDate').map(stringOf);
        return days === undefined || days.some((day) => due.some((date) => date <= day));
      }),
    ],
    isIcelandic,
  ),
  context(
    'cn:CreditNote/cac:AccountingCustomerParty | ubl:Invoice/cac:AccountingCustomerParty',
    [
      fatal('IS-R-004', 'BT-47', (at) => hasKennitala(at, 'cac:Party')),
      fatal('IS-R-005', 'BT-50, BT-53', (at) => hasAddress(at, 'cac:Party')),
    ],
    (at, document) => isIcelandic(at, document) && document.fact(customerAddress) === 'IS',
  ),
];
