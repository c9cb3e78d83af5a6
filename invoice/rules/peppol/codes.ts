import type { CodeList } from '../../code-lists/code-list.ts';
import { peppolAddressSchemes } from '../../code-lists/peppol-address-schemes.ts';
import { peppolAllowanceReasons } from '../../code-lists/peppol-allowance-reasons.ts';
import { peppolChargeReasons } from '../../code-lists/peppol-charge-reasons.ts';
import { peppolCurrencies } from '../../code-lists/peppol-currencies.ts';
import { peppolMimeTypes } from '../../code-lists/peppol-mime-types.ts';
import { peppolTaxPointCodes } from '../../code-lists/peppol-tax-point-codes.ts';
import type { XmlElement } from '../../xml.ts';
import type { UblDocument } from '../document.ts';
import { type Context, context, fatal, type Pattern, type Rule } from '../rule.ts';
import { attribute, normalized, normalizedText, stringOf, text } from '../select.ts';
import { isAny, lengthOf } from './compare.ts';
import { areBothGerman } from './facts.ts';
import type { Variant } from './general.ts';
import { isDate } from './lexical.ts';
import { lastDayBefore3021, since3021, until3021 } from './periods.ts';

interface List {
  readonly has: (code: string) => boolean;
}

/** A list as it was before 3.0.21. */
const earlier = (list: CodeList): List => ({ has: (code) => list.has(code, lastDayBefore3021) });

/** Self-billing had lists of its own then. */
const gone = new Set(['CUC', 'MRO', 'ZWL']);
const notYet = new Set(['CNH', 'MRU', 'UYW']);
const selfBillingBefore = {
  currencies: {
    has: (code: string) =>
      gone.has(code) || (!notYet.has(code) && earlier(peppolCurrencies).has(code)),
  },
  chargeReasons: { has: (code: string) => code !== 'PRV' && peppolChargeReasons.has(code) },
};

const listed =
  (list: List) =>
  (at: XmlElement): boolean =>
    list.has(normalized(stringOf(at)));

const listedAttribute =
  (name: string, list: List) =>
  (at: XmlElement): boolean => {
    const code = attribute(at, name);
    return code !== undefined && list.has(code);
  };

/** A rule whose list another release replaced. */
const changed = (id: string, term: string, now: Rule['holds'], earlier: Rule['holds']): Rule[] => [
  fatal(id, term, now, since3021),
  fatal(id, term, earlier, until3021),
];

const amounts =
  'cbc:Amount | cbc:BaseAmount | cbc:PriceAmount | cbc:TaxAmount | cbc:TaxableAmount | cbc:LineExtensionAmount | cbc:TaxExclusiveAmount | cbc:TaxInclusiveAmount | cbc:AllowanceTotalAmount | cbc:ChargeTotalAmount | cbc:PrepaidAmount | cbc:PayableRoundingAmount | cbc:PayableAmount';
const dates =
  'cbc:IssueDate | cbc:DueDate | cbc:TaxPointDate | cbc:StartDate | cbc:EndDate | cbc:ActualDeliveryDate';

const reasonContext = (indicator: string, rules: readonly Rule[]): Context =>
  context(
    'cac:AllowanceCharge/cbc:AllowanceChargeReasonCode',
    rules,
    (at) => at.parent !== undefined && isAny(at.parent, 'cbc:ChargeIndicator', indicator),
  );

/** UNCL 1001 as each process allows it. */
const billingTypes: List = new Set(
  '71 80 82 84 102 218 219 326 331 380 382 383 384 386 388 393 395 553 575 623 780 817 870 875 876 877'.split(
    ' ',
  ),
);
const billingCreditTypes: List = new Set(['381', '396', '81', '83', '532']);
const selfBillingTypes: List = new Set(['389', '527']);
const selfBillingCreditTypes: List = new Set(['261']);

/** The type code is one of the process; of another process nothing is said. */
function typeRules(id: string, list: List, variant: Variant): Rule[] {
  const processes = variant.isSelfBilling ? ['01'] : ['01', '02'];
  const holds =
    (profile: Variant['profile'], bound: readonly string[]) =>
    (at: XmlElement, document: UblDocument): boolean =>
      !bound.includes(document.fact(profile)) || listed(list)(at);
  return changed(
    id,
    'BT-3',
    holds(variant.profile, processes),
    holds(variant.profileBefore, ['01']),
  );
}

