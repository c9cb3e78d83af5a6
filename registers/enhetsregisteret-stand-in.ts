import { readOrganisationNumber } from '../invoice/norway/organisation-number.ts';

/**
 * Companies that are always there, each with what it is there for. The numbers are valid by mod 11.
 * Any other valid number is a healthy company with a made-up name, except those in `reservedNumbers`.
 */
export const standInCompanies = {
  healthy: '911111101',
  soleProprietor: '911111209',
  bankrupt: '911111306',
  deleted: '911111403',
  /** Taken out of the register altogether: 410. */
  removed: '911111500',
  underLiquidation: '911111608',
  forcedDissolution: '911111705',
  subUnit: '911111802',
  notVatRegistered: '911111217',
} as const;

/** Valid numbers that begin so: nobody has them, or the register does not answer (503). */
export const reservedNumbers = { unknown: '8999', unavailable: '8998' } as const;

/** Who manages, or owns, each of the stand-in's companies. */
export const standInManager = 'Kari Nordmann';

type Unit = Readonly<Record<string, unknown>>;

const forms = {
  AS: 'Aksjeselskap',
  ENK: 'Enkeltpersonforetak',
  BEDR: 'Underenhet til næringsdrivende og offentlig forvaltning',
} as const;

const places = [
  ['5003', 'BERGEN', 'Strandgaten'],
  ['0152', 'OSLO', 'Skippergata'],
  ['7010', 'TRONDHEIM', 'Kjøpmannsgata'],
  ['9008', 'TROMSØ', 'Storgata'],
  ['4006', 'STAVANGER', 'Kirkegata'],
  ['6002', 'ÅLESUND', 'Notenesgata'],
  ['8006', 'BODØ', 'Sjøgata'],
] as const;
const firstWords = ['FJORD', 'NORDLYS', 'VIK', 'SKOG', 'HAUG', 'STRAND', 'FJELL', 'DAL', 'HOLM'];
const trades = ['BYGG', 'REGNSKAP', 'TRANSPORT', 'ELEKTRO', 'RÅDGIVNING', 'HANDEL', 'RENHOLD'];
const chairs = ['Ola Hansen', 'Ingrid Solberg', 'Per Anders Lie', 'Mona Berg', 'Jon Åsheim'];

const pick = <T>(list: readonly T[], seed: number): T => list[seed % list.length] as T;

const names: Readonly<Record<string, string>> = {
  [standInCompanies.healthy]: 'BRYGGEN BYGG AS',
  [standInCompanies.soleProprietor]: 'KARI NORDMANN RÅDGIVNING',
  [standInCompanies.bankrupt]: 'KONKURSVIK HANDEL AS',
  [standInCompanies.deleted]: 'SLETTEN TRANSPORT AS',
  [standInCompanies.underLiquidation]: 'AVVIKLINGSDAL AS',
  [standInCompanies.forcedDissolution]: 'TVANGSNES DRIFT AS',
  [standInCompanies.subUnit]: 'BRYGGEN BYGG AS AVD LAKSEVÅG',
  [standInCompanies.notVatRegistered]: 'SMÅSKALA KURS AS',
  '987654325': 'FJORDBYGG DEMO AS',
  '810418052': 'NORDLYS DEMO AS',
};

const madeUpName = (seed: number): string =>
  `${pick(firstWords, seed)} ${pick(trades, Math.floor(seed / 9))} ${seed % 1000} AS`;

function address(seed: number, street?: string) {
  const [postnummer, poststed, usual] = pick(places, seed);
  return {
    land: 'Norge',
    landkode: 'NO',
    postnummer,
    poststed,
    kommune: poststed,
    adresse: [street ?? `${usual} ${(seed % 90) + 1}`],
  };
}

/** The main unit as the register writes it, whatever has become of it. */
function unit(organisationNumber: string): Unit {
  // The last digit follows from the others: without it numbers beside each other differ.
  const seed = Number(organisationNumber.slice(1, 8));
  const is = (...ones: readonly (keyof typeof standInCompanies)[]): boolean =>
    ones.some((one) => standInCompanies[one] === organisationNumber);
  const form = is('soleProprietor') ? 'ENK' : 'AS';
  const head = {
    organisasjonsnummer: organisationNumber,
    navn: names[organisationNumber] ?? madeUpName(seed),
    organisasjonsform: { kode: form, beskrivelse: forms[form] },
  };
  if (is('deleted')) return { ...head, slettedato: '2024-05-31', respons_klasse: 'SlettetEnhet' };
  return {
    ...head,
    registreringsdatoEnhetsregisteret: '2014-03-17',
    registrertIMvaregisteret: !is('notVatRegistered'),
    registrertIForetaksregisteret: form === 'AS',
    registrertIStiftelsesregisteret: false,
    registrertIFrivillighetsregisteret: false,
    naeringskode1: { kode: '41.000', beskrivelse: 'Oppføring av bygninger' },
    antallAnsatte: form === 'AS' ? (seed % 40) + 1 : 0,
    harRegistrertAntallAnsatte: true,
    forretningsadresse: address(seed),
    ...(seed % 2 === 0 && { postadresse: address(seed, `Postboks ${seed % 900}`) }),
    institusjonellSektorkode: { kode: '2100', beskrivelse: 'Private aksjeselskaper mv.' },
    konkurs: is('bankrupt'),
    ...(is('bankrupt') && { konkursdato: '2026-09-14' }),
    underAvvikling: is('underLiquidation'),
    underTvangsavviklingEllerTvangsopplosning: is('forcedDissolution'),
    maalform: 'Bokmål',
    aktivitet: ['Virksomhet til bruk i prøver'],
    respons_klasse: 'Enhet',
  };
}

