import type { Said } from '../hints/show.ts';

const invoicedObject: Said = {
  nb: 'Referansen til det fakturerte objektet (kode 130) har bare nummeret.',
  en: 'The reference to the invoiced object (code 130) has its identifier only.',
};

/** The texts of the rules in own.ts. */
export const ownTexts: Readonly<Record<string, Said>> = {
  'UBL-CR-002': {
    nb: 'UBL-versjonen utelates, eller er 2.1.',
    en: 'The UBL version is left out, or is 2.1.',
  },
  'UBL-CR-412': {
    nb: 'I en faktura står forfallsdatoen i fakturaens hode, ikke ved betalingsmåten.',
    en: 'In an invoice the due date stands at the head of the invoice, not with the payment means.',
  },
  'UBL-CR-665': {
    nb: 'Bare referansen til det fakturerte objektet (kode 130) har et skjema.',
    en: 'Only the reference to the invoiced object (code 130) has a scheme.',
  },
  'UBL-CR-666': invoicedObject,
  'UBL-CR-673': invoicedObject,
  'UBL-DT-01': {
    nb: 'Beløp har høyst to desimaler; bare priser kan ha flere.',
    en: 'Amounts have at most two decimals; only prices may have more.',
  },
  'UBL-DT-06': {
    nb: 'Et vedlegg sier hvilken filtype det er.',
    en: 'An attachment says which type of file it is.',
  },
  'UBL-DT-07': { nb: 'Et vedlegg har et filnavn.', en: 'An attachment has a file name.' },
  'UBL-DT-18': {
    nb: 'Attributtet name har bare bruk ved betalingsmåten.',
    en: 'The attribute name is of use at the payment means only.',
  },
  'UBL-SR-04': {
    nb: 'En faktura gjelder høyst ett fakturert objekt.',
    en: 'An invoice refers to at most one invoiced object.',
  },
  'UBL-SR-07': {
    nb: 'En referanse til en tidligere faktura har fakturanummeret.',
    en: 'A reference to a preceding invoice has the number of that invoice.',
  },
  'UBL-SR-12': {
    nb: 'Selgeren har høyst ett mva-nummer.',
    en: 'The seller has at most one VAT number.',
  },
  'UBL-SR-13': {
    nb: 'Selgeren har høyst én annen skatteregistrering enn mva (for eksempel Foretaksregisteret).',
    en: 'The seller has at most one tax registration besides VAT.',
  },
  'UBL-SR-18': {
    nb: 'Kjøperen har høyst ett mva-nummer.',
    en: 'The buyer has at most one VAT number.',
  },
  'UBL-SR-19': {
    nb: 'Betalingsmottakeren har ett navn, og det er et annet enn selgerens.',
    en: 'The payee has one name, and it is another than the seller’s.',
  },
  'UBL-SR-20': {
    nb: 'Betalingsmottakeren har høyst én identifikator, og er en annen enn selgeren.',
    en: 'The payee has at most one identifier, and is another than the seller.',
  },
  'UBL-SR-21': {
    nb: 'Betalingsmottakeren har høyst ett organisasjonsnummer, og er en annen enn selgeren.',
    en: 'The payee has at most one legal registration identifier, and is another than the seller.',
  },
  'UBL-SR-29': {
    nb: 'En faktura har høyst én kreditoridentifikator (SEPA).',
    en: 'An invoice has at most one creditor identifier (SEPA).',
  },
  'UBL-SR-42': {
    nb: 'Selgeren har høyst to skatteregistreringer: mva og én til.',
    en: 'The seller has at most two tax registrations: VAT and one more.',
  },
  'UBL-SR-43': {
    nb: 'Et vedlegg har verken skjema eller dokumenttype; bare det fakturerte objektet har det (kode 130).',
    en: 'A supporting document has neither scheme nor type code; only the invoiced object has them (code 130).',
  },
  'UBL-SR-44': {
    nb: 'Alle betalingsmåter har samme betalingsinformasjon (KID).',
    en: 'All payment means have the same remittance information.',
  },
  'UBL-SR-47': {
    nb: 'Alle betalingsmåter har samme kode.',
    en: 'All payment means have the same code.',
  },
  'UBL-SR-48': {
    nb: 'Hver linje har nøyaktig én mva-kategori.',
    en: 'Each line has exactly one VAT category.',
  },
  'UBL-SR-51': {
    nb: 'En adresse har høyst én ekstra adresselinje.',
    en: 'An address has at most one further address line.',
  },
  'UBL-SR-53': {
    nb: 'En skatteregistrering har både nummer og ordning (VAT eller en annen).',
    en: 'A tax registration has both its number and its scheme (VAT or another).',
  },
};
