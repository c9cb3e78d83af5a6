type Name = readonly [nb: string, en: string];

/** What the rules of the generated families speak of, as a subject; by rule id. */
export const onceNames: Readonly<Record<string, Name>> = {
  'UBL-SR-01': ['Kontraktreferansen', 'The contract reference'],
  'UBL-SR-02': ['Referansen til varemottaket', 'The receiving advice reference'],
  'UBL-SR-03': ['Referansen til pakkseddelen', 'The despatch advice reference'],
  'UBL-SR-05': ['Betalingsbetingelsene', 'The payment terms'],
  'UBL-SR-06': [
    'Den krediterte fakturaen i hver referanse',
    'The preceding invoice of each reference',
  ],
  'UBL-SR-08': ['Fakturaperioden', 'The invoicing period'],
  'UBL-SR-09': ['Selgerens navn', 'The seller’s name'],
  'UBL-SR-10': ['Selgerens handelsnavn', 'The seller’s trading name'],
  'UBL-SR-11': ['Selgerens organisasjonsnummer', 'The seller’s legal registration identifier'],
  'UBL-SR-14': [
    'Selgerens øvrige juridiske opplysninger',
    'The seller’s additional legal information',
  ],
  'UBL-SR-15': ['Kjøperens navn', 'The buyer’s name'],
  'UBL-SR-16': ['Kjøperens identifikator', 'The buyer’s identifier'],
  'UBL-SR-17': ['Kjøperens organisasjonsnummer', 'The buyer’s legal registration identifier'],
  'UBL-SR-22': ['Skatterepresentantens navn', 'The tax representative’s name'],
  'UBL-SR-23': ['Skatterepresentantens mva-nummer', 'The tax representative’s VAT number'],
  'UBL-SR-24': ['Leveringen', 'The delivery'],
  'UBL-SR-25': ['Navnet på mottakeren av leveringen', 'The name of the party delivered to'],
  'UBL-SR-26': ['Betalingsinformasjonen (KID)', 'The remittance information'],
  'UBL-SR-27': ['Koden for betalingsmåte', 'The payment means code'],
  'UBL-SR-28': ['Fullmaktens nummer', 'The mandate reference'],
  'UBL-SR-30': ['Begrunnelsen for et fradrag', 'The reason for an allowance'],
  'UBL-SR-31': ['Begrunnelsen for et tillegg', 'The reason for a charge'],
  'UBL-SR-32': ['Begrunnelsen for mva-fritak', 'The VAT exemption reason'],
  'UBL-SR-33': ['Beskrivelsen av et vedlegg', 'The description of a supporting document'],
  'UBL-SR-34': ['Merknaden på en linje', 'The note of a line'],
  'UBL-SR-35': ['Linjens ordrelinje', 'The purchase order line of a line'],
  'UBL-SR-36': ['Linjens periode', 'The period of a line'],
  'UBL-SR-37': ['Rabatten på prisen', 'The price discount'],
  'UBL-SR-39': ['Prosjektreferansen', 'The project reference'],
  'UBL-SR-40': ['Kjøperens handelsnavn', 'The buyer’s trading name'],
  'UBL-SR-45': ['Forfallsdatoen', 'The due date'],
  'UBL-SR-46': ['Teksten til betalingsmåten', 'The payment means text'],
  'UBL-SR-49': ['Koden for mva-dato', 'The VAT point date code'],
  'UBL-SR-50': ['Beskrivelsen av varen', 'The item description'],
  'UBL-SR-52': ['Linjens objektreferanse', 'The object identifier of a line'],
  'UBL-SR-54': ['Betalingskortet', 'The payment card'],
  'UBL-SR-55': ['Fullmakten til direkte trekk', 'The direct debit mandate'],
  'UBL-SR-56': ['Referansen til konkurransen', 'The tender reference'],
};

interface CodeName {
  readonly what: Name;
  readonly list: string;
  /** Codes of the list that a Norwegian sender uses. */
  readonly usual: readonly string[];
}

const named = (list: string, usual: string, ...what: Name): CodeName => ({
  what,
  list,
  usual: usual.split(' '),
});

