import { words, type Wording } from './words.ts';

/** Swedish. */
export const sv: Wording = {
  invoiceTitle: words('Faktura|FAKTURA', 'Kundfaktura|Räkning', 'RÄKNING|Försäljningsfaktura'),
  creditTitle: words('Kreditfaktura|KREDITFAKTURA', 'Kreditnota', 'Kredit'),
  number: words(
    'Fakturanr|Fakturanummer|Faktura nr',
    'Fakt.nr|Fakt nr|Verifikationsnr|Vårt fakturanr|Räkningsnr|Faktura-id|Dok.nr',
    'Fakturanr.|Ver.nr|Fakturabeteckning|Faktura #|Räkning nr|Löpnummer|Dokumentnummer',
  ),
  issueDate: words(
    'Fakturadatum|Datum',
    'Fakt.datum|Utfärdad|Utställd|Fakturans datum|Bokf.datum',
    'Fakt datum|Utfärdandedatum|Fakt.dat|Utskriftsdatum|Räkningsdatum',
  ),
  dueDate: words(
    'Förfallodatum|Förfallodag|Att betala senast',
    'Förf.datum|Betalas senast|Sista betalningsdag|Oss tillhanda senast|Förfaller',
    'Betalning senast|Förfallodat|Sista bet.dag|Bet. oss tillhanda|Betalas före',
  ),
  customerNumber: words('Kundnr|Kundnummer', 'Kund nr|Kund-id', 'Ert kundnr|Abonnentnr'),
  orderReference: words(
    'Ert ordernr|Ordernr|Inköpsordernr',
    'Er order|Beställningsnr|Rekvisition|Ert best.nr',
    'Er beställning|Inköpsnr|PO-nr|Best nr',
  ),
  buyerReference: words(
    'Er referens|Er ref',
    'Beställare|Er kontakt|Referensperson',
    'Ref hos kund|Beställt av|Märkning',
  ),
  ourReference: words('Vår referens|Vår ref', 'Handläggare', 'Säljare|Kontaktperson'),
  deliveryDate: words('Leveransdatum|Lev.datum', 'Levererat|Utfört', 'Lev dat'),
  orderDate: words('Orderdatum', 'Beställd', 'Best.datum'),
  project: words('Projekt|Projektnr', 'Objekt', 'Arbetsorder'),
  period: words('Period|Avser perioden', 'Faktureringsperiod', 'Avläsningsperiod'),
  contract: words('Avtalsnr', 'Avtal', 'Kontraktsnr|Anläggnings-id'),
  prepaid: words('Förskott|A conto', 'Redan betalt', 'Avgår förskott'),
  terms: words('Betalningsvillkor|Bet.villkor', 'Villkor', 'Betaln.villkor'),
  originalInvoice: words(
    'Avser faktura|Krediterar faktura',
    'Kredit av faktura',
    'Ursprunglig faktura',
  ),
  organisationNumber: words('Org.nr|Organisationsnr', 'Orgnr|Org nr', 'Organisationsnummer'),
  vatNumber: words('Momsreg.nr|VAT-nr', 'Moms nr|Momsregistreringsnr', 'VAT no|Momsreg nr'),
  account: words('Bankkonto|Kontonr', 'Konto', 'Bankförbindelse'),
  bankgiro: words('Bankgiro|BG', 'Bankgironr|Bg', 'Bankgironummer|Till bankgiro'),
  plusgiro: words('Plusgiro|PG', 'Plusgironr', 'Pg|Plusgirokonto'),
  iban: words('IBAN'),
  bic: words('BIC|SWIFT', 'BIC/SWIFT', 'Swift'),
  remittance: words(
    'OCR|OCR-nummer|OCR-nr',
    'Betalningsreferens|Referensnr|OCR nr',
    'Ange OCR|OCR-referens|Betalningsnr|Ref.nr vid betalning',
  ),
  phone: words('Tel|Telefon', 'Tfn', 'Växel'),
  email: words('E-post|Epost', 'Mejl', 'E'),
  item: words('Art.nr|Artikelnr', 'Artikel', 'Varunr'),
  description: words(
    'Benämning|Beskrivning|Specifikation',
    'Text|Produkt',
    'Artikelbenämning|Avser',
  ),
  quantity: words('Antal|Kvantitet', 'Lev ant|Ant', 'Mängd|Lev. antal'),
  unit: words('Enhet|Enh', 'Enh.', 'E'),
  price: words('À-pris|Pris|Pris/enhet', 'A-pris|Enhetspris', 'Nettopris|Styckpris'),
  discount: words('Rabatt %|Rabatt', 'Rab %', 'Rab.'),
  vatRate: words('Moms %|Moms', 'Momssats', 'Skatt %'),
  lineAmount: words('Belopp|Summa', 'Radbelopp|Netto', 'Radsumma|SEK'),
  lineSum: words('Varusumma|Summa', 'Delsumma', 'Summa artiklar'),
  net: words(
    'Summa exkl. moms|Netto|Exkl. moms',
    'Nettobelopp|Belopp före moms|Momspliktigt|Totalt exkl moms',
    'Summa före moms|Skattepliktigt belopp|Momsunderlag|Netto exkl moms',
  ),
  vat: words(
    'Moms {rate} %|Moms|Momsbelopp',
    'Mervärdesskatt|Moms {rate}%|Varav moms',
    '{rate} % moms|Utg. moms|Moms kr',
  ),
  gross: words('Summa inkl. moms|Totalt', 'Brutto', 'Fakturabelopp inkl moms'),
  rounding: words('Öresavrundning|Öresutjämning', 'Avrundning', 'Öresutj.|Avrundn.'),
  amountDue: words(
    'Att betala|Summa att betala|ATT BETALA',
    'Belopp att betala|Fakturabelopp|Total att betala|Totalt SEK|Kvar att betala',
    'Att erlägga|Totalsumma|Slutsumma|Betala|Att betala SEK',
  ),
  amountCredited: words('Att kreditera|Er tillgodo', 'Krediterat belopp', 'Tillgodo'),
  vatTable: words('Momsspecifikation', 'Momsöversikt', 'Moms per sats'),
  vatBase: words('Momsunderlag|Underlag', 'Belopp', 'Beskattn.underlag'),
  buyer: words('Fakturaadress|Kund', 'Faktureras till', 'Betalare|Mottagare'),
  page: words('Sida', 'Sid', 'Blad'),
  of: words('av|/'),
  carriedForward: words('Transport|Att överföra', 'Summa till nästa sida', 'Överförs'),
  broughtForward: words(
    'Transport från föregående sida|Överfört',
    'Från föreg. sida',
    'Ingående transport',
  ),
  termsText: words(
    '{days} dagar netto|{days} dagar',
    'Netto {days} dagar|{days} dgr',
    'Betalning inom {days} dagar|{days} dagar från fakturadatum',
  ),
  cashTerms: words('Kontant', 'Omgående', 'Kontant mot faktura'),
  dueSentence: words(
    'Vänligen betala {amount} till bankgiro {account} senast {date}.',
    'Beloppet {amount} skall vara oss tillhanda {date}.',
    'Vi emotser er likvid om {amount} senast {date}.',
  ),
  earlyPayment: words(
    'Vid betalning senast {date} medges 2 % kassarabatt: {amount}.',
    'Kassarabatt 2 % t.o.m. {date}, {amount}',
    '2 % avdrag ({amount}) om betalning sker före {date}.',
  ),
  totalSentence: words(
    'Att betala: {amount}',
    'Summa att erlägga {amount}',
    'Fakturan uppgår till {amount}',
  ),
  registered: words(
    'Godkänd för F-skatt|Innehar F-skattsedel',
    'Företaget innehar F-skattebevis',
    'F-skattsedel finns',
  ),
  lateInterest: words(
    'Efter förfallodagen debiteras dröjsmålsränta enligt räntelagen.|Dröjsmålsränta 11,5 %. Påminnelseavgift 60 kr.',
    'Vid försenad betalning debiteras 8 % ränta',
    'Anmärkning mot faktura inom 10 dagar',
  ),
  thanks: words('Tack för ert köp!', 'Välkommen åter', 'Frågor? Ring 08-123 456 00'),
  withVat: words(
    'Alla priser är inkl. moms',
    'Priser inklusive moms',
    'Belopp inkl mervärdesskatt',
  ),
  untaxed: {
    'reverse-charge': words(
      'Omvänd betalningsskyldighet',
      'Omvänd skattskyldighet',
      'Reverse charge',
    ),
    'not-registered': words('Ej momspliktig', 'Befriad från moms', 'Moms redovisas ej'),
    exempt: words('Momsfritt', 'Undantag från skatteplikt', 'Export, 0 % moms'),
  },
  months:
    'januari februari mars april maj juni juli augusti september oktober november december'.split(
      ' ',
    ),
  shortMonths: 'jan feb mar apr maj jun jul aug sep okt nov dec'.split(' '),
  dateFormats: [
    'yyyy-mm-dd',
    'yyyy-mm-dd',
    'yyyy-mm-dd',
    'd month yyyy',
    'yyyymmdd',
    'd mon yyyy',
    'yyyy.mm.dd',
  ],
  numberFormats: [' ,', ' ,', '.,', ',,'],
  others: {
    reminder: {
      title: words('Påminnelse|Betalningspåminnelse', 'Inkassokrav', 'Kravbrev'),
      number: words('Avser fakturanr'),
      text: words(
        'Enligt våra noteringar är fakturan nedan obetald. Påminnelseavgift 60 kr tillkommer.',
      ),
    },
    orderconfirmation: {
      title: words('Orderbekräftelse', 'Orderbekräftelse/Beställning', 'Orderkvitto'),
      number: words('Ordernr'),
      text: words('Tack för er beställning. Vi bekräftar härmed er order.'),
    },
    deliverynote: {
      title: words('Följesedel', 'FÖLJESEDEL', 'Leveranssedel'),
      number: words('Följesedelsnr'),
      text: words('Kontrollera godset vid mottagandet.'),
    },
    quote: {
      title: words('Offert', 'OFFERT', 'Prisförslag|Anbud'),
      number: words('Offertnr'),
      text: words(
        'Vi tackar för er förfrågan och offererar enligt nedan. Offerten gäller i 30 dagar.',
      ),
    },
    statement: {
      title: words('Kontoutdrag', 'Saldobesked', 'Reskontrautdrag'),
      number: words('Kundnr'),
      text: words('Öppna poster per datum. Detta är ingen faktura.'),
    },
    letter: {
      title: words('Nya priser', 'Information till våra kunder', 'Ändrade villkor'),
      number: words('Vår ref'),
      text: words(
        'Vi informerar om att våra priser höjs med 2,5 % från årsskiftet. Kontakta oss gärna vid frågor.',
      ),
    },
    receipt: {
      title: words('Kvitto', 'KVITTO', 'Kassakvitto'),
      number: words('Kvittonr'),
      text: words('Betalt med kort. Öppet köp 30 dagar mot kvitto.'),
    },
    timesheet: {
      title: words('Tidrapport', 'Tidredovisning', 'Specifikation tid'),
      number: words('Projekt'),
      text: words('Specifikation av utförd tid'),
    },
    terms: {
      title: words('Allmänna villkor', 'Leveransbestämmelser', 'Försäljningsvillkor'),
      number: words('Version'),
      text: words(
        'Reklamation skall ske inom 8 dagar. Dröjsmålsränta debiteras enligt räntelagen. Äganderätten övergår när varan är betald.',
      ),
    },
  },
};
