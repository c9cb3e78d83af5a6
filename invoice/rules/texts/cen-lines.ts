import type { Said } from '../hints/show.ts';

const missing = (nb: string, en: string): Said => ({
  nb: `${nb} mangler.`,
  en: `${en} is missing.`,
});

/** Invoice lines and what stands in them. */
export const lineTexts: Readonly<Record<string, Said>> = {
  'BR-21': missing('Linjenummeret', 'The line number'),
  'BR-22': missing('Antallet på linjen', 'The quantity of the line'),
  'BR-23': missing('Enhetskoden for antallet', 'The unit code of the quantity'),
  'BR-24': missing('Linjebeløpet', 'The net amount of the line'),
  'BR-25': missing('Navnet på varen eller tjenesten', 'The name of the item'),
  'BR-26': missing('Enhetsprisen', 'The net price of the item'),
  'BR-27': {
    nb: 'Enhetsprisen er negativ. En retur får negativt antall, ikke negativ pris.',
    en: 'The net price is negative. A return has a negative quantity, not a negative price.',
  },
  'BR-28': { nb: 'Bruttoprisen er negativ.', en: 'The gross price is negative.' },
  'BR-CO-04': missing('Mva-kategorien på linjen', 'The VAT category of the line'),
  'BR-41': missing('Beløpet for rabatten på linjen', "The amount of the line's allowance"),
  'BR-42': missing('Begrunnelsen for rabatten på linjen', "The reason for the line's allowance"),
  'BR-CO-23': missing(
    'Tekst eller kode for rabatten på linjen',
    "A reason, as text or code, for the line's allowance",
  ),
  'BR-43': missing('Beløpet for gebyret på linjen', "The amount of the line's charge"),
  'BR-44': missing('Begrunnelsen for gebyret på linjen', "The reason for the line's charge"),
  'BR-CO-24': missing(
    'Tekst eller kode for gebyret på linjen',
    "A reason, as text or code, for the line's charge",
  ),
  'BR-30': {
    nb: 'Perioden på linjen slutter før den begynner.',
    en: 'The period of the line ends before it starts.',
  },
  'BR-CO-20': {
    nb: 'Perioden på linjen har verken startdato eller sluttdato.',
    en: 'The period of the line has neither a start date nor an end date.',
  },
  'BR-54': {
    nb: 'En egenskap ved varen må ha både navn og verdi.',
    en: 'A property of the item needs both a name and a value.',
  },
  'BR-64': missing(
    'Typen (schemeID) for varens standardnummer',
    "The scheme (schemeID) of the item's standard number",
  ),
  'BR-65': missing(
    'Listen (listID) for varens klassifisering',
    "The list (listID) of the item's classification",
  ),
};
