import type { XmlElement } from '../../xml.ts';
import { context, fatal, warning, type Pattern, type Rule } from '../rule.ts';
import { all } from '../select.ts';
import { once } from '../tables/families.ts';
import { isCharge } from './indicator.ts';
import * as own from './own.ts';
import { rowsOf } from './rows.ts';
import { termOf } from './terms.ts';

/** Context and path by rule, for the texts. */
export const oncePaths = new Map<string, { readonly context: string; readonly path: string }>();

const byContext = new Map<string, Rule[]>();
for (const { words, period } of rowsOf(once)) {
  const severity = words.at(-1) === 'warning' ? warning : fatal;
  const rest = severity === warning ? words.slice(1, -1) : words.slice(1);
  const [id = ''] = words;
  const path = rest.at(-1) ?? '';
  const at = rest.slice(0, -1).join(' ') || '/';
  oncePaths.set(id, { context: at, path });
  byContext.set(at, [
    ...(byContext.get(at) ?? []),
    severity(id, termOf(id), atMostOne(path), period),
  ]);
}

function atMostOne(path: string): (at: XmlElement) => boolean {
  const [, elements = '', attribute] = /^(.*?)(?:\/@(\w+))?$/.exec(path) ?? [];
  if (attribute === undefined) return (at) => all(at, elements).length <= 1;
  return (at) =>
    all(at, elements).filter(({ attributes }) => attributes.has(attribute)).length <= 1;
}

const rows = (at: string): readonly Rule[] => byContext.get(at) ?? [];
const named = (paths: string, ...rules: (readonly Rule[])[]) => context(paths, rules.flat());
const lines = 'cac:InvoiceLine|cac:CreditNoteLine';

/** The families UBL-CR, UBL-DT and UBL-SR but for what an invoice has no use for: that is in unused.ts. */
export const familyPattern: Pattern = [
  named('cac:PostalAddress | cac:Address', own.addressRules),
  named('cac:AccountingSupplierParty/cac:Party', own.sellerRules),
  named(
    'cac:AdditionalDocumentReference',
    own.referenceRules,
    rows('cac:AdditionalDocumentReference'),
  ),
  context('*Amount', own.amountRules, own.isRoundedAmount),
  context('*BinaryObject', own.attachmentRules),
  named('cac:Delivery', rows('cac:Delivery')),
  context('cac:AllowanceCharge', rows('cac:AllowanceCharge[cbc:ChargeIndicator = false()]'), (at) =>
    isCharge(at, false),
  ),
  context('cac:AllowanceCharge', rows('cac:AllowanceCharge[cbc:ChargeIndicator = true()]'), (at) =>
    isCharge(at, true),
  ),
  named('cac:PartyTaxScheme', own.taxSchemeRules),
  named('/ubl:Invoice | /cn:CreditNote', own.rootRules, rows('/')),
  named(lines, own.lineRules, rows(lines)),
  named('cac:PayeeParty', own.payeeRules),
  named('cac:PaymentMeans', rows('cac:PaymentMeans')),
  named('cac:BillingReference', own.precedingInvoiceRules, rows('cac:BillingReference')),
  named('cac:TaxRepresentativeParty', rows('cac:TaxRepresentativeParty')),
  named('cac:TaxSubtotal', rows('cac:TaxSubtotal')),
];
