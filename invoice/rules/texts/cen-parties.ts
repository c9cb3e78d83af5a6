import type { Said } from '../hints/show.ts';

const missing = (nb: string, en: string): Said => ({
  nb: `${nb} mangler.`,
  en: `${en} is missing.`,
});

/** Parties and addresses. */
export const partyTexts: Readonly<Record<string, Said>> = {
  'BR-06': missing('Selgers navn', "The seller's name"),
  'BR-07': missing('Kjøpers navn', "The buyer's name"),
  'BR-08': missing('Selgers adresse', "The seller's postal address"),
  'BR-09': missing('Landkoden i selgers adresse', "The country code in the seller's address"),
  'BR-10': missing('Kjøpers adresse', "The buyer's postal address"),
  'BR-11': missing('Landkoden i kjøpers adresse', "The country code in the buyer's address"),
  'BR-17': {
    nb: 'Betalingsmottaker må ha navn og være en annen enn selger. Er det samme virksomhet, skal den ikke oppgis.',
    en: 'The payee needs a name and has to be another than the seller. If they are one, leave the payee out.',
  },
  'BR-18': missing('Navnet på avgiftsrepresentanten', "The tax representative's name"),
  'BR-19': missing('Adressen til avgiftsrepresentanten', "The tax representative's address"),
  'BR-20': missing(
    'Landkoden i avgiftsrepresentantens adresse',
    "The country code in the tax representative's address",
  ),
  'BR-56': missing('Mva-nummeret til avgiftsrepresentanten', "The tax representative's VAT number"),
  'BR-57': missing('Landkoden i leveringsadressen', 'The country code in the delivery address'),
  'BR-62': missing(
    'Typen (schemeID) for selgers elektroniske adresse',
    "The scheme (schemeID) of the seller's electronic address",
  ),
  'BR-63': missing(
    'Typen (schemeID) for kjøpers elektroniske adresse',
    "The scheme (schemeID) of the buyer's electronic address",
  ),
  'BR-CO-09': {
    nb: 'Mva-nummeret begynner ikke med en landkode, for eksempel NO.',
    en: 'The VAT number does not begin with a country code such as NO.',
  },
  'BR-CO-26': {
    nb: 'Selger må kunne kjennes igjen: oppgi organisasjonsnummer, mva-nummer eller en annen identifikator.',
    en: 'The seller has to be identifiable: give a registration number, VAT number or another identifier.',
  },
};
