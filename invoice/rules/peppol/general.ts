import type { XmlElement } from '../../xml.ts';
import type { UblDocument } from '../document.ts';
import { type Context, context, fatal, type Pattern } from '../rule.ts';
import { all, attribute, has, normalized, normalizedText, stringOf, text } from '../select.ts';
import { allowanceContexts, priceContexts } from './allowances.ts';
import { isAny } from './compare.ts';
import { areBothGerman, buyer, documentCurrencies, seller } from './facts.ts';
import { identifierContexts } from './identifiers.ts';
import { doubleOf } from './lexical.ts';
import { baseQuantityContext, lineContexts, periodContexts } from './lines.ts';
import type { Profile } from './profiles.ts';
import { since3021, until3021 } from './periods.ts';

/** What billing and self-billing say differently in rules of the same name. */
export interface Variant {
  readonly isSelfBilling: boolean;
  /** What the specification identifier begins with. */
  readonly customization: string;
  readonly profile: Profile;
  /** As it was before 3.0.21. */
  readonly profileBefore: Profile;
}

const isEmpty = (at: XmlElement): boolean => at.children.length === 0 && normalized(at.text) === '';

const withSubtotals = (at: XmlElement): XmlElement[] =>
  all(at, 'cac:TaxTotal').filter((total) => has(total, 'cac:TaxSubtotal'));

/** VAT in the accounting currency is not of the other sign than VAT in the document's. */
function haveSameSign(at: XmlElement): boolean {
  if (!has(at, 'cbc:TaxCurrencyCode')) return true;
  const amounts = (currency: string): number[] =>
    all(at, 'cac:TaxTotal/cbc:TaxAmount')
      .filter((amount) => attribute(amount, 'currencyID') === normalizedText(at, currency))
      .map((amount) => doubleOf(stringOf(amount)));
  const accounting = amounts('cbc:TaxCurrencyCode');
  const document = amounts('cbc:DocumentCurrencyCode');
  const both = (isSign: (amount: number) => boolean): boolean =>
    accounting.some(isSign) && document.some(isSign);
  return both((amount) => amount <= 0) || both((amount) => amount >= 0);
}

const documentContext = ({ customization, profile, profileBefore }: Variant): Context => {
  const isSpecification = (at: XmlElement): boolean =>
    normalizedText(at, 'cbc:CustomizationID').startsWith(customization);
  return context('cn:CreditNote | ubl:Invoice', [
    fatal('PEPPOL-EN16931-R001', 'BT-23', (at) => has(at, 'cbc:ProfileID')),
    fatal(
      'PEPPOL-EN16931-R007',
      'BT-23',
      (_, document) => document.fact(profile) !== 'Unknown',
      since3021,
    ),
    fatal(
      'PEPPOL-EN16931-R007',
      'BT-23',
      (_, document) => document.fact(profileBefore) !== 'Unknown',
      until3021,
    ),
    fatal(
      'PEPPOL-EN16931-R002',
      'BT-22',
      (at, document) => all(at, 'cbc:Note').length <= 1 || document.fact(areBothGerman),
    ),
    fatal(
      'PEPPOL-EN16931-R003',
      'BT-10, BT-13',
      (at) => has(at, 'cbc:BuyerReference') || has(at, 'cac:OrderReference/cbc:ID'),
    ),
    fatal(
      'PEPPOL-EN16931-R004',
      'BT-24',
      (at) => isSpecification(at) && !text(at, 'cbc:CustomizationID').includes('::'),
      since3021,
    ),
    fatal('PEPPOL-EN16931-R004', 'BT-24', isSpecification, until3021),
    fatal('PEPPOL-EN16931-R053', 'BT-110', (at) => withSubtotals(at).length === 1),
    fatal(
      'PEPPOL-EN16931-R054',
      'BT-111',
      (at) =>
        all(at, 'cac:TaxTotal').length - withSubtotals(at).length ===
        (has(at, 'cbc:TaxCurrencyCode') ? 1 : 0),
    ),
    fatal('PEPPOL-EN16931-R055', 'BT-111', haveSameSign),
  ]);
};

const partyContexts: readonly Context[] = [
  context('cbc:TaxCurrencyCode', [
    fatal(
      'PEPPOL-EN16931-R005',
      'BT-6',
      (at) =>
        normalized(stringOf(at)) !==
        (at.parent ? normalizedText(at.parent, 'cbc:DocumentCurrencyCode') : ''),
    ),
  ]),
  context(buyer, [fatal('PEPPOL-EN16931-R010', 'BT-49', (at) => has(at, 'cbc:EndpointID'))]),
  context(seller, [fatal('PEPPOL-EN16931-R020', 'BT-34', (at) => has(at, 'cbc:EndpointID'))]),
];

const mandateContext = context(
  'cac:PaymentMeans',
  [fatal('PEPPOL-EN16931-R061', 'BT-89', (at) => has(at, 'cac:PaymentMandate/cbc:ID'))],
  (at) => ['49', '59'].includes(normalizedText(at, 'cbc:PaymentMeansCode')),
);

/** Amounts that are in the document's currency. Of `cbc:TaxAmount` those in a total without subtotals are not. */
const amounts = [
  'cbc:Amount',
  'cbc:BaseAmount',
  'cbc:PriceAmount',
  'cbc:TaxableAmount',
  'cbc:LineExtensionAmount',
  'cbc:TaxExclusiveAmount',
  'cbc:TaxInclusiveAmount',
  'cbc:AllowanceTotalAmount',
  'cbc:ChargeTotalAmount',
  'cbc:PrepaidAmount',
  'cbc:PayableRoundingAmount',
  'cbc:PayableAmount',
];

const isInDocumentCurrency = fatal(
  'PEPPOL-EN16931-R051',
  'BT-5',
  (at: XmlElement, document: UblDocument) => {
    const currency = attribute(at, 'currencyID');
    return currency !== undefined && document.fact(documentCurrencies).has(currency);
  },
);

const currencyContexts = ({ isSelfBilling }: Variant): Context[] => [
  context([...amounts, ...(isSelfBilling ? [] : ['cac:TaxSubtotal/cbc:TaxAmount'])].join(' | '), [
    isInDocumentCurrency,
  ]),
  context(
    'cac:TaxTotal/cbc:TaxAmount',
    [isInDocumentCurrency],
    (at) => at.parent !== undefined && has(at.parent, 'cac:TaxSubtotal'),
  ),
];

/** The rules that hold in all countries. */
export const generalPatterns = (variant: Variant): Pattern[] => [
  [context('*', [fatal('PEPPOL-EN16931-R008', 'BG-0', () => false)], isEmpty)],
  [
    context('cn:CreditNote', [
      fatal(
        'PEPPOL-EN16931-R080',
        'BT-11',
        (at) =>
          all(at, 'cac:AdditionalDocumentReference').filter((reference) =>
            isAny(reference, 'cbc:DocumentTypeCode', '50'),
          ).length <= 1,
      ),
    ]),
  ],
  [
    documentContext(variant),
    ...partyContexts,
    ...allowanceContexts,
    mandateContext,
    ...currencyContexts(variant),
    ...periodContexts,
    ...lineContexts,
    ...priceContexts,
    baseQuantityContext,
    ...identifierContexts(variant.isSelfBilling),
  ],
];
