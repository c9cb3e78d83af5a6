import { words, type Wording } from './words.ts';

/** German. */
export const de: Wording = {
  invoiceTitle: words(
    'Rechnung|RECHNUNG',
    'Schlussrechnung|Faktura|Rechnung (Original)',
    'Ausgangsrechnung|Abrechnung|Teilrechnung',
  ),
  creditTitle: words(
    'Gutschrift|Rechnungskorrektur',
    'Stornorechnung|Korrekturrechnung',
    'Gutschriftsanzeige|Storno',
  ),
  number: words(
    'Rechnungsnr.|Rechnungsnummer|Rechnung Nr.|Rechnungs-Nr.',
    'Belegnummer|Re.-Nr.|Beleg-Nr.|RG-Nr.|Rechn.-Nr.|Faktura-Nr.|Unsere Rechnung',
    'Belegnr.|ReNr|Rechnungskennung|Dokumentnummer|Rg.-Nummer|Vorgangsnummer|Fakturanummer',
  ),
  issueDate: words(
    'Rechnungsdatum|Datum',
    'Belegdatum|Re.-Datum|Ausgestellt am|RG-Datum|Rechn.-Datum',
    'Ausstellungsdatum|vom|Fakturadatum|Rg.-Datum|Dokumentdatum',
  ),
  dueDate: words(
    'Fällig am|Zahlbar bis|Fälligkeitsdatum',
    'Fälligkeit|Zahlungsziel|Zu zahlen bis|Zahlung bis|Zahlungsfrist',
    'Spätestens zu zahlen am|Valuta|Fälligkeitstag|Zahltermin|Bitte zahlen bis',
  ),
  customerNumber: words(
    'Kundennummer|Kunden-Nr.|Kundennr.',
    'Debitor|Kd.-Nr.|Debitorennr.',
    'Ihre Kundennummer|KdNr|Mandant',
  ),
  orderReference: words(
    'Bestellnummer|Ihre Bestellung|Bestell-Nr.',
    'Auftragsnummer|Ihr Auftrag|Auftrags-Nr.',
    'Ihre Bestell-Nr.|Best.-Nr.|Auftrag',
  ),
  buyerReference: words(
    'Ihr Zeichen|Ansprechpartner Kunde|Ihre Referenz',
    'z. Hd.|Besteller',
    'Bestellt durch|Ihr Ansprechpartner|Leitweg-ID',
  ),
  ourReference: words(
    'Unser Zeichen|Ansprechpartner',
    'Bearbeiter|Sachbearbeiter',
    'Es betreut Sie|Verkäufer',
  ),
  deliveryDate: words(
    'Lieferdatum|Leistungsdatum',
    'Leistungszeitpunkt|Geliefert am',
    'Liefer-/Leistungsdatum|Tag der Lieferung',
  ),
  orderDate: words('Bestelldatum', 'Auftragsdatum', 'Bestellt am'),
  project: words('Projekt|Bauvorhaben', 'Objekt', 'Kommission|BV'),
  period: words('Leistungszeitraum|Zeitraum', 'Abrechnungszeitraum', 'Abrechnung von/bis'),
  contract: words('Vertragsnummer', 'Vertrag', 'Vertrags-Nr.|Zählpunkt'),
  prepaid: words('Anzahlung|abzgl. Anzahlung', 'Bereits gezahlt', 'Abschlagszahlung|Vorauszahlung'),
  terms: words('Zahlungsbedingungen', 'Zahlungskonditionen', 'Konditionen'),
  originalInvoice: words(
    'Zu Rechnung|Ursprungsrechnung',
    'Korrigiert Rechnung',
    'Bezug: Rechnung Nr.',
  ),
  organisationNumber: words('HRB', 'Handelsregister', 'Registernr.'),
  vatNumber: words(
    'USt-IdNr.|USt-ID|Umsatzsteuer-ID',
    'USt.-Id.-Nr.|Ust-Id',
    'UID-Nr.|Umsatzsteuer-Identifikationsnummer',
  ),
  account: words('Konto'),
  bankgiro: words('Konto'),
  plusgiro: words('Konto'),
  iban: words('IBAN', 'IBAN-Nr.', 'Bankverbindung IBAN'),
  bic: words('BIC|SWIFT', 'BIC-Code', 'BIC / SWIFT'),
  remittance: words(
    'Verwendungszweck|Zahlungsreferenz',
    'Referenz|Kassenzeichen',
    'Bei Zahlung angeben|Buchungszeichen',
  ),
  phone: words('Tel.|Telefon', 'Fon', 'Ruf'),
  email: words('E-Mail|Mail', 'eMail', 'E-mail'),
  item: words('Art.-Nr.|Artikel', 'Artikelnr.|Mat.-Nr.', 'Sachnummer|Teile-Nr.'),
  description: words(
    'Bezeichnung|Beschreibung',
    'Leistung|Artikelbezeichnung|Text',
    'Gegenstand|Leistungsbeschreibung',
  ),
  quantity: words('Menge|Anzahl', 'Mge.|Stück', 'Anz.|Menge/Std.'),
  unit: words('Einheit|ME', 'Einh.', 'EH'),
  price: words('Einzelpreis|Preis|E-Preis', 'EP|Stückpreis', 'Einzel|Preis/Einheit'),
  discount: words('Rabatt %|Rabatt', 'Rab. %', 'Nachlass'),
  vatRate: words('MwSt. %|USt.|MwSt', 'Steuer', 'St.satz|USt-Satz'),
  lineAmount: words('Betrag|Gesamt|Gesamtpreis', 'Summe|G-Preis', 'GP|Gesamtbetrag'),
  lineSum: words('Zwischensumme|Warenwert', 'Summe Positionen', 'Positionssumme'),
  net: words(
    'Nettobetrag|Summe netto|Gesamt netto|Netto',
    'Nettosumme|Zwischensumme netto|Steuerpflichtiger Betrag|Entgelt',
    'Warenwert netto|Nettoentgelt|Summe ohne MwSt.|Bemessungsgrundlage',
  ),
  vat: words(
    'MwSt. {rate} %|USt. {rate} %|Umsatzsteuer {rate} %|zzgl. {rate} % MwSt.',
    'Mehrwertsteuer|{rate} % USt.|MwSt-Betrag|+ MwSt. {rate}%',
    'Umsatzsteuer|Steuerbetrag|darauf {rate} % Umsatzsteuer|Ust. {rate},00 %',
  ),
  gross: words('Bruttobetrag|Gesamtsumme', 'Summe brutto', 'Endsumme'),
  rounding: words('Rundung', 'Rundungsdifferenz', 'Rundungsbetrag'),
  amountDue: words(
    'Gesamtbetrag|Rechnungsbetrag|Zahlbetrag|Zu zahlen',
    'Endbetrag|Gesamt brutto|Zu zahlender Betrag|Summe brutto|Gesamtsumme',
    'Bruttosumme|Fälliger Betrag|Zahlungsbetrag|Rechnungssumme|Rechnungsendbetrag|Offener Betrag',
  ),
  amountCredited: words('Gutschriftsbetrag|Gesamtbetrag', 'Gutschrift gesamt', 'Erstattungsbetrag'),
  vatTable: words('Steueraufstellung', 'MwSt.-Aufschlüsselung', 'Steuerausweis'),
  vatBase: words('Netto|Nettobetrag', 'Basis', 'Bemessungsgrundlage'),
  buyer: words('Rechnungsempfänger|Rechnung an', 'Kunde', 'Leistungsempfänger|Auftraggeber'),
  page: words('Seite', 'Blatt'),
  of: words('von|/'),
  carriedForward: words('Übertrag', 'Zwischensumme Seite', 'Zu übertragen'),
  broughtForward: words('Übertrag von Seite', 'Übertrag Vorseite', 'Vortrag'),
  termsText: words(
    'Zahlbar innerhalb von {days} Tagen ohne Abzug|{days} Tage netto|Zahlbar innerhalb {days} Tagen',
    '{days} Tage ohne Abzug|Zahlungsziel {days} Tage',
    'binnen {days} Tagen rein netto|Zahlung innerhalb von {days} Tagen ab Rechnungsdatum',
  ),
  cashTerms: words('Zahlbar sofort ohne Abzug|Sofort fällig', 'sofort netto', 'ohne Abzug sofort'),
  dueSentence: words(
    'Bitte überweisen Sie den Betrag von {amount} bis zum {date} auf das Konto {account}.',
    'Wir bitten um Überweisung von {amount} bis spätestens {date} ({account}).',
    'Der Betrag ist am {date} fällig: {amount} auf {account}.',
  ),
  earlyPayment: words(
    'Bei Zahlung bis {date} 2 % Skonto: {amount}.|2 % Skonto bis {date} = {amount}',
    'Skontobetrag {amount} bei Zahlung bis {date}',
    'Zahlbar mit 2 % Skonto ({amount}) bis zum {date}.',
  ),
  totalSentence: words(
    'Rechnungsbetrag: {amount}',
    'Der Gesamtbetrag beläuft sich auf {amount}',
    'Wir erlauben uns, {amount} zu berechnen',
  ),
  registered: words(
    'Geschäftsführer: Karl Weber|Amtsgericht Hamburg HRB 44512',
    'Inhaber: Petra Lang',
    'GF: Dr. Jens Kühn · AG Köln HRB 90111',
  ),
  lateInterest: words(
    'Bei Zahlungsverzug berechnen wir Verzugszinsen in Höhe von 9 % über dem Basiszinssatz.',
    'Es gelten unsere AGB. Eigentumsvorbehalt bis zur vollständigen Bezahlung.',
    'Skonto wird nicht gewährt.',
  ),
  thanks: words(
    'Vielen Dank für Ihren Auftrag!',
    'Wir danken für Ihr Vertrauen.',
    'Mit freundlichen Grüßen',
  ),
  withVat: words(
    'Alle Preise inkl. MwSt.',
    'Preise verstehen sich inklusive Umsatzsteuer',
    'Beträge brutto',
  ),
  untaxed: {
    'reverse-charge': words(
      'Steuerschuldnerschaft des Leistungsempfängers',
      'Reverse-Charge-Verfahren § 13b UStG',
      'Steuerschuld geht auf den Empfänger über',
    ),
    'not-registered': words(
      'Gemäß § 19 UStG wird keine Umsatzsteuer berechnet',
      'Kleinunternehmer nach § 19 UStG',
      'Ohne Umsatzsteuer, § 19 UStG',
    ),
    exempt: words(
      'Steuerfreie Ausfuhrlieferung',
      'Umsatzsteuerfrei § 4 UStG',
      'Steuerfreie Lieferung',
    ),
  },
  months:
    'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' '),
  shortMonths: 'Jan Feb Mrz Apr Mai Jun Jul Aug Sep Okt Nov Dez'.split(' '),
  dateFormats: [
    'dd.mm.yyyy',
    'dd.mm.yyyy',
    'dd.mm.yy',
    'd. month yyyy',
    'd.m.yyyy',
    'yyyy-mm-dd',
    'dd. mon. yyyy',
  ],
  numberFormats: ['.,', '.,', '.,', ' ,', ',,', "',"],
  others: {
    reminder: {
      title: words('Mahnung|Zahlungserinnerung', '1. Mahnung', '2. Mahnung|Letzte Mahnung'),
      number: words('Zu Rechnung'),
      text: words(
        'Unsere Rechnung ist noch offen. Wir bitten um Zahlung binnen 7 Tagen. Mahngebühr 5,00 EUR.',
      ),
    },
    orderconfirmation: {
      title: words('Auftragsbestätigung', 'AUFTRAGSBESTÄTIGUNG', 'Bestellbestätigung'),
      number: words('Auftrags-Nr.'),
      text: words('Vielen Dank für Ihre Bestellung, die wir wie folgt bestätigen.'),
    },
    deliverynote: {
      title: words('Lieferschein', 'LIEFERSCHEIN', 'Warenbegleitschein'),
      number: words('Lieferschein-Nr.'),
      text: words('Bitte prüfen Sie die Ware bei Erhalt.'),
    },
    quote: {
      title: words('Angebot', 'ANGEBOT', 'Kostenvoranschlag'),
      number: words('Angebots-Nr.'),
      text: words('Wir bieten Ihnen freibleibend wie folgt an. Gültig 30 Tage.'),
    },
    statement: {
      title: words('Kontoauszug', 'Offene-Posten-Liste', 'Saldenbestätigung'),
      number: words('Kunden-Nr.'),
      text: words('Folgende Posten sind offen. Dies ist keine Rechnung.'),
    },
    letter: {
      title: words('Preisanpassung', 'Neue Öffnungszeiten', 'Kundeninformation'),
      number: words('Unser Zeichen'),
      text: words(
        'Wir passen unsere Preise zum Jahreswechsel um 3,5 % an. Bei Fragen stehen wir gern zur Verfügung.',
      ),
    },
    receipt: {
      title: words('Quittung', 'Kassenbon', 'Kassenbeleg'),
      number: words('Bon-Nr.'),
      text: words('Betrag dankend erhalten. Kartenzahlung genehmigt.'),
    },
    timesheet: {
      title: words('Stundennachweis', 'Stundenzettel', 'Anlage: Zeitnachweis'),
      number: words('Projekt'),
      text: words('Aufstellung der geleisteten Stunden'),
    },
    terms: {
      title: words('Allgemeine Geschäftsbedingungen', 'Liefer- und Zahlungsbedingungen', 'AGB'),
      number: words('Stand'),
      text: words(
        'Mängel sind innerhalb von 8 Tagen schriftlich zu rügen. Bei Verzug fallen Zinsen an. Die Ware bleibt bis zur Zahlung unser Eigentum.',
      ),
    },
  },
};
