import type { UblDocument } from '../document.ts';
import { fatal, type Rule } from '../rule.ts';
import { all, has, stringOf } from '../select.ts';
import { delivery, transaction } from './conditions.ts';

const hasDeliveryDay = ({ root }: UblDocument): boolean =>
  has(
    root,
    `${transaction}/${delivery}/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString`,
  );

/** Delivery to another country of the union: when, and where to. Asked at the category code. */
export const intraCommunity: readonly Rule[] = [
  fatal('BR-IC-11', 'BT-72', (at, document) => {
    const settlement = at.parent?.parent;
    return (
      hasDeliveryDay(document) ||
      (settlement !== undefined &&
        ['ram:StartDateTime', 'ram:EndDateTime'].some((edge) =>
          has(settlement, `ram:BillingSpecifiedPeriod/${edge}`),
        ))
    );
  }),
  fatal('BR-IC-12', 'BT-80', (_, document) =>
    has(
      document.root,
      `${transaction}/${delivery}/ram:ShipToTradeParty/ram:PostalTradeAddress/ram:CountryID`,
    ),
  ),
];

const hasOther = (document: UblDocument, name: string): boolean =>
  document
    .named(name)
    .some((tax) => all(tax, 'ram:CategoryCode').some((code) => stringOf(code) !== 'O'));

const taxesHaveOther = (document: UblDocument): boolean =>
  hasOther(document, 'ram:ApplicableTradeTax');
const entriesHaveOther = (document: UblDocument): boolean =>
  hasOther(document, 'ram:CategoryTradeTax');

const noOtherTax: Rule['holds'] = (_, document) => !document.fact(taxesHaveOther);
const noOtherEntry: Rule['holds'] = (_, document) => !document.fact(entriesHaveOther);

/** Not subject to VAT (O) stands with no other category. */
export const notSubject: readonly Rule[] = [
  fatal('BR-O-11', 'BT-118', noOtherTax),
  fatal('BR-O-12', 'BT-151', noOtherTax),
  fatal('BR-O-13', 'BT-95', noOtherEntry),
  fatal('BR-O-14', 'BT-102', noOtherEntry),
];
