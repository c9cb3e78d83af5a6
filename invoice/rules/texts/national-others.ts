import { missing, type NationalRow } from './national-template.ts';

/** Greece. */
export const greekTexts: readonly NationalRow[] = [
  [
    'GR-R-001-1',
    'fakturanummeret skal ha seks deler, skilt med |',
    'the invoice number must have six parts, separated by |',
  ],
  [
    'GR-R-001-2',
    'første del av fakturanummeret skal være selgers eller representantens skattenummer',
    'part one of the invoice number must be the tax number of the seller or its representative',
  ],
  [
    'GR-R-001-3',
    'andre del av fakturanummeret skal være fakturadatoen (DD/MM/ÅÅÅÅ)',
    'part two of the invoice number must be the issue date (DD/MM/YYYY)',
  ],
  [
    'GR-R-001-4',
    'tredje del av fakturanummeret skal være et helt tall',
    'part three of the invoice number must be a whole number',
  ],
  [
    'GR-R-001-5',
    'fjerde del av fakturanummeret skal være en gresk dokumenttype',
    'part four of the invoice number must be a Greek document type',
  ],
  ['GR-R-001-6', 'femte del av fakturanummeret er tom', 'part five of the invoice number is empty'],
  ['GR-R-001-7', 'sjette del av fakturanummeret er tom', 'part six of the invoice number is empty'],
  missing('GR-R-002', 'selgers navn', 'the seller’s name'),
  [
    'GR-R-003',
    'selgers mva-nummer skal være EL og et gyldig skattenummer',
    'the seller’s VAT number must be EL and a valid tax number',
  ],
  ['GR-R-004-1', 'det skal være nøyaktig ett MARK-nummer', 'there must be exactly one MARK number'],
  [
    'GR-R-004-2',
    'MARK-nummeret skal være et positivt helt tall',
    'the MARK number must be a positive whole number',
  ],
  missing('GR-R-005', 'kjøpers navn', 'the buyer’s name'),
  [
    'GR-R-006',
    'kjøpers mva-nummer skal være EL og et gyldig skattenummer',
    'the buyer’s VAT number must be EL and a valid tax number',
  ],
  [
    'GR-S-008-1',
    'fakturaens nettadresse bør være angitt',
    'the invoice’s web address should be stated',
  ],
  [
    'GR-R-008-2',
    'det er mer enn én nettadresse for fakturaen',
    'there is more than one web address of the invoice',
  ],
  [
    'GR-R-008-3',
    'referansen til fakturaens nettadresse er tom',
    'the reference to the invoice’s web address is empty',
  ],
  [
    'GR-R-009',
    'selgers elektroniske adresse skal være skattenummeret (schemeID 9933)',
    'the seller’s electronic address must be the tax number (schemeID 9933)',
  ],
  [
    'GR-R-010',
    'kjøpers elektroniske adresse skal være skattenummeret (schemeID 9933)',
    'the buyer’s electronic address must be the tax number (schemeID 9933)',
  ],
  [
    'GR-S-011',
    'selgers mva-nummer bør være angitt, med EL foran',
    'the seller’s VAT number should be stated, with EL in front',
  ],
];

/** Iceland. */
export const icelandicTexts: readonly NationalRow[] = [
  ['IS-R-001', 'fakturatypen bør være 380 eller 381', 'the invoice type should be 380 or 381'],
  missing(
    'IS-R-002',
    'selgers kennitala (schemeID 0196)',
    'the seller’s kennitala (schemeID 0196)',
  ),
  missing('IS-R-003', 'selgers gate eller postnummer', 'the seller’s street or post code'),
  missing('IS-R-004', 'kjøpers kennitala (schemeID 0196)', 'the buyer’s kennitala (schemeID 0196)'),
  missing('IS-R-005', 'kjøpers gate eller postnummer', 'the buyer’s street or post code'),
  [
    'IS-R-006',
    'betalingsmåte 9 krever en konto med 12 sifre',
    'means of payment 9 needs an account of 12 digits',
  ],
  [
    'IS-R-007',
    'betalingsmåte 42 krever en konto med 12 sifre',
    'means of payment 42 needs an account of 12 digits',
  ],
  ['IS-R-008', 'EINDAGI skal være en dato (ÅÅÅÅ-MM-DD)', 'EINDAGI must be a date (YYYY-MM-DD)'],
  ['IS-R-009', 'EINDAGI krever forfallsdato', 'EINDAGI needs a due date'],
  ['IS-R-010', 'EINDAGI er før forfallsdatoen', 'EINDAGI is before the due date'],
];

/** The Netherlands. */
export const dutchTexts: readonly NationalRow[] = [
  missing(
    'NL-R-001',
    'kreditnotaens henvisning til fakturaen',
    'the credit note’s reference to the invoice',
  ),
  missing(
    'NL-R-002',
    'selgers gate, sted eller postnummer',
    'the seller’s street, city or post code',
  ),
  [
    'NL-R-003',
    'selgers foretaksnummer skal være KVK (0106) eller OIN (0190)',
    'the seller’s company number must be KVK (0106) or OIN (0190)',
  ],
  missing(
    'NL-R-004',
    'kjøpers gate, sted eller postnummer',
    'the buyer’s street, city or post code',
  ),
  [
    'NL-R-005',
    'kjøpers foretaksnummer skal være KVK (0106) eller OIN (0190)',
    'the buyer’s company number must be KVK (0106) or OIN (0190)',
  ],
  missing(
    'NL-R-006',
    'avgiftsrepresentantens gate, sted eller postnummer',
    'the tax representative’s street, city or post code',
  ),
  missing('NL-R-007', 'betalingsmåten', 'the means of payment'),
  [
    'NL-R-008',
    'betalingsmåten skal være 30, 48, 49, 57, 58 eller 59',
    'the means of payment must be 30, 48, 49, 57, 58 or 59',
  ],
  [
    'NL-R-009',
    'ordrelinjen er angitt, men ordrenummeret mangler',
    'the order line is stated, but the order number is missing',
  ],
];
