export const languages = ['nb', 'nn', 'en'] as const;
export type Language = (typeof languages)[number];

const texts = {
  invoice: ['Faktura', 'Faktura', 'Invoice'],
  creditNote: ['Kreditnota', 'Kreditnota', 'Credit note'],
  seller: ['Selger', 'Seljar', 'Seller'],
  buyer: ['Kunde', 'Kunde', 'Buyer'],
  issueDate: ['Dato', 'Dato', 'Date'],
  dueDate: ['Forfall', 'Forfall', 'Due date'],
  vatDate: ['Avgiftsdato', 'Avgiftsdato', 'VAT date'],
  period: ['Periode', 'Periode', 'Period'],
  buyerReference: ['Deres ref.', 'Dykkar ref.', 'Your ref.'],
  contact: ['Vår ref.', 'Vår ref.', 'Our ref.'],
  orderReference: ['Ordre', 'Ordre', 'Order'],
  salesOrder: ['Salgsordre', 'Salsordre', 'Sales order'],
  contract: ['Kontrakt', 'Kontrakt', 'Contract'],
  project: ['Prosjekt', 'Prosjekt', 'Project'],
  receipt: ['Mottak', 'Mottak', 'Receiving advice'],
  despatch: ['Følgeseddel', 'Følgjesetel', 'Despatch advice'],
  tender: ['Anbud', 'Anbod', 'Tender'],
  objectReference: ['Objekt', 'Objekt', 'Object'],
  accountingReference: ['Kontering', 'Kontering', 'Accounting ref.'],
  precedingInvoice: ['Gjelder faktura', 'Gjeld faktura', 'Refers to invoice'],
  buyerContact: ['Kontakt', 'Kontakt', 'Contact'],
  lines: ['Linjer', 'Linjer', 'Lines'],
  description: ['Beskrivelse', 'Beskriving', 'Description'],
  quantity: ['Antall', 'Mengd', 'Quantity'],
  price: ['Pris', 'Pris', 'Price'],
  vat: ['Mva', 'Mva', 'VAT'],
  amount: ['Beløp', 'Beløp', 'Amount'],
  allowance: ['Rabatt', 'Rabatt', 'Allowance'],
  charge: ['Gebyr', 'Gebyr', 'Charge'],
  per: ['per', 'per', 'per'],
  of: ['av', 'av', 'of'],
  grossPrice: ['Listepris', 'Listepris', 'List price'],
  sellerItem: ['Varenr.', 'Varenr.', 'Item no.'],
  buyerItem: ['Kundens varenr.', 'Varenr. hjå kunden', 'Buyer’s item no.'],
  standardItem: ['GTIN', 'GTIN', 'GTIN'],
  originCountry: ['Opphavsland', 'Opphavsland', 'Country of origin'],
  orderLine: ['Ordrelinje', 'Ordrelinje', 'Order line'],
  sums: ['Summer', 'Summar', 'Totals'],
  lineTotal: ['Sum linjer', 'Sum linjer', 'Sum of lines'],
  vatBreakdown: ['Merverdiavgift', 'Meirverdiavgift', 'Value added tax'],
  vatRate: ['Sats', 'Sats', 'Rate'],
  taxable: ['Grunnlag', 'Grunnlag', 'Taxable amount'],
  vatAmount: ['Mva-beløp', 'Mva-beløp', 'VAT amount'],
  withoutVat: ['Sum uten mva', 'Sum utan mva', 'Total without VAT'],
  vatTotal: ['Mva', 'Mva', 'VAT'],
  vatAccounting: ['Mva i', 'Mva i', 'VAT in'],
  withVat: ['Sum med mva', 'Sum med mva', 'Total with VAT'],
  prepaid: ['Betalt', 'Betalt', 'Prepaid'],
  rounding: ['Avrunding', 'Avrunding', 'Rounding'],
  amountDue: ['Å betale', 'Å betale', 'Amount due'],
  amountCredited: ['Til gode', 'Til gode', 'Amount credited'],
  payment: ['Betaling', 'Betaling', 'Payment'],
  account: ['Til konto', 'Til konto', 'To account'],
  accountName: ['Kontohaver', 'Kontohavar', 'Account holder'],
  bic: ['BIC', 'BIC', 'BIC'],
  kid: ['KID', 'KID', 'KID'],
  message: ['Merkes med', 'Merkast med', 'Payment reference'],
  card: ['Betalt med kort', 'Betalt med kort', 'Paid by card'],
  mandate: ['Avtalegiro-avtale', 'Avtalegiro-avtale', 'Direct debit mandate'],
  debitedAccount: ['Belastes konto', 'Belastast konto', 'Debited account'],
  terms: ['Vilkår', 'Vilkår', 'Terms'],
  notes: ['Merknader', 'Merknader', 'Notes'],
  payee: ['Betales til', 'Betalast til', 'Pay to'],
  payer: ['Betalt av', 'Betalt av', 'Paid by'],
  kroner: ['Kroner', 'Kroner', 'Kroner'],
  ore: ['Øre', 'Øre', 'Øre'],
  slip: ['Betalingsslipp', 'Betalingsslipp', 'Payment slip'],
  delivery: ['Levert til', 'Levert til', 'Delivered to'],
  deliveryDate: ['Leveringsdato', 'Leveringsdato', 'Delivery date'],
  taxRepresentative: ['Avgiftsrepresentant', 'Avgiftsrepresentant', 'Tax representative'],
  attachments: ['Vedlegg', 'Vedlegg', 'Attachments'],
  organisationNumber: ['Org.nr.', 'Org.nr.', 'Organisation no.'],
  vatId: ['Mva-nr.', 'Mva-nr.', 'VAT no.'],
  page: ['Side', 'Side', 'Page'],
} as const;

export type TextKey = keyof typeof texts;

/** What stands at the place of a language in the tables of words. */
export const inLanguage = <Word>(words: readonly [Word, Word, Word], language: Language): Word =>
  words[language === 'nb' ? 0 : language === 'nn' ? 1 : 2];

/** The label in the language of the reader. */
export const label = (key: TextKey, language: Language): string => inLanguage(texts[key], language);

/** How amounts and dates are written: both forms of Norwegian do it the same way. */
export const numbersOf = (language: Language): 'nb' | 'en' => (language === 'en' ? 'en' : 'nb');

/** Why there is no VAT, where the invoice gives no reason of its own: by UNCL5305 code. */
const vatCategories: ReadonlyMap<string, readonly [nb: string, nn: string, en: string]> = new Map([
  ['Z', ['Nullsats', 'Nullsats', 'Zero rate']],
  ['E', ['Unntatt fra avgift', 'Unnateke avgift', 'Exempt']],
  ['AE', ['Omvendt avgiftsplikt', 'Omvend avgiftsplikt', 'Reverse charge']],
  ['K', ['Salg innenfor EØS', 'Sal innanfor EØS', 'Intra-community supply']],
  ['G', ['Eksport', 'Eksport', 'Export']],
  ['O', ['Utenfor avgiftsområdet', 'Utanfor avgiftsområdet', 'Outside the scope of VAT']],
  ['L', ['IGIC (Kanariøyene)', 'IGIC (Kanariøyane)', 'IGIC (Canary Islands)']],
  ['M', ['IPSI (Ceuta og Melilla)', 'IPSI (Ceuta og Melilla)', 'IPSI (Ceuta and Melilla)']],
]);

/** The kind of sale, where it is not the ordinary one with VAT. */
export function vatCategoryName(code: string, language: Language): string | undefined {
  const names = vatCategories.get(code);
  return names && inLanguage(names, language);
}
