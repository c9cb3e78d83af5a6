export type Language = 'nb' | 'en';

const texts = {
  invoice: ['Faktura', 'Invoice'],
  creditNote: ['Kreditnota', 'Credit note'],
  number: ['Nummer', 'Number'],
  issueDate: ['Dato', 'Date'],
  dueDate: ['Forfall', 'Due date'],
  buyerReference: ['Deres ref.', 'Your ref.'],
  orderReference: ['Ordre', 'Order'],
  precedingInvoice: ['Gjelder faktura', 'Refers to invoice'],
  description: ['Beskrivelse', 'Description'],
  quantity: ['Antall', 'Quantity'],
  price: ['Pris', 'Price'],
  vat: ['Mva', 'VAT'],
  amount: ['Beløp', 'Amount'],
  allowance: ['Rabatt', 'Allowance'],
  charge: ['Gebyr', 'Charge'],
  taxable: ['Grunnlag', 'Taxable amount'],
  withoutVat: ['Sum uten mva', 'Total without VAT'],
  vatTotal: ['Mva', 'VAT'],
  withVat: ['Sum med mva', 'Total with VAT'],
  prepaid: ['Betalt', 'Prepaid'],
  rounding: ['Avrunding', 'Rounding'],
  amountDue: ['Å betale', 'Amount due'],
  amountCredited: ['Til gode', 'Amount credited'],
  account: ['Til konto', 'To account'],
  kid: ['KID / melding', 'Payment reference'],
  organisationNumber: ['Org.nr.', 'Organisation no.'],
  vatId: ['Mva-nr.', 'VAT no.'],
  page: ['Side', 'Page'],
  of: ['av', 'of'],
} as const;

export type TextKey = keyof typeof texts;

/** The label in the language of the reader. */
export const label = (key: TextKey, language: Language): string =>
  texts[key][language === 'nb' ? 0 : 1];
