import type { XmlElement } from '../../xml.ts';
import type { UblDocument } from '../document.ts';
import { fatal, type Rule } from '../rule.ts';
import { all, has, stringOf } from '../select.ts';
import { agreement, lineSettlement, registered, settlement, transaction } from './conditions.ts';

/** How often each VAT category code stands in the breakdown, on lines, and on allowances and charges. */
class CategoryCounts {
  readonly breakdown = new Map<string, number>();
  readonly lines = new Map<string, number>();
  readonly entries = new Map<string, number>();

  constructor(document: UblDocument) {
    for (const tax of document.named('ram:ApplicableTradeTax')) {
      const above = tax.parent?.qualifiedName;
      if (above === settlement) count(this.breakdown, tax);
      if (above === lineSettlement) count(this.lines, tax);
    }
    for (const tax of document.named('ram:CategoryTradeTax')) count(this.entries, tax);
  }
}

function count(counts: Map<string, number>, tax: XmlElement): void {
  for (const code of new Set(all(tax, 'ram:CategoryCode').map(stringOf)))
    counts.set(code, (counts.get(code) ?? 0) + 1);
}

const categoryCounts = (document: UblDocument): CategoryCounts => new CategoryCounts(document);

interface Uses {
  readonly breakdown: number;
  readonly lines: number;
  readonly entries: number;
}

/** How the breakdown must answer to the uses of a category. */
const answers = {
  /** One breakdown at least; the official rule counts it together with the uses. */
  some: ({ breakdown, lines, entries }: Uses) =>
    (lines === 0 || lines + breakdown >= 2) && (entries === 0 || entries + breakdown >= 2),
  /** One breakdown exactly, and none that nothing uses. */
  one: ({ breakdown, lines, entries }: Uses) =>
    breakdown === 1 ? lines + entries > 0 : breakdown + lines + entries === 0,
  /** If there is one, it is alone and used. */
  'at most one': ({ breakdown, lines, entries }: Uses) =>
    breakdown === 0 || (breakdown === 1 && lines + entries > 0),
};

const rule = (id: string, code: string, answer: keyof typeof answers): Rule =>
  fatal(id, 'BT-118', (_, document) => {
    const counts = document.fact(categoryCounts);
    return answers[answer]({
      breakdown: counts.breakdown.get(code) ?? 0,
      lines: counts.lines.get(code) ?? 0,
      entries: counts.entries.get(code) ?? 0,
    });
  });

export const breakdownCounts: readonly Rule[] = [
  rule('BR-S-01', 'S', 'some'),
  rule('BR-Z-01', 'Z', 'one'),
  rule('BR-E-01', 'E', 'one'),
  rule('BR-AE-01', 'AE', 'one'),
  rule('BR-IC-01', 'K', 'one'),
  rule('BR-G-01', 'G', 'one'),
  rule('BR-O-01', 'O', 'at most one'),
  rule('BR-AF-01', 'L', 'some'),
  rule('BR-AG-01', 'M', 'some'),
];

/** Which parties have said who they are to the tax authorities. */
export interface TaxIds {
  /** VAT identifier or tax registration: BT-31 or BT-32. */
  readonly sellerTax: boolean;
  readonly seller: boolean;
  readonly representative: boolean;
  readonly buyer: boolean;
  readonly buyerRegistration: boolean;
}

type Parties = (name: string) => readonly XmlElement[];

function idsOf(parties: Parties, document: UblDocument): TaxIds {
  const sellers = parties('ram:SellerTradeParty');
  const buyers = document.named('ram:BuyerTradeParty');
  return {
    sellerTax: sellers.some((party) => registered(party, 'VA', 'FC')),
    seller: sellers.some((party) => registered(party, 'VA')),
    representative: parties('ram:SellerTaxRepresentativeTradeParty').some((party) =>
      registered(party, 'VA'),
    ),
    buyer: buyers.some((party) => registered(party, 'VA')),
    buyerRegistration: buyers.some((party) => has(party, 'ram:SpecifiedLegalOrganization/ram:ID')),
  };
}

/** Of parties wherever they stand: some official rules look so, the others where parties belong. */
export const idsAnywhere = (document: UblDocument): TaxIds =>
  idsOf((name) => document.named(name), document);

export const idsInPlace = (document: UblDocument): TaxIds =>
  idsOf((name) => all(document.root, `${transaction}/${agreement}/${name}`), document);
