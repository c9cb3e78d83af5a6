import type { XmlElement } from '../../xml.ts';
import { type Context, context, fatal, type Rule, warning } from '../rule.ts';
import { attribute, normalized, stringOf, text } from '../select.ts';
import {
  isAbn,
  isBelgian,
  isCvr,
  isFiscalCode,
  isGln,
  isIpaCode,
  isItalianVat,
  isNorwegian,
  isSwedish,
} from './check-digits.ts';
import { since3021, until3021 } from './periods.ts';

const anywhere = 'cbc:EndpointID | cac:PartyIdentification/cbc:ID | cbc:CompanyID';

const scheme = (code: string, rules: readonly Rule[], paths = anywhere): Context =>
  context(paths, rules, (at) => attribute(at, 'schemeID') === code);

const trimmed =
  (isFormed: (text: string) => boolean) =>
  (at: XmlElement): boolean =>
    isFormed(normalized(stringOf(at)));

const asWritten =
  (isFormed: (text: string) => boolean) =>
  (at: XmlElement): boolean =>
    isFormed(stringOf(at));

const matching = (pattern: RegExp): ((at: XmlElement) => boolean) =>
  trimmed((text) => pattern.test(text));

const ids = 'BT-29, BT-30, BT-34, BT-46, BT-47, BT-49';
const dutchVat = /^NL[0-9]{9}B[0-9]{2}$/;
const isPNumber = asWritten((text) => /^[0-9]{10}$/.test(text));
const isSeNumber = asWritten((text) => /^DK[0-9]{8}$/.test(text));

/** Identifiers whose scheme says how they are formed; before 3.0.21 billing and self-billing differed on the Danish ones. */
export const identifierContexts = (isSelfBilling: boolean): Context[] => [
  scheme('0088', [fatal('PEPPOL-COMMON-R040', ids, trimmed(isGln))]),
  scheme('0192', [fatal('PEPPOL-COMMON-R041', ids, trimmed(isNorwegian))]),
  scheme(
    '0184',
    isSelfBilling
      ? [
          fatal('PEPPOL-COMMON-R042', ids, isSeNumber, until3021),
          fatal('PEPPOL-COMMON-R042', ids, asWritten(isCvr), since3021),
        ]
      : [fatal('PEPPOL-COMMON-R042', ids, asWritten(isCvr))],
  ),
  scheme('0096', [
    ...(isSelfBilling ? [] : [warning('PEPPOL-COMMON-R052', ids, isPNumber, until3021)]),
    fatal('PEPPOL-COMMON-R052', ids, isPNumber, since3021),
  ]),
  scheme('0198', [
    ...(isSelfBilling ? [] : [warning('PEPPOL-COMMON-R053', ids, isSeNumber, until3021)]),
    fatal('PEPPOL-COMMON-R053', ids, isSeNumber, since3021),
  ]),
  scheme('0208', [fatal('PEPPOL-COMMON-R043', ids, trimmed(isBelgian))]),
  scheme('0201', [warning('PEPPOL-COMMON-R044', ids, trimmed(isIpaCode))]),
  scheme('0210', [warning('PEPPOL-COMMON-R045', ids, trimmed(isFiscalCode))]),
  scheme(
    '9907',
    [warning('PEPPOL-COMMON-R046', 'BT-34, BT-49', trimmed(isFiscalCode))],
    'cbc:EndpointID',
  ),
  scheme('0211', [warning('PEPPOL-COMMON-R047', ids, trimmed(isItalianVat))]),
  scheme('0007', [
    fatal(
      'PEPPOL-COMMON-R049',
      ids,
      trimmed((text) => text.length === 10 && isSwedish(text)),
    ),
  ]),
  scheme('0151', [fatal('PEPPOL-COMMON-R050', ids, trimmed(isAbn))]),
  scheme('0106', [warning('PEPPOL-COMMON-R054', ids, matching(/^[0-9]{8}$/), since3021)]),
  scheme('0190', [warning('PEPPOL-COMMON-R055', ids, matching(/^[0-9]{20}$/), since3021)]),
  scheme('9944', [warning('PEPPOL-COMMON-R056-1', ids, matching(dutchVat), since3021)]),
  context(
    'cac:PartyTaxScheme/cbc:CompanyID',
    [warning('PEPPOL-COMMON-R056-2', 'BT-31, BT-48, BT-63', matching(dutchVat), since3021)],
    (at) =>
      normalized(stringOf(at)).startsWith('NL') &&
      at.parent !== undefined &&
      normalized(text(at.parent, 'cac:TaxScheme/cbc:ID')) === 'VAT',
  ),
  scheme('0217', [warning('PEPPOL-COMMON-R057', ids, matching(/^[0-9]{12}$/), since3021)]),
];