const isGermanType = fatal(
  'PEPPOL-EN16931-P0112',
  'BT-3',
  (at, document) =>
    !['326', '384'].includes(normalized(stringOf(at))) || document.fact(areBothGerman),
);

/** Exemption reasons that belong to one VAT category. */
const exemptions: readonly (readonly [id: string, reason: string, category: string])[] = [
  ['PEPPOL-EN16931-P0104', 'VATEX-EU-G', 'G'],
  ['PEPPOL-EN16931-P0105', 'VATEX-EU-O', 'O'],
  ['PEPPOL-EN16931-P0106', 'VATEX-EU-IC', 'K'],
  ['PEPPOL-EN16931-P0107', 'VATEX-EU-AE', 'AE'],
  ['PEPPOL-EN16931-P0108', 'VATEX-EU-D', 'E'],
  ['PEPPOL-EN16931-P0109', 'VATEX-EU-F', 'E'],
  ['PEPPOL-EN16931-P0110', 'VATEX-EU-I', 'E'],
  ['PEPPOL-EN16931-P0111', 'VATEX-EU-J', 'E'],
];

const exemptionContexts = exemptions.map(([id, reason, category]) =>
  context(
    'cac:TaxCategory',
    [fatal(id, 'BT-118', (at) => normalizedText(at, 'cbc:ID') === category)],
    (at) => text(at, 'cbc:TaxExemptionReasonCode').toUpperCase() === reason,
  ),
);

/** The category that an exemption reason belongs to, by rule. */
export const exemptionCategories: ReadonlyMap<string, string> = new Map(
  exemptions.map(([id, , category]) => [id, category]),
);

/** Code lists and dates. */
export const codePattern = (variant: Variant): Pattern => [
  context(
    'cbc:EmbeddedDocumentBinaryObject',
    [fatal('PEPPOL-EN16931-CL001', 'BT-125', listedAttribute('mimeCode', peppolMimeTypes))],
    (at) => attribute(at, 'mimeCode') !== undefined,
  ),
  reasonContext('false', [
    fatal('PEPPOL-EN16931-CL002', 'BT-98, BT-140', listed(peppolAllowanceReasons)),
  ]),
  reasonContext(
    'true',
    variant.isSelfBilling
      ? changed(
          'PEPPOL-EN16931-CL003',
          'BT-105, BT-145',
          listed(peppolChargeReasons),
          listed(selfBillingBefore.chargeReasons),
        )
      : [fatal('PEPPOL-EN16931-CL003', 'BT-105, BT-145', listed(peppolChargeReasons))],
  ),
  context('cac:InvoicePeriod/cbc:DescriptionCode', [
    fatal('PEPPOL-EN16931-CL006', 'BT-8', listed(peppolTaxPointCodes)),
  ]),
  context(
    amounts,
    changed(
      'PEPPOL-EN16931-CL007',
      'BT-5',
      listedAttribute('currencyID', peppolCurrencies),
      listedAttribute(
        'currencyID',
        variant.isSelfBilling ? selfBillingBefore.currencies : earlier(peppolCurrencies),
      ),
    ),
  ),
  context('cbc:InvoiceTypeCode', [
    ...typeRules(
      'PEPPOL-EN16931-P0100',
      variant.isSelfBilling ? selfBillingTypes : billingTypes,
      variant,
    ),
    ...(variant.isSelfBilling ? [] : [isGermanType]),
  ]),
  context(
    'cbc:CreditNoteTypeCode',
    typeRules(
      'PEPPOL-EN16931-P0101',
      variant.isSelfBilling ? selfBillingCreditTypes : billingCreditTypes,
      variant,
    ),
  ),
  context(dates, [
    fatal('PEPPOL-EN16931-F001', 'BT-2', (at) => {
      const date = stringOf(at);
      return lengthOf(date) === 10 && isDate(date);
    }),
  ]),
  context(
    'cbc:EndpointID',
    changed(
      'PEPPOL-EN16931-CL008',
      'BT-34, BT-49',
      listedAttribute('schemeID', peppolAddressSchemes),
      listedAttribute('schemeID', earlier(peppolAddressSchemes)),
    ),
    (at) => attribute(at, 'schemeID') !== undefined,
  ),
  ...exemptionContexts,
];
