import type { Said } from '../hints/show.ts';

const unlisted = (nb: string, en: string): Said => ({
  nb: `${nb} er ikke i kodelisten.`,
  en: `${en} is not in the code list.`,
});

const category = (reason: string, code: string): Said => ({
  nb: `Fritaksgrunnen ${reason} hører til mva-kategori ${code}, men kategorien er en annen.`,
  en: `The exemption reason ${reason} belongs to VAT category ${code}, but the category is another.`,
});

/** Codes and dates. */
export const peppolCodeTexts: Readonly<Record<string, Said>> = {
  'PEPPOL-EN16931-CL001': {
    nb: 'Vedlegget er av en filtype som ikke er tillatt.',
    en: 'The attachment is of a file type that is not allowed.',
  },
  'PEPPOL-EN16931-CL002': unlisted('Årsakskoden for avslaget', 'The allowance’s reason code'),
  'PEPPOL-EN16931-CL003': unlisted('Årsakskoden for gebyret', 'The charge’s reason code'),
  'PEPPOL-EN16931-CL006': unlisted('Koden for avgiftsdato', 'The code of the VAT point date'),
  'PEPPOL-EN16931-CL007': unlisted('Valutaen', 'The currency'),
  'PEPPOL-EN16931-CL008': unlisted(
    'Typen av elektronisk adresse (schemeID)',
    'The kind of electronic address (schemeID)',
  ),
  'PEPPOL-EN16931-P0100': {
    nb: 'Fakturatypen er ikke tillatt i denne forretningsprosessen.',
    en: 'The invoice type is not allowed in this business process.',
  },
  'PEPPOL-EN16931-P0101': {
    nb: 'Kreditnotatypen er ikke tillatt i denne forretningsprosessen.',
    en: 'The credit note type is not allowed in this business process.',
  },
  'PEPPOL-EN16931-P0104': category('VATEX-EU-G', 'G'),
  'PEPPOL-EN16931-P0105': category('VATEX-EU-O', 'O'),
  'PEPPOL-EN16931-P0106': category('VATEX-EU-IC', 'K'),
  'PEPPOL-EN16931-P0107': category('VATEX-EU-AE', 'AE'),
  'PEPPOL-EN16931-P0108': category('VATEX-EU-D', 'E'),
  'PEPPOL-EN16931-P0109': category('VATEX-EU-F', 'E'),
  'PEPPOL-EN16931-P0110': category('VATEX-EU-I', 'E'),
  'PEPPOL-EN16931-P0111': category('VATEX-EU-J', 'E'),
  'PEPPOL-EN16931-P0112': {
    nb: 'Fakturatypene 326 og 384 kan bare brukes mellom to tyske parter.',
    en: 'Invoice types 326 and 384 can only be used between two German parties.',
  },
  'PEPPOL-EN16931-F001': {
    nb: 'Datoen er ikke en gyldig dato skrevet ÅÅÅÅ-MM-DD.',
    en: 'The date is not a valid date written YYYY-MM-DD.',
  },
};
