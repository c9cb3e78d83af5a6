import type { Language } from '../model.ts';
import type { Labels, Wording, Words } from './words.ts';

type Rare = Partial<Record<keyof Labels | 'invoiceTitle' | 'creditTitle' | 'dueSentence', string>>;

const nb: Rare = {
  invoiceTitle: 'Faktura/bilag|Delfaktura|Årsfaktura|FAKTURA NR|Terminfaktura',
  number: 'Fakt. nr|Faktura nummer|Vårt fakturanr.|Bilag|Invoice nr.|Faktura ID|Nummer|FakturaNr',
  issueDate: 'Datert den|Faktura opprettet|Dato faktura|Utsted.dato|Fakturadag|Skrevet ut',
  dueDate:
    'Frist for innbetaling|Må betales innen|Betal før|Forfall dato|Seneste betaling|Bet. innen|Forf. dato',
  customerNumber: 'Kundekode|Kund.nr|Ditt kundenummer',
  orderReference: 'Deres innkjøpsnr.|Ordreref.|PO nummer|Best.ref|Deres PO',
  buyerReference: 'Innkjøper|Ref. kjøper|Deres person|Mottakers referanse',
  ourReference: 'Vår saksbeh.|Konsulent|Utført av',
  deliveryDate: 'Dato levert|Leverings dato|Levert den',
  terms: 'Bet. vilkår|Kreditt|Betalingsbet.',
  organisationNumber: 'Org nr|ORG.NR|Organisasjons nr.|Foretaksnummer|Enhetsregisteret',
  account: 'Bankkto.|Konto nr|Betalingskonto|Bankgiro nr.|Konto for innbetaling',
  remittance: 'KID nr.|KID (må oppgis)|Oppgi KID|Betal med KID|KID-kode',
  item: 'Artikkelnr|Produktnr.|Kode',
  description: 'Vare/tjeneste|Spesifikasjon av leveranse|Art/tekst|Navn',
  quantity: 'Ant|Antall enh.|Lev. ant|Timer/antall|Volum',
  price: 'A-pris|Pris/stk|Enh. pris|Kr/enhet|Stk.pris',
  lineAmount: 'Sum kr|Totalt kr|Linjebeløp|Beløp kr|Pris totalt',
  net: 'Netto eks. mva|Totalt uten mva|Sum u/mva|Beløp før mva|Sum netto|Til sammen eks. mva',
  vat: 'MVA {rate}%|Mva-beløp {rate} %|{rate}% mva.|Sum merverdiavgift|Mva totalt',
  gross: 'Totalt m/mva|Sum totalt|Total inkl. mva',
  amountDue:
    'Sum å innbetale|Beløp som skal betales|Å betale totalt|TOTALT NOK|Fakturasum å betale|Skyldig|Totalbeløp å betale',
};

const sv: Rare = {
  invoiceTitle: 'Delfaktura|FAKTURA/SPECIFIKATION|Kundfaktura',
  number: 'Faktura-ID|Fakturans nr|Vårt fakturanummer|Faktura no|Fakturanr/OCR-ref|Nummer',
  issueDate: 'Fakturans datum|Utskriftsdatum|Datum för faktura|Fakt datum|Skapad',
  dueDate: 'Betala före|Betalas före|Sista dag att betala|Förf. dag|Senast betald|Betaldag',
  customerNumber: 'Kundkod|Ert kundnr|Kund-id',
  orderReference: 'Beställningsnr|Er PO|Er order|Inköpsnr',
  buyerReference: 'Er kontakt|Referens kund|Er beställare',
  organisationNumber: 'Org nr|Orgnummer|Organisationsnr.|Företagets org.nr',
  vatNumber: 'Moms nr|VAT nummer|Momsregnr|Momsreg. nummer',
  account: 'Bankkontonr|Konto nr',
  remittance: 'OCR-ref|Betalningsreferens|Ange OCR|OCR/referens|Meddelande/OCR',
  description: 'Vad|Artikel/tjänst|Produkt/tjänst|Text',
  quantity: 'Ant.|Lev ant|Antal/tim|Kvant',
  price: 'A-pris|Styckpris|Pris/st|Pris per enhet',
  lineAmount: 'Summa kr|Radbelopp|Total kr|Belopp kr|Radsumma',
  net: 'Netto exkl moms|Summa utan moms|Belopp före moms|Summa netto|Totalt exkl. moms',
  vat: 'Moms {rate}%|{rate}% moms|Summa moms|Momsbelopp',
  amountDue: 'Fakturabelopp att betala|Totalt att betala|Att betala SEK|Summa att erlägga|Er skuld',
};

const da: Rare = {
  invoiceTitle: 'Delfaktura|Slutregning|Faktura/Regning',
  number: 'Faktura ID|Fakturans nr.|Vores fakturanr.|Faktura-nr|Nummer|Bilag nr.',
  issueDate: 'Faktura oprettet|Dato for faktura|Fakt.dato|Udskrevet den|Faktureringsdato',
  dueDate:
    'Betales før|Betalingsdato senest|Sidste frist|Forfalder den|Sidste dag for betaling|Betal senest den',
  customerNumber: 'Kundekode|Jeres kundenr.|Kunde-id',
  orderReference: 'Deres PO|Jeres ordrenr.|Bestillingsnr.|Rekv.',
  organisationNumber: 'CVR/SE|CVR nr|SE-nr.|CVR.nr.|Virksomhedens CVR-nr.',
  account: 'Konto nr.|Bank konto|Kontonummer|Bankforbindelse',
  remittance: 'Betalingsreference|FIK-linje|Indbetalings-ID|Kortart/betalings-id',
  description: 'Produkt/ydelse|Opgave|Vare/ydelse|Linjetekst',
  quantity: 'Stk/timer|Ant.|Mængde lev.',
  price: 'Pris pr. stk.|A-pris|Pris/enhed|Kr. pr. enhed',
  lineAmount: 'Beløb kr.|Sum DKK|Linjesum|Pris i alt',
  net: 'Beløb før moms|Netto ekskl. moms|Sum uden moms|Nettobeløb|Total u/moms',
  vat: '{rate}% moms|Moms {rate} %|Momsbeløb|Moms i alt',
  amountDue:
    'At betale i alt|Beløb til betaling|Fakturabeløb inkl. moms|Skal betales|Til betaling DKK',
};

