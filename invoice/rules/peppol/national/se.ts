import type { XmlElement } from '../../../xml.ts';
import type { UblDocument } from '../../document.ts';
import { type Context, context, fatal, type Pattern, type Rule, warning } from '../../rule.ts';
import { all, has, normalized, normalizedText, stringOf, text } from '../../select.ts';
import { isSwedish } from '../check-digits.ts';
import { isAny, isVat, lengthOf, taxSchemes } from '../compare.ts';
import { buyer, seller } from '../facts.ts';
import { numberOf } from '../lexical.ts';

const country = 'cac:PostalAddress/cac:Country/cbc:IdentificationCode';
const isInSweden = (party: XmlElement): boolean => isAny(party, country, 'SE');

const vatIds = (party: XmlElement): string[] =>
  taxSchemes(party, isVat).map((scheme) => text(scheme, 'cbc:CompanyID'));

const isSwedishVatPayer = (party: XmlElement): boolean =>
  isInSweden(party) && vatIds(party).some((id) => id.startsWith('SE'));

const isSellerInSweden = ({ root }: UblDocument): boolean => all(root, seller).some(isInSweden);
const isBuyerInSweden = ({ root }: UblDocument): boolean => all(root, buyer).some(isInSweden);
const isSellerSwedishVatPayer = ({ root }: UblDocument): boolean =>
  all(root, seller).some(isSwedishVatPayer);

const isNumeric = (value: string): boolean => !Number.isNaN(numberOf(value));
const account = 'cac:PayeeFinancialAccount';

/** The account number of a Swedish giro, which the branch code names. */
const giro = (branch: string, rules: readonly Rule[]): Context =>
  context(`cac:PaymentMeans/${account}/cbc:ID`, rules, (at, document) => {
    const means = at.parent?.parent;
    return (
      means !== undefined &&
      document.fact(isSellerInSweden) &&
      normalizedText(means, 'cbc:PaymentMeansCode') === '30' &&
      normalizedText(means, `${account}/cac:FinancialInstitutionBranch/cbc:ID`) === branch
    );
  });

const isLength =
  (from: number, to: number) =>
  (at: XmlElement): boolean => {
    const length = lengthOf(normalized(stringOf(at)));
    return length >= from && length <= to;
  };

/** Sweden. */
export const sweden: Pattern = [
  context(
    seller,
    [
      fatal('SE-R-001', 'BT-31', (at) => lengthOf(normalized(vatIds(at)[0] ?? '')) === 14),
      fatal('SE-R-002', 'BT-31', (at) => isNumeric((vatIds(at)[0] ?? '').slice(2, 14))),
    ],
    isSwedishVatPayer,
  ),
  context(
    `${seller}/cac:PartyLegalEntity`,
    [
      fatal('SE-R-003', 'BT-30', (at) => isNumeric(text(at, 'cbc:CompanyID'))),
      fatal('SE-R-004', 'BT-30', (at) => lengthOf(normalizedText(at, 'cbc:CompanyID')) === 10),
      fatal('SE-R-013', 'BT-30', (at) => isSwedish(normalizedText(at, 'cbc:CompanyID'))),
    ],
    (at) => at.parent !== undefined && isInSweden(at.parent) && has(at, 'cbc:CompanyID'),
  ),
  context(
    `${seller}/cac:PartyTaxScheme/cbc:CompanyID`,
    [
      fatal(
        'SE-R-005',
        'BT-32',
        (at) => normalized(stringOf(at).toUpperCase()) === 'GODKÄND FÖR F-SKATT',
      ),
    ],
    (at) => {
      const party = at.parent?.parent;
      return (
        party !== undefined &&
        isInSweden(party) &&
        has(party, 'cac:PartyLegalEntity/cbc:CompanyID') &&
        at.parent !== undefined &&
        normalizedText(at.parent, 'cac:TaxScheme/cbc:ID').toUpperCase() !== 'VAT'
      );
    },
  ),
  context(
    'cac:TaxCategory | cac:ClassifiedTaxCategory',
    [
      fatal('SE-R-006', 'BT-119, BT-152', (at) =>
        [25, 12, 6].includes(numberOf(text(at, 'cbc:Percent'))),
      ),
    ],
    (at, document) => document.fact(isSellerSwedishVatPayer) && isAny(at, 'cbc:ID', 'S'),
  ),
  giro('SE:PLUSGIRO', [
    warning('SE-R-007', 'BT-84', (at) => isNumeric(stringOf(at))),
    warning('SE-R-010', 'BT-84', isLength(2, 8)),
  ]),
  giro('SE:BANKGIRO', [
    warning('SE-R-008', 'BT-84', (at) => isNumeric(stringOf(at))),
    warning('SE-R-009', 'BT-84', isLength(7, 8)),
  ]),
  context(
    'cac:PaymentMeans',
    [warning('SE-R-011', 'BT-81', () => false)],
    (at, document) =>
      document.fact(isSellerInSweden) && isAny(at, 'cbc:PaymentMeansCode', '50', '56'),
  ),
  context(
    'cac:PaymentMeans',
    [warning('SE-R-012', 'BT-81', () => false)],
    (at, document) =>
      document.fact(isSellerInSweden) &&
      document.fact(isBuyerInSweden) &&
      isAny(at, 'cbc:PaymentMeansCode', '31'),
  ),
];
