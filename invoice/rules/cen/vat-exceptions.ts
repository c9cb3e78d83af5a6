import type { XmlElement } from '../../xml.ts';
import type { UblDocument } from '../document.ts';
import { fatal, type Rule } from '../rule.ts';
import { all, stringOf, text } from '../select.ts';
import { lengthOf } from './conditions.ts';
import { may2026 } from '../releases.ts';
import { vatUse, type Place } from './vat-use.ts';

const inBreakdown = (document: UblDocument, code: string): boolean =>
  document.fact(vatUse).has('breakdown of VAT', code);

/** Intra-community supply (K) says when and where it was delivered. */
const intraCommunity: readonly Rule[] = [
  fatal(
    'BR-IC-11',
    'BT-72',
    (root, document) =>
      !inBreakdown(document, 'K') ||
      lengthOf(text(root, 'cac:Delivery/cbc:ActualDeliveryDate')) > 1 ||
      all(root, 'cac:InvoicePeriod').some((period) => period.children.length > 0),
  ),
  fatal(
    'BR-IC-12',
    'BT-80',
    (root, document) =>
      !inBreakdown(document, 'K') ||
      lengthOf(
        text(
          root,
          'cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country/cbc:IdentificationCode',
        ),
      ) > 1,
  ),
];

const onlyO =
  (place: Place): Rule['holds'] =>
  (_, document) =>
    !inBreakdown(document, 'O') || !document.fact(vatUse).hasOther(place, 'O');

/** Not subject to VAT (O) stands with no other category. */
const notSubject: readonly Rule[] = [
  fatal('BR-O-11', 'BT-118', onlyO('breakdown of VAT')),
  fatal('BR-O-12', 'BT-151', onlyO('line of VAT')),
  fatal('BR-O-13', 'BT-95', onlyO('allowance of VAT')),
  fatal('BR-O-14', 'BT-102', onlyO('charge of VAT')),
];

const isCode = (code: string) => (category: XmlElement) =>
  all(category, 'cbc:ID').some((id) => stringOf(id) === code);

const isAnywhere = (document: UblDocument, code: string): boolean =>
  ['cac:TaxCategory', 'cac:ClassifiedTaxCategory'].some((name) =>
    document.named(name).some(isCode(code)),
  );

const isOnDocument = (root: XmlElement, document: UblDocument, code: string): boolean =>
  all(root, 'cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory').some(isCode(code)) ||
  all(root, 'cac:AllowanceCharge/cac:TaxCategory').some(isCode(code)) ||
  document.named('cac:ClassifiedTaxCategory').some(isCode(code));

const isStandardBeforeMay2026 = (root: XmlElement, document: UblDocument): boolean =>
  all(root, 'cac:TaxTotal/cac:TaxSubtotal').some(isCode('S')) ||
  all(root, 'cac:AllowanceCharge/cac:TaxCategory').some(isCode('S')) ||
  document.named('cac:ClassifiedTaxCategory').some(isCode('S'));

/** Split payment (B) is Italian, and never stands with the standard rate. */
const splitPayment: readonly Rule[] = [
  fatal(
    'BR-B-01',
    'BT-151',
    (_, document) =>
      !isAnywhere(document, 'B') ||
      document.named('cbc:IdentificationCode').every((country) => stringOf(country) === 'IT'),
  ),
  fatal(
    'BR-B-02',
    'BT-151',
    (root, document) =>
      !isOnDocument(root, document, 'B') || !isStandardBeforeMay2026(root, document),
    { until: may2026 },
  ),
  fatal(
    'BR-B-02',
    'BT-151',
    (root, document) => !isOnDocument(root, document, 'B') || !isOnDocument(root, document, 'S'),
    { since: may2026 },
  ),
];

/** What is asked of one VAT category only. */
export const categoryExceptions: readonly Rule[] = [
  ...intraCommunity,
  ...notSubject,
  ...splitPayment,
];