const de: Rare = {
  invoiceTitle: 'Abschlagsrechnung|Sammelrechnung|Rechnung / Invoice|Monatsrechnung',
  number:
    'Rechnung Nummer|Re-Nr|Rechnungs-ID|Unsere Rechnungsnr.|R.-Nr.|Rechnungs Nr.|Nummer der Rechnung|Belegnr',
  issueDate: 'Rechnung vom|Datum der Rechnung|Rech.-Datum|Erstellt am|Rechnungstag|Re-Datum',
  dueDate:
    'Zahlung fällig am|Fällig zum|Bis spätestens|Zahlbar am|Zu begleichen bis|Fälligkeits-Datum',
  customerNumber: 'Ihre Kunden-Nr.|Kunden-ID|Kd-Nr|Kundenkonto',
  orderReference: 'Ihre Auftragsnr.|Bestellzeichen|Ihre Bestellnummer|PO-Nummer',
  buyerReference: 'Ihr Kontakt|Bestellt von|Ihre Ref.',
  organisationNumber: 'HRB',
  vatNumber: 'USt-IdNr|UID-Nr.|Umsatzsteuer-Identnr.|USt.-ID-Nr.|Unsere USt-IdNr.',
  account: 'Kontonummer',
  remittance: 'Verwendungszweck|Zahlungsreferenz|Bei Zahlung angeben',
  description: 'Leistung|Artikelbezeichnung|Position|Text|Leistungsbeschreibung',
  quantity: 'Anzahl|Mng.|Menge/Einh.|Std./Menge',
  price: 'Einzelpreis €|Preis/Einheit|Stückpreis|EP',
  lineAmount: 'Gesamtpreis|Summe €|Betrag EUR|Nettobetrag|Positionssumme',
  net: 'Zwischensumme netto|Summe ohne MwSt.|Gesamtbetrag netto|Warenwert netto|Nettosumme',
  vat: 'MwSt. {rate}%|{rate} % Umsatzsteuer|Mehrwertsteuer {rate} %|zuzüglich {rate}% USt|Steuerbetrag',
  gross: 'Gesamtbetrag brutto|Summe brutto',
  amountDue:
    'Zu zahlender Gesamtbetrag|Endsumme|Gesamtbetrag inkl. MwSt.|Bitte zahlen|Zahlungsbetrag EUR|Rechnungssumme',
};

const en: Rare = {
  invoiceTitle: 'Sales Invoice|VAT INVOICE|Progress Invoice|Invoice/Statement of charges',
  number: 'Inv No|Invoice ID|Our Invoice|Document No.|Invoice Ref|Inv. Number|No.|Billing No.',
  issueDate: 'Inv Date|Date of Invoice|Issued|Billing Date|Date Issued|Dated|Tax Point',
  dueDate: 'Pay By|Due By|Please Pay Before|Date Due|Payable By|Payment Due Date|To be paid by',
  customerNumber: 'Client No.|Account Ref|Customer ID',
  orderReference: 'Your PO|P.O. No.|Purchase Order|Customer Order',
  buyerReference: 'Contact|Requested by|Your contact',
  organisationNumber: 'Registered No.|Company Number|Co. Reg.',
  vatNumber: 'VAT Reg|VAT no|VAT Registration|Our VAT No.',
  account: 'A/C No.|Bank A/C|Account Number|Pay to account',
  remittance: 'Payment Ref|Quote this reference|Reference for payment|Remittance ref.',
  description: 'Details|Work done|Item|Description of goods|Goods / services',
  quantity: 'Units|Quantity|Hours|No. of',
  price: 'Unit cost|Price per unit|Price/Unit|Rate (each)',
  lineAmount: 'Net amount|Line amount|Sum|Cost|Net',
  net: 'Net total|Total before VAT|Sub-total (net)|Amount excl. VAT|Total ex VAT|Net amount',
  vat: 'VAT {rate}%|VAT @ {rate}%|VAT amount|{rate}% VAT',
  gross: 'Total incl. VAT|Gross total',
  amountDue: 'Total to pay|Amount due now|Invoice total|Please remit|Grand Total|Balance to pay',
};

const rare: Readonly<Record<Language, Rare>> = { nb, nn: nb, sv, da, de, en };

/** The wording with labels that neither of the other sets has. */
export function withFresh(language: Language, wording: Wording): Wording {
  const labels = Object.entries(rare[language]).map(([name, text]) => {
    const known = wording[name as keyof Labels] satisfies Words;
    return [name, { ...known, fresh: text.split('|') }] as const;
  });
  return { ...wording, ...(Object.fromEntries(labels) as Partial<Wording>) };
}
