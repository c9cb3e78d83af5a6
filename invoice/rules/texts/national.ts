import type { Said } from '../hints/show.ts';
import { germanTexts } from './national-german.ts';
import { dutchTexts, greekTexts, icelandicTexts } from './national-others.ts';
import { missing, nationalTexts, type NationalRow } from './national-template.ts';

const norwegian: Readonly<Record<string, Said>> = {
  'NO-R-001': {
    nb: 'Selgers norske mva-nummer skal være NO, organisasjonsnummeret og MVA.',
    en: 'The seller’s Norwegian VAT number must be NO, the organisation number and MVA.',
  },
  'NO-R-002': {
    nb: 'Ordet «Foretaksregisteret» mangler. Aksjeselskaper, allmennaksjeselskaper og filialer skal ha det på fakturaen.',
    en: 'The word “Foretaksregisteret” is missing. Limited companies and branches must state it on the invoice.',
  },
};

const danish: readonly NationalRow[] = [
  missing('DK-R-002', 'selgers CVR-nummer', 'the seller’s CVR number'),
  [
    'DK-R-003',
    'UNSPSC skal være versjon 19.05.01 eller 26.08.01',
    'UNSPSC must be version 19.05.01 or 26.08.01',
  ],
  [
    'DK-R-004',
    'en avgift som ikke er mva, skal ha årsak med fire sifre eller en tekst med # inni',
    'a tax other than VAT needs a reason of four digits or a text with # inside',
  ],
  [
    'DK-R-005',
    'betalingsmåten er ikke blant de tillatte',
    'the means of payment is not one of those allowed',
  ],
  [
    'DK-R-006',
    'betalingsmåte 31 og 42 krever konto og registreringsnummer',
    'means of payment 31 and 42 need account and bank registration number',
  ],
  [
    'DK-R-007',
    'betalingsmåte 49 krever fullmaktens nummer og betalers konto',
    'means of payment 49 needs the mandate and the payer’s account',
  ],
  [
    'DK-R-008',
    'betalingsmåte 50 (giro) krever korttype 01, 04 eller 15 og en konto med 7 eller 8 sifre',
    'means of payment 50 (giro) needs card type 01, 04 or 15 and an account of 7 or 8 digits',
  ],
  [
    'DK-R-009',
    'korttype 04 og 15 krever 16 sifre etter #',
    'card types 04 and 15 need 16 digits after the #',
  ],
  [
    'DK-R-010',
    'betalingsmåte 93 (FIK) krever korttype 71, 73 eller 75 og en konto med 8 tegn',
    'means of payment 93 (FIK) needs card type 71, 73 or 75 and an account of 8 characters',
  ],
  [
    'DK-R-011',
    'korttype 71 og 75 krever 15 eller 16 sifre etter #',
    'card types 71 and 75 need 15 or 16 digits after the #',
  ],
  [
    'DK-R-013',
    'partens identifikator mangler type (schemeID)',
    'the party’s identifier has no scheme (schemeID)',
  ],
  [
    'DK-R-014',
    'selgers foretaksnummer skal være et CVR-nummer (schemeID 0184)',
    'the seller’s company number must be a CVR number (schemeID 0184)',
  ],
  [
    'DK-R-016',
    'en kreditnota kan ikke ha negativ sum',
    'a credit note cannot have a negative total',
  ],
  [
    'DK-R-017',
    'kjøpers foretaksnummer skal være et CVR-nummer (schemeID 0184)',
    'the buyer’s company number must be a CVR number (schemeID 0184)',
  ],
];

const italian: readonly NationalRow[] = [
  [
    'IT-R-001',
    'selgers skattenummer skal ha 11 til 16 store bokstaver og sifre',
    'the seller’s tax number must be 11 to 16 capital letters and digits',
  ],
  missing('IT-R-002', 'selgers gateadresse', 'the seller’s street address'),
  missing('IT-R-003', 'selgers sted', 'the seller’s city'),
  missing('IT-R-004', 'selgers postnummer', 'the seller’s post code'),
];

const swedish: readonly NationalRow[] = [
  [
    'SE-R-001',
    'selgers mva-nummer skal ha 14 tegn',
    'the seller’s VAT number must have 14 characters',
  ],
  [
    'SE-R-002',
    'selgers mva-nummer skal ha 12 sifre etter SE',
    'the seller’s VAT number must have 12 digits after SE',
  ],
  [
    'SE-R-003',
    'selgers organisasjonsnummer skal bare ha sifre',
    'the seller’s organisation number must be digits only',
  ],
  [
    'SE-R-004',
    'selgers organisasjonsnummer skal ha 10 sifre',
    'the seller’s organisation number must have 10 digits',
  ],
  [
    'SE-R-005',
    'skatteregistreringen skal være teksten «Godkänd för F-skatt»',
    'the tax registration must be the text “Godkänd för F-skatt”',
  ],
  ['SE-R-006', 'vanlig mva er 6, 12 eller 25 prosent', 'standard rated VAT is 6, 12 or 25 percent'],
  ['SE-R-007', 'Plusgiro skal bare ha sifre', 'a Plusgiro account must be digits only'],
  ['SE-R-008', 'Bankgiro skal bare ha sifre', 'a Bankgiro account must be digits only'],
  ['SE-R-009', 'Bankgiro skal ha 7 eller 8 sifre', 'a Bankgiro account must have 7 or 8 digits'],
  ['SE-R-010', 'Plusgiro skal ha 2 til 8 sifre', 'a Plusgiro account must have 2 to 8 digits'],
  [
    'SE-R-011',
    'Bankgiro og Plusgiro angis med betalingsmåte 30 og SE:BANKGIRO eller SE:PLUSGIRO',
    'Bankgiro and Plusgiro are stated by means of payment 30 and SE:BANKGIRO or SE:PLUSGIRO',
  ],
  [
    'SE-R-012',
    'innenlands overføring angis med betalingsmåte 30',
    'a domestic credit transfer is stated by means of payment 30',
  ],
  [
    'SE-R-013',
    'selgers organisasjonsnummer har feil kontrollsiffer',
    'the seller’s organisation number has a wrong check digit',
  ],
];

/** What the national rules of the sellers’ countries ask, in our words, by their official id. */
export const nationalRuleTexts: Readonly<Record<string, Said>> = {
  ...norwegian,
  ...nationalTexts('Dansk', 'Danish', danish),
  ...nationalTexts('Italiensk', 'Italian', italian),
  ...nationalTexts('Svensk', 'Swedish', swedish),
  ...nationalTexts('Gresk', 'Greek', greekTexts),
  ...nationalTexts('Islandsk', 'Icelandic', icelandicTexts),
  ...nationalTexts('Nederlandsk', 'Dutch', dutchTexts),
  ...nationalTexts('Tysk', 'German', germanTexts),
};
