import type { EventText } from './events/event.ts';

const text = (nb: string, en: string): EventText => ({ nb, en });

/** What people call the fields that the interpretation speaks of, by path in the invoice. */
const names: Readonly<Record<string, EventText>> = {
  kind: text('Dokumenttypen', 'The kind of document'),
  number: text('Fakturanummeret', 'The invoice number'),
  issueDate: text('Fakturadatoen', 'The issue date'),
  dueDate: text('Forfallsdatoen', 'The due date'),
  currency: text('Valutaen', 'The currency'),
  'seller.name': text('Selgerens navn', 'The seller’s name'),
  'seller.legalRegistrationId': text(
    'Selgerens organisasjonsnummer',
    'The seller’s organisation number',
  ),
  'seller.vatId': text('Selgerens mva-nummer', 'The seller’s VAT number'),
  'buyer.name': text('Kjøperens navn', 'The buyer’s name'),
  'buyer.legalRegistrationId': text(
    'Kjøperens organisasjonsnummer',
    'The buyer’s organisation number',
  ),
  'payment.accounts[0].id': text('Kontonummeret', 'The account number'),
  'payment.remittanceInformation': text('KID eller betalingsreferanse', 'The payment reference'),
  'totals.withoutVat': text('Summen uten mva', 'The total without VAT'),
  'totals.vat': text('Merverdiavgiften', 'The VAT'),
  'totals.amountDue': text('Beløpet å betale', 'The amount due'),
};

/** What a person calls the field at this path; a field without a name of its own is called by its path. */
export const fieldName = (path: string): EventText => names[path] ?? text(path, path);
