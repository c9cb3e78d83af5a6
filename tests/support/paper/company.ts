import type { Chance } from './chance.ts';
import type { Company, Country, PaperSet } from './model.ts';
import {
  britishVat,
  danishOrganisation,
  germanVat,
  norwegianOrganisation,
  swedishOrganisation,
} from './registered-numbers.ts';
import { buyers, foreignBuyers, trades } from './trade.ts';

const domains: Readonly<Record<Country, string>> = {
  NO: 'no',
  SE: 'se',
  DK: 'dk',
  DE: 'de',
  GB: 'co.uk',
};

function phone(chance: Chance, country: Country): string {
  const d = (count: number): string => chance.digits(count);
  if (country === 'NO')
    return chance.pick([`${d(2)} ${d(2)} ${d(2)} ${d(2)}`, `+47 ${d(3)} ${d(2)} ${d(3)}`, d(8)]);
  if (country === 'SE') return `0${d(2)}-${d(3)} ${d(2)} ${d(2)}`;
  if (country === 'DK') return `${d(2)} ${d(2)} ${d(2)} ${d(2)}`;
  if (country === 'DE')
    return chance.pick([`0${d(3)} / ${d(6)}`, `+49 (0)${d(3)} ${d(4)}-${d(2)}`]);
  return chance.pick([`0${d(3)} ${d(3)} ${d(4)}`, `+44 ${d(4)} ${d(6)}`]);
}

function registration(
  chance: Chance,
  country: Country,
): Pick<Company, 'organisationNumber' | 'vatNumber'> {
  switch (country) {
    case 'NO': {
      const number = norwegianOrganisation(chance);
      return { organisationNumber: number, vatNumber: `NO${number}MVA` };
    }
    case 'SE': {
      const number = swedishOrganisation(chance);
      return { organisationNumber: number, vatNumber: `SE${number}01` };
    }
    case 'DK': {
      const number = danishOrganisation(chance);
      return { organisationNumber: number, vatNumber: `DK${number}` };
    }
    case 'DE':
      return { organisationNumber: null, vatNumber: germanVat(chance) };
    case 'GB':
      return { organisationNumber: `0${chance.digits(7)}`, vatNumber: britishVat(chance) };
  }
}

function company(chance: Chance, name: string, country: Country): Company {
  const trade = trades[country];
  const [first = '', ...rest] = chance.pick(trade.towns).split(/(?<=\d[A-Z]{2}|\d) (?=\p{L}{2,})/u);
  const street = chance.pick(trade.streets);
  const domain = name
    .toLowerCase()
    .replaceAll('ø', 'o')
    .replaceAll(/[åä]/g, 'a')
    .replaceAll('ö', 'o')
    .replaceAll('ü', 'u')
    .replaceAll(/\b(as|ab|gmbh|aps|ltd|a\/s|kg|llp|sa)\b|[^a-z]/g, '');
  return {
    name,
    country,
    street:
      country === 'GB' ? `${chance.whole(2, 180)} ${street}` : `${street} ${chance.whole(2, 180)}`,
    postCode: first,
    city: rest.join(' '),
    phone: phone(chance, country),
    email: `${chance.pick(['post', 'faktura', 'info', 'regnskap'])}@${domain}.${domains[country]}`,
    website: `www.${domain}.${domains[country]}`,
    ...registration(chance, country),
  };
}

export const inventSeller = (chance: Chance, set: PaperSet, country: Country): Company =>
  company(chance, chance.pick(trades[country].suppliers[set]), country);

export const inventBuyer = (chance: Chance, set: PaperSet, country: Country): Company =>
  company(chance, chance.pick(country === 'NO' ? buyers[set] : foreignBuyers[country]), country);
