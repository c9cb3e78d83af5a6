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
  contact: ['Vår ref.', 'Our ref.'],
  description: ['Beskrivelse', 'Description'],
  quantity: ['Antall', 'Quantity'],
  price: ['Pris', 'Price'],
  vat: ['Mva', 'VAT'],
  amount: ['Beløp', 'Amount'],
  allowance: ['Rabatt', 'Allowance'],
  charge: ['Gebyr', 'Charge'],
  per: ['per', 'per'],
  lineTotal: ['Sum linjer', 'Sum of lines'],
  vatBreakdown: ['Merverdiavgift', 'Value added tax'],
  vatRate: ['Sats', 'Rate'],
  taxable: ['Grunnlag', 'Taxable amount'],
  vatAmount: ['Mva-beløp', 'VAT amount'],
  withoutVat: ['Sum uten mva', 'Total without VAT'],
  vatTotal: ['Mva', 'VAT'],
  withVat: ['Sum med mva', 'Total with VAT'],
  prepaid: ['Betalt', 'Prepaid'],
  rounding: ['Avrunding', 'Rounding'],
  amountDue: ['Å betale', 'Amount due'],
  amountCredited: ['Til gode', 'Amount credited'],
  payment: ['Betaling', 'Payment'],
  account: ['Til konto', 'To account'],
  kid: ['KID', 'KID'],
  message: ['Merkes med', 'Payment reference'],
  payee: ['Betales til', 'Pay to'],
  organisationNumber: ['Org.nr.', 'Organisation no.'],
  vatId: ['Mva-nr.', 'VAT no.'],
  page: ['Side', 'Page'],
  of: ['av', 'of'],
} as const;

export type TextKey = keyof typeof texts;

/** The label in the language of the reader. */
export const label = (key: TextKey, language: Language): string =>
  texts[key][language === 'nb' ? 0 : 1];

/** UN/ECE Recommendation 20 codes that people meet; any other code is shown as it is. */
const units: ReadonlyMap<string, readonly [nb: string, en: string]> = new Map([
  ['C62', ['stk', 'pcs']],
  ['EA', ['stk', 'pcs']],
  ['H87', ['stk', 'pcs']],
  ['NAR', ['stk', 'pcs']],
  ['XPP', ['stk', 'pcs']],
  ['MIN', ['min', 'min']],
  ['HUR', ['timer', 'hours']],
  ['DAY', ['dager', 'days']],
  ['WEE', ['uker', 'weeks']],
  ['MON', ['mnd', 'months']],
  ['ANN', ['år', 'years']],
  ['KGM', ['kg', 'kg']],
  ['TNE', ['tonn', 'tonnes']],
  ['MTR', ['m', 'm']],
  ['KMT', ['km', 'km']],
  ['MTK', ['m²', 'm²']],
  ['MTQ', ['m³', 'm³']],
  ['LTR', ['l', 'l']],
  ['KWH', ['kWh', 'kWh']],
  ['XPK', ['pk', 'packs']],
  ['SET', ['sett', 'sets']],
  ['P1', ['%', '%']],
]);

/** The unit as people write it. */
export const unitName = (code: string, language: Language): string =>
  units.get(code)?.[language === 'nb' ? 0 : 1] ?? code;
