import { nb } from './nb.ts';
import { words, type Wording } from './words.ts';

/** Norwegian, nynorsk: what differs from bokmål. */
export const nn: Wording = {
  ...nb,
  invoiceTitle: words('Faktura|FAKTURA', 'Rekning', 'REKNING'),
  number: words(
    'Fakturanr.|Fakturanummer',
    'Rekningsnr.|Faktura nummer|Bilag nr',
    'Rekning nr.|Fakturanr|Nota nr',
  ),
  issueDate: words(
    'Fakturadato|Dato',
    'Utskriven|Skriven ut|Dato for rekning',
    'Utferda|Fakturert den',
  ),
  dueDate: words(
    'Forfallsdato|Betalingsfrist|Forfall',
    'Betalast innan|Forfell|Siste betalingsdag',
    'Forfell til betaling|Må betalast innan|Fristen er',
  ),
  customerNumber: words('Kundenr.|Kundenummer', 'Dykkar kundenr.', 'Kunde nr.'),
  orderReference: words('Ordrenr.|Bestillingsnr.', 'Dykkar ordrenr.', 'Tingingsnr.|Dykkar tinging'),
  buyerReference: words('Dykkar ref.|Dykkar referanse', 'Tinga av', 'Kundereferanse'),
  ourReference: words('Vår ref.|Vår referanse', 'Sakshandsamar', 'Ansvarleg'),
  net: words('Sum utan mva|Netto|Sum eks. mva', 'Grunnlag|Før avgift', 'Sum før meirverdiavgift'),
  vat: words('Mva {rate} %|Meirverdiavgift|MVA', '{rate} % meirverdiavgift', 'Avgift {rate} %'),
  amountDue: words(
    'Å betale|Til betaling|Sum å betale',
    'Å betala|Totalt å betala',
    'Beløp å betale|Skuldig beløp',
  ),
  description: words('Skildring|Tekst|Vare', 'Varetekst', 'Kva'),
  quantity: words('Mengd|Tal|Tal på', 'Tal einingar', 'Mengde'),
  unit: words('Eining|Ein.', 'Ein', 'E'),
  price: words('Pris|Einingspris', 'Pris/eining', 'Pris per eining'),
  lineAmount: words('Beløp|Sum', 'Linjesum', 'Til saman'),
  termsText: words(
    'Netto {days} dagar|{days} dagar netto',
    'Netto per {days} dagar',
    'Betalast {days} dagar etter fakturadato',
  ),
  dueSentence: words('Vi ber om at {amount} vert betalt til konto {account} innan {date}.'),
  thanks: words('Takk for handelen!', 'Takk for oppdraget.', 'Venleg helsing oss'),
  page: words('Side'),
};