const subUnit = (organisationNumber: string): Unit => ({
  organisasjonsnummer: organisationNumber,
  navn: names[organisationNumber],
  organisasjonsform: { kode: 'BEDR', beskrivelse: forms.BEDR },
  registreringsdatoEnhetsregisteret: '2016-01-04',
  registrertIMvaregisteret: false,
  overordnetEnhet: standInCompanies.healthy,
  antallAnsatte: 4,
  beliggenhetsadresse: address(11),
  respons_klasse: 'Underenhet',
});

function person(name: string): Unit {
  const [fornavn, ...rest] = name.split(' ');
  const etternavn = rest.pop();
  const mellomnavn = rest.join(' ');
  return {
    fodselsdato: '1980-01-01',
    navn: { fornavn, ...(mellomnavn !== '' && { mellomnavn }), etternavn },
    erDoed: false,
  };
}

const group = (code: string, name: string, holders: readonly Unit[]): Unit => ({
  type: { kode: code, beskrivelse: name },
  sistEndret: '2025-02-11',
  roller: holders.map((holder, rekkefolge) => ({
    type: { kode: code, beskrivelse: name },
    ...holder,
    fratraadt: false,
    rekkefolge,
  })),
});

function roles(organisationNumber: string): Unit {
  const seed = Number(organisationNumber.slice(1, 8));
  const manager = { person: person(standInManager) };
  if (organisationNumber === standInCompanies.soleProprietor) {
    return { rollegrupper: [group('INNH', 'Innehaver', [manager])] };
  }
  const chair = pick(chairs, seed);
  const former = { person: person('Tidligere Leder'), fratraadt: true };
  const auditor = {
    enhet: {
      organisasjonsnummer: '987654325',
      organisasjonsform: { kode: 'AS' },
      navn: ['FJORDREVISJON AS'],
    },
  };
  const board = group('MEDL', 'Styremedlem', [{ person: person(pick(chairs, seed + 1)) }]);
  const members = board['roller'] as Unit[];
  return {
    rollegrupper: [
      group('DAGL', 'Daglig leder', [manager]),
      {
        ...group('LEDE', 'Styrets leder', [{ person: person(chair) }]),
        type: { kode: 'STYR', beskrivelse: 'Styre' },
      },
      {
        ...board,
        type: { kode: 'STYR', beskrivelse: 'Styre' },
        roller: [
          ...members,
          { ...former, type: { kode: 'MEDL', beskrivelse: 'Styremedlem' }, rekkefolge: 1 },
        ],
      },
      group('REVI', 'Revisor', [auditor]),
    ],
  };
}

export interface RegisterReply {
  readonly status: number;
  readonly json: unknown;
}

const reply = (status: number, json: unknown = { status }): RegisterReply => ({ status, json });
const missing = reply(404, { status: 404, message: 'Fant ikke enheten' });

/** Enhetsregisteret's answer to `GET /enheter/{number}`, `/enheter/{number}/roller` and `/underenheter/{number}`. */
export function answerFromEnhetsregisteret(segments: readonly string[]): RegisterReply {
  const [kind = '', number = '', part, ...rest] = segments;
  const isRoles = part === 'roller' && kind === 'enheter';
  if (!['enheter', 'underenheter'].includes(kind) || rest.length > 0) return missing;
  if (part !== undefined && !isRoles) return missing;
  if (!/^\d{9}$/.test(number)) {
    return reply(400, { status: 400, message: 'organisasjonsnummer må ha ni siffer' });
  }
  if (number.startsWith(reservedNumbers.unavailable)) return reply(503);
  const isSubUnit = number === standInCompanies.subUnit;
  const isKnown =
    readOrganisationNumber(number) !== null && !number.startsWith(reservedNumbers.unknown);
  if (!isKnown || isSubUnit !== (kind === 'underenheter')) return missing;
  if (number === standInCompanies.removed) return reply(410, { respons_klasse: 'FjernetEnhet' });
  if (isSubUnit) return reply(200, subUnit(number));
  if (!isRoles) return reply(200, unit(number));
  const hasRoles = number !== standInCompanies.deleted;
  return reply(200, hasRoles ? roles(number) : { rollegrupper: [] });
}