/** What each code-list rule asks about, and the list. */
export const codeNames: Readonly<Record<string, CodeName>> = {
  'BR-CL-01': named('UNTDID 1001', '380 384 381', 'Fakturatypen', 'The invoice type'),
  'BR-CL-03': named('ISO 4217', 'NOK EUR SEK DKK', 'Valutaen', 'The currency'),
  'BR-CL-04': named('ISO 4217', 'NOK EUR SEK DKK', 'Fakturaens valuta', 'The invoice currency'),
  'BR-CL-05': named('ISO 4217', 'NOK', 'Valutaen for mva', 'The VAT accounting currency'),
  'BR-CL-06': named('UNTDID 2005', '3 35 432', 'Koden for mva-dato', 'The VAT point date code'),
  'BR-CL-07': named('UNTDID 1153', 'ABT', 'Skjemaet til objektet', 'The object scheme'),
  'BR-CL-10': named(
    'ISO 6523',
    '0192 0088',
    'Skjemaet til identifikatoren',
    'The scheme of the identifier',
  ),
  'BR-CL-11': named(
    'ISO 6523',
    '0192',
    'Skjemaet til organisasjonsnummeret',
    'The scheme of the legal identifier',
  ),
  'BR-CL-13': named(
    'UNTDID 7143',
    'TST STI MP',
    'Skjemaet til varegruppen',
    'The classification scheme',
  ),
  'BR-CL-14': named('ISO 3166-1', 'NO SE DK', 'Landkoden', 'The country code'),
  'BR-CL-15': named('ISO 3166-1', 'NO SE DE', 'Varens opprinnelsesland', 'The country of origin'),
  'BR-CL-16': named('UNTDID 4461', '30 58 48', 'Betalingsmåten', 'The payment means'),
  'BR-CL-17': named('UNTDID 5305', 'S Z E', 'Mva-kategorien', 'The VAT category'),
  'BR-CL-18': named('UNTDID 5305', 'S Z E', 'Linjens mva-kategori', 'The VAT category of a line'),
  'BR-CL-19': named('UNTDID 5189', '95', 'Årsakskoden for fradraget', 'The allowance reason'),
  'BR-CL-20': named('UNTDID 7161', 'FC PC ABK', 'Årsakskoden for tillegget', 'The charge reason'),
  'BR-CL-21': named('ISO 6523', '0160', 'Skjemaet til varenummeret', 'The item scheme'),
  'BR-CL-22': named(
    'VATEX',
    'VATEX-EU-AE VATEX-EU-G',
    'Koden for mva-fritak',
    'The VAT exemption reason',
  ),
  'BR-CL-23': named('UN/ECE Rec. 20 og 21', 'H87 HUR KGM MTR LTR', 'Enheten', 'The unit'),
  'BR-CL-24': named('MIME', 'application/pdf', 'Vedleggets filtype', 'The type of the attachment'),
  'BR-CL-25': named('EAS', '0192', 'Skjemaet til adressen', 'The address scheme'),
  'BR-CL-26': named('ISO 6523', '0088', 'Skjemaet til leveringsstedet', 'The location scheme'),
};

/** What Norwegian systems have written instead of a code, and the code. */
export const codeAliases: ReadonlyMap<string, string> = new Map([
  ['NO:ORGNR', '0192'],
  ['NO:ORG', '0192'],
  ['ORGNR', '0192'],
  ['9908', '0192'],
  ['GLN', '0088'],
  ['GTIN', '0160'],
  ['UNSPSC', 'TST'],
  ['STK', 'H87'],
  ['STK.', 'H87'],
  ['PCS', 'H87'],
  ['TIMER', 'HUR'],
  ['TIME', 'HUR'],
  ['T', 'HUR'],
  ['KG', 'KGM'],
  ['M', 'MTR'],
  ['L', 'LTR'],
  ['DAG', 'DAY'],
  ['MND', 'MON'],
  ['NORGE', 'NO'],
  ['NORWAY', 'NO'],
  ['KR', 'NOK'],
  ['IMAGE/JPG', 'image/jpeg'],
]);
