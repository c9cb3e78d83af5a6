import { words, type Wording } from './words.ts';

/** Norwegian, bokmål. */
export const nb: Wording = {
  invoiceTitle: words(
    'Faktura|FAKTURA',
    'Utgående faktura|Salgsfaktura|REGNING|Faktura – original',
    'Kontantfaktura|SLUTTFAKTURA|Avregningsfaktura|Regning',
  ),
  creditTitle: words(
    'Kreditnota|KREDITNOTA',
    'Kreditfaktura|KREDITERING',
    'Godskriftsnota|Kredit-nota',
  ),
  number: words(
    'Fakturanr.|Fakturanummer|Fakturanr|Faktura nr.|Faktura nr',
    'Fakt.nr|Bilagsnr.|Fakt. nummer|Nota nr.|Regningsnr.|F.nr|Fakturabilag|Vår faktura|Dok.nr|Faktura-ID',
    'Faktura #|Bilagsnummer|Faktnr.|Fakturareferanse|Notanr.|Fakturanr./bilag|Dokumentnr.|Salgsbilag nr|Løpenr. faktura|Fakturaens nr.',
  ),
  issueDate: words(
    'Fakturadato|Dato|Faktura dato',
    'Fakt.dato|Utstedt|Bilagsdato|Utst. dato|Utskrevet|Fakturert|Fakturert dato|F.dato|Utstedelsesdato|Datert',
    'Faktureringsdato|Utstedt den|Dato for faktura|Fakt. dato|Dokumentdato|Notadato|Regningsdato|Utferdiget|Utsendt|Fak.dato',
  ),
  dueDate: words(
    'Forfallsdato|Forfall|Betalingsfrist',
    'Betales innen|Forf.dato|Forfaller|Siste frist|Betal senest|Frist|Bet.frist|Forfallsdag|Innbetales innen|Forfaller til betaling',
    'Siste betalingsdag|Betales senest|Forf.|Frist for betaling|Betalingsdato|Forfall den|Betalt innen|Å betale innen|Til betaling innen|Betalingsforfall',
  ),
  customerNumber: words(
    'Kundenr.|Kundenummer|Kundenr',
    'Kunde|Deres kundenr.|Debitornr.|Kunde-ID',
    'Kunde nr|Abonnentnr.|Medlemsnr.|Reskontronr.',
  ),
  orderReference: words(
    'Ordrenr.|Deres ordrenr.|Bestillingsnr.',
    'Innkjøpsordre|PO-nr|Deres best.nr|Rekvisisjonsnr.|Rekv.nr|Bestilling|Deres innkjøpsordre',
    'Innkjøpsnr.|Kundens ordrenr.|Deres bestilling|Bestillingsreferanse|Best. nr|PO|Rekvisisjon',
  ),
  buyerReference: words(
    'Deres ref.|Deres referanse|Deres ref',
    'Att.|Ref. kunde|Kundens ref.|Bestiller|Deres kontakt|Merkes',
    'Kundereferanse|Deres saksbeh.|Bestilt av|Mottakers ref.|Merket|v/',
  ),
  ourReference: words(
    'Vår ref.|Vår referanse|Vår ref',
    'Selger|Saksbehandler|Kontakt',
    'Ansvarlig|Ordremottaker|Vår kontakt',
  ),
  deliveryDate: words(
    'Leveringsdato|Levert|Lev.dato',
    'Levert dato|Utført|Leveranse',
    'Dato for levering|Utført dato|Ankomst',
  ),
  orderDate: words('Ordredato|Bestilt', 'Ordre av', 'Bestillingsdato'),
  project: words('Prosjekt|Prosjektnr.', 'Oppdrag|Sak|Anlegg', 'Oppdragsnr.|Kostnadssted|Gnr/bnr'),
  period: words('Periode|Faktureringsperiode', 'Gjelder perioden', 'Avregningsperiode|For tiden'),
  contract: words('Avtalenr.', 'Kontraktsnr.|Avtale', 'Abonnement|Anleggsnr.'),
  prepaid: words('Forskudd|A konto', 'Betalt på forhånd', 'Innbetalt|Fratrukket a konto'),
  terms: words(
    'Betalingsbetingelser|Bet.bet.|Betalingsvilkår',
    'Vilkår|Bet. betingelser',
    'Betingelser|Kredittid',
  ),
  originalInvoice: words(
    'Gjelder faktura|Krediterer faktura',
    'Kredit av faktura nr.|Ref. faktura|Opprinnelig faktura',
    'Godskriver faktura|Tilhører faktura|Korrigerer fakturanr.',
  ),
  organisationNumber: words(
    'Org.nr.|Org.nr|Organisasjonsnr.|Foretaksregisteret',
    'Orgnr|Org. nummer|Foretaksnr.|Org.no.',
    'Organisasjonsnummer|Foretaksreg.|Orgnr.:|Enhetsnr.',
  ),
  vatNumber: words(
    'Org.nr.|Mva.nr.|Foretaksregisteret',
    'Avg.reg.nr.|MVA-nummer|Orgnr',
    'Mva reg.|Momsnr.|Foretaksreg.',
  ),
  account: words(
    'Kontonr.|Bankkonto|Kontonummer|Bankgiro',
    'Betales til konto|Til konto|Konto|Bank|Bankkontonr.|Kto.nr',
    'Kto.|Innbetales til|Vår bankkonto|Bankgironr.|Driftskonto|Klientkonto',
  ),
  bankgiro: words('Bankgiro'),
  plusgiro: words('Postgiro'),
  iban: words('IBAN', 'IBAN-nr.', 'IBAN nr'),
  bic: words('BIC|SWIFT', 'SWIFT/BIC', 'BIC-kode|Swift-adr.'),
  remittance: words(
    'KID|KID-nr.|KID-nummer',
    'KID nr|Kunde-ID (KID)|Kundeidentifikasjon|Betalings-ID|Kid.nr',
    'Kundeidentifikasjon (KID)|KID:|Merk betalingen med KID|Bet.-ID (KID)|KID nummer|OCR/KID',
  ),
  phone: words('Tlf.|Telefon|Tlf', 'T', 'Mob.|Sentralbord'),
  email: words('E-post|Epost', 'Mail', 'E'),
  item: words('Varenr.|Art.nr.|Varenummer', 'Nr.|Artikkel|Prod.nr', 'Vare|NOBB|Delenr.'),
  description: words(
    'Beskrivelse|Varebeskrivelse|Tekst',
    'Produkt|Varetekst|Benevnelse|Spesifikasjon',
    'Hva|Ytelse|Artikkelbeskrivelse|Omfatter',
  ),
  quantity: words('Antall|Ant.|Mengde', 'Kvantum|Ant|Levert', 'Ant. lev.|Antal/mengde|Stk./timer'),
  unit: words('Enhet|Enh.', 'Enh', 'Pr.|E'),
  price: words(
    'Pris|Enhetspris|À-pris',
    'Pris/enh|Pr. stk.|Nettopris|Sats',
    'Pris eks. mva|Á kr|Pris pr. enh.|Stykkpris',
  ),
  discount: words('Rabatt %|Rabatt|Rab.%', 'Rab.', 'Avslag %|R %'),
  vatRate: words('MVA %|Mva|MVA', 'Mva-sats|Avgift|Mva%', 'Avg.%|Mva.kl.|Sats mva'),
  lineAmount: words(
    'Beløp|Sum|Netto',
    'Linjesum|Beløp NOK|Nettobeløp|Totalt',
    'Sum linje|Kroner|Utgjør|Beløp eks. avg.',
  ),
  lineSum: words('Sum varer|Varesum|Sum linjer', 'Sum poster|Ordresum', 'Delsum|Sum ytelser'),
  net: words(
    'Sum eks. mva|Netto|Nettobeløp|Sum eks. MVA',
    'Grunnlag|Avgiftspliktig beløp|Beløp eks. mva.|Sum før mva|Delsum|Netto sum|Ordresum eks. mva|Sum uten mva',
    'Avgiftsgrunnlag|Mva-grunnlag|Beløp uten avgift|Netto eks. avgift|Sum før avgift|Fakturasum ekskl. mva|Totalt eks. mva|Nettosum',
  ),
  vat: words(
    'MVA|Mva {rate} %|Merverdiavgift|Sum mva',
    '{rate} % mva|Avgift {rate} %|Utg. mva|Mva-beløp|Mva. {rate}%|Merverdiavg. {rate}%',
    'Merverdiavgift {rate} %|Avgift|Moms {rate} %|Herav mva|+ {rate}% mva|Mva. utgjør|Total mva',
  ),
  gross: words(
    'Sum inkl. mva|Totalt inkl. mva|Brutto',
    'Bruttobeløp|Fakturatotal|Sum',
    'Sum med mva|Fakturasum|Totalsum',
  ),
  rounding: words('Øreavrunding|Avrunding', 'Øreutj.', 'Avr.|Ørediff.'),
  amountDue: words(
    'Å betale|Til betaling|Totalt å betale|Sum å betale',
    'Beløp å betale|Totalbeløp|Fakturabeløp|Å betale NOK|Betales|Sluttsum|Skyldig beløp|Betal|Totalt|Å innbetale',
    'Utestående|Til innbetaling|Fakturaens beløp|Forfalt beløp|Beløp til betaling|Restbeløp å betale|Sum til betaling|Totalsum å betale|Bes betalt|Innbetales med',
  ),
  amountCredited: words(
    'Å godskrive|Til gode|Sum kreditert',
    'Krediteres|Totalt kreditert|Tilgodehavende',
    'Godskrives|Utbetales|Kredit i alt',
  ),
  vatTable: words(
    'MVA-spesifikasjon|Spesifikasjon av mva',
    'Avgiftsspesifikasjon|Mva-oversikt',
    'Mva fordelt på sats|Avgifter',
  ),
  vatBase: words('Grunnlag|Mva-grunnlag', 'Av beløp|Beløp', 'Avg.pl. beløp|Beregnes av'),
  buyer: words(
    'Faktureres til|Kunde|Fakturaadresse',
    'Fakturamottaker|Til',
    'Mottaker|Betaler|Regning til',
  ),
  page: words('Side', 'Ark'),
  of: words('av|/'),
  carriedForward: words('Overføres|Å overføre', 'Sum overført til neste side', 'Transport'),
  broughtForward: words('Overført|Overført fra forrige side', 'Fra forrige side', 'Transportert'),
  termsText: words(
    'Netto {days} dager|{days} dager netto|Netto pr. {days} dager',
    '{days} dg.|Forfall {days} dager etter fakturadato|pr {days} dager',
    'Betales {days} dager fra fakturadato|Kreditt {days} dager|{days} dagers betalingsfrist',
  ),
  cashTerms: words('Netto kontant|Kontant', 'Betales ved mottak', 'Straks'),
  dueSentence: words(
    'Beløpet bes betalt innen {date} til konto {account}.|Vennligst betal kr {amount} til konto {account} innen {date}.',
    'Vi ber om at {amount} innbetales på konto {account} senest {date}.',
    'Oppgjør skjer til vår konto {account}, med frist {date}.',
  ),
  earlyPayment: words(
    'Ved betaling innen {date} innrømmes 2 % kontantrabatt: {amount}.',
    'Kontantrabatt 2 % ved betaling innen {date} ({amount}).',
    'Betales {amount} dersom oppgjør skjer før {date}.',
  ),
  totalSentence: words(
    'Totalt å betale: {amount}',
    'Fakturaen lyder på {amount}',
    'Vårt tilgodehavende utgjør {amount}',
  ),
  registered: words(
    'Foretaksregisteret',
    'Medlem av Rørentreprenørene Norge',
    'Godkjent lærebedrift',
  ),
  lateInterest: words(
    'Ved betaling etter forfall beregnes 12,5 % rente p.a.|Etter forfall belastes forsinkelsesrente og purregebyr kr 70,-.',
    'Purregebyr kr 35,00. Rente 1,05 % pr. måned.',
    'Reklamasjon må skje innen 8 dager. Salgspant inntil 90 dager etter levering.',
  ),
  thanks: words(
    'Takk for handelen!|Takk for oppdraget.',
    'Ved spørsmål ring 22 10 10 10.',
    'Husk å oppgi KID ved betaling.',
  ),
  withVat: words(
    'Alle priser er inkl. mva.',
    'Priser inkluderer merverdiavgift',
    'Beløp er oppgitt med mva',
  ),
  untaxed: {
    'reverse-charge': words(
      'Omvendt avgiftsplikt',
      'Merverdiavgift ikke beregnet, jf. mval. § 11-1',
      'Snudd avregning',
    ),
    'not-registered': words(
      'Ikke mva-pliktig',
      'Selger er ikke registrert i Merverdiavgiftsregisteret',
      'Unntatt registrering',
    ),
    exempt: words('Avgiftsfritt', 'Unntatt fra mva-loven, mval. § 3-2', 'Fritatt for avgift'),
  },
  months:
    'januar februar mars april mai juni juli august september oktober november desember'.split(' '),
  shortMonths: 'jan feb mar apr mai jun jul aug sep okt nov des'.split(' '),
  dateFormats: [
    'dd.mm.yyyy',
    'dd.mm.yyyy',
    'dd.mm.yy',
    'd.m.yyyy',
    'yyyy-mm-dd',
    'd. month yyyy',
    'd. mon yyyy',
    'dd/mm-yyyy',
    'dd-mm-yyyy',
  ],
  numberFormats: [' ,', '.,', ' ,', '.,', ' ,', ',.', "'."],
  others: {
    reminder: {
      title: words(
        'Purring|PURRING|Betalingspåminnelse',
        'Inkassovarsel|1. gangs purring',
        'Påminnelse|2. purring',
      ),
      number: words('Gjelder fakturanr.'),
      text: words(
        'Vi kan ikke se å ha mottatt betaling for fakturaen nedenfor. Purregebyr er lagt til.|Vår faktura er forfalt til betaling. Betal innen 14 dager for å unngå inkasso.',
      ),
    },
    orderconfirmation: {
      title: words(
        'Ordrebekreftelse|ORDREBEKREFTELSE',
        'Bekreftelse på bestilling',
        'Ordreerkjennelse',
      ),
      number: words('Ordrenr.'),
      text: words(
        'Takk for bestillingen. Vi bekrefter følgende ordre, som faktureres ved levering.',
      ),
    },
    deliverynote: {
      title: words(
        'Pakkseddel|Følgeseddel',
        'FØLGESEDDEL|Leveringsseddel',
        'Utleveringsseddel|Fraktbrev',
      ),
      number: words('Følgeseddelnr.|Pakkseddel nr.'),
      text: words('Kontroller varene ved mottak. Mangler meldes innen 5 dager.'),
    },
    quote: {
      title: words('Tilbud|TILBUD', 'Pristilbud|Kostnadsoverslag', 'Anbud|Prisoverslag'),
      number: words('Tilbudsnr.'),
      text: words('Vi har gleden av å tilby følgende. Tilbudet gjelder i 30 dager.'),
    },
    statement: {
      title: words(
        'Kontoutdrag|Reskontroutskrift',
        'Saldooversikt',
        'Saldoforespørsel|Åpne poster',
      ),
      number: words('Kundenr.'),
      text: words(
        'Oversikt over åpne poster per dato. Dette er ikke en faktura.|Nedenfor følger poster som ikke er utlignet.',
      ),
    },
    letter: {
      title: words(
        'Endring av priser|Nye åpningstider',
        'Informasjon om personvern',
        'Velkommen som kunde',
      ),
      number: words('Vår ref.'),
      text: words(
        'Fra nyttår endrer vi våre priser med 3,9 %. Har du spørsmål, ta kontakt med oss. Avtalen løper ellers som før.|Vi flytter til nye lokaler. Vårt telefonnummer er uendret.',
      ),
    },
    receipt: {
      title: words('Kvittering|KVITTERING', 'Salgskvittering', 'Kassabong'),
      number: words('Bong nr.|Kvittering nr.'),
      text: words(
        'Betalt med kort. BankAxept ************1234. Godkjent.|Betalt kontant. Takk for besøket!',
      ),
    },
    timesheet: {
      title: words('Timeliste', 'Timespesifikasjon', 'Vedlegg: timer'),
      number: words('Prosjekt'),
      text: words('Spesifikasjon av utførte timer'),
    },
    terms: {
      title: words(
        'Generelle salgs- og leveringsbetingelser',
        'Leveringsvilkår',
        'Alminnelige vilkår',
      ),
      number: words('Versjon'),
      text: words(
        'Reklamasjoner må fremsettes skriftlig innen 8 dager. Ved forsinket betaling påløper renter etter forsinkelsesrenteloven. Varene forblir selgers eiendom til de er betalt.',
      ),
    },
  },
};
