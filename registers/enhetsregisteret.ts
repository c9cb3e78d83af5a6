import { z } from 'zod';
import type { Address } from '../invoice/model.ts';
import { Failure } from '../policy/failure.ts';
import { request } from './http.ts';

/** A company as Enhetsregisteret knows it. */
export interface RegisteredCompany {
  readonly organisationNumber: string;
  /** Empty where the register has removed the company altogether. */
  readonly name: string;
  /** `AS`, `ENK`, `ASA`, `BEDR` …; null where the register has removed the company altogether. */
  readonly form: string | null;
  readonly isVatRegistered: boolean;
  readonly isInForetaksregisteret: boolean;
  readonly isBankrupt: boolean;
  /** Also where it is dissolved by force. */
  readonly isUnderLiquidation: boolean;
  readonly isDeleted: boolean;
  /** A place of business (underenhet): it belongs to `parent` and signs nothing. */
  readonly isSubUnit: boolean;
  readonly parent: string | null;
  readonly employees: number | null;
  readonly businessAddress: Address | null;
  readonly postalAddress: Address | null;
}

export interface CompanyRole {
  /** `DAGL`, `LEDE`, `MEDL`, `INNH`, `SIGN`, `PROK` … */
  readonly code: string;
  /** In Norwegian: `Daglig leder`. */
  readonly name: string;
  /** Given names first. Empty where only companies have the role. */
  readonly persons: readonly string[];
}

export interface CompanyRegister {
  /** Null where nobody has the number. */
  findCompany(organisationNumber: string): Promise<RegisteredCompany | null>;
  /** Who has which role today; empty where the company is unknown or has none. */
  readRoles(organisationNumber: string): Promise<readonly CompanyRole[]>;
}

const addressAnswer = z.object({
  adresse: z.array(z.string().nullable()).default([]),
  postnummer: z.string().optional(),
  poststed: z.string().optional(),
  landkode: z.string().optional(),
});

const unitAnswer = z.object({
  organisasjonsnummer: z.string(),
  navn: z.string().default(''),
  organisasjonsform: z.object({ kode: z.string() }).optional(),
  registrertIMvaregisteret: z.boolean().default(false),
  registrertIForetaksregisteret: z.boolean().default(false),
  konkurs: z.boolean().default(false),
  underAvvikling: z.boolean().default(false),
  underTvangsavviklingEllerTvangsopplosning: z.boolean().default(false),
  slettedato: z.string().optional(),
  nedleggelsesdato: z.string().optional(),
  overordnetEnhet: z.string().optional(),
  antallAnsatte: z.number().optional(),
  forretningsadresse: addressAnswer.optional(),
  beliggenhetsadresse: addressAnswer.optional(),
  postadresse: addressAnswer.optional(),
});

const rolesAnswer = z.object({
  rollegrupper: z
    .array(
      z.object({
        roller: z
          .array(
            z.object({
              type: z.object({ kode: z.string(), beskrivelse: z.string().default('') }),
              person: z
                .object({
                  navn: z.object({
                    fornavn: z.string().default(''),
                    mellomnavn: z.string().nullish(),
                    etternavn: z.string().default(''),
                  }),
                  erDoed: z.boolean().default(false),
                })
                .optional(),
              fratraadt: z.boolean().default(false),
              avregistrert: z.boolean().default(false),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
});

function toAddress(answer: z.output<typeof addressAnswer> | undefined): Address | null {
  if (!answer) return null;
  const [street, additionalStreet, ...rest] = answer.adresse.flatMap((line) =>
    line === null || line.trim() === '' ? [] : [line],
  );
  return {
    ...(street !== undefined && { street }),
    ...(additionalStreet !== undefined && { additionalStreet }),
    ...(rest.length > 0 && { addressLine: rest.join(', ') }),
    ...(answer.postnummer !== undefined && { postCode: answer.postnummer }),
    ...(answer.poststed !== undefined && { city: answer.poststed }),
    ...(answer.landkode !== undefined && { country: answer.landkode }),
  };
}

function toCompany(unit: z.output<typeof unitAnswer>, isSubUnit: boolean): RegisteredCompany {
  const ended = unit.slettedato ?? (isSubUnit ? unit.nedleggelsesdato : undefined);
  return {
    organisationNumber: unit.organisasjonsnummer,
    name: unit.navn,
    form: unit.organisasjonsform?.kode ?? null,
    isVatRegistered: unit.registrertIMvaregisteret,
    isInForetaksregisteret: unit.registrertIForetaksregisteret,
    isBankrupt: unit.konkurs,
    isUnderLiquidation: unit.underAvvikling || unit.underTvangsavviklingEllerTvangsopplosning,
    isDeleted: ended !== undefined,
    isSubUnit,
    parent: unit.overordnetEnhet ?? null,
    employees: unit.antallAnsatte ?? null,
    businessAddress: toAddress(unit.forretningsadresse ?? unit.beliggenhetsadresse),
    postalAddress: toAddress(unit.postadresse),
  };
}

/** What remains of a company whose entry the register has taken away (410). */
const removed = (organisationNumber: string, isSubUnit: boolean): RegisteredCompany =>
  toCompany(
    unitAnswer.parse({ organisasjonsnummer: organisationNumber, slettedato: 'unknown' }),
    isSubUnit,
  );

function toRoles({ rollegrupper }: z.output<typeof rolesAnswer>): CompanyRole[] {
  const roles = new Map<string, { code: string; name: string; persons: string[] }>();
  for (const { type, person, fratraadt, avregistrert } of rollegrupper.flatMap(
    ({ roller }) => roller,
  )) {
    if (fratraadt || avregistrert || person?.erDoed === true) continue;
    const role = roles.get(type.kode) ?? { code: type.kode, name: type.beskrivelse, persons: [] };
    roles.set(type.kode, role);
    if (!person) continue;
    const { fornavn, mellomnavn, etternavn } = person.navn;
    role.persons.push([fornavn, mellomnavn, etternavn].filter(Boolean).join(' '));
  }
  return [...roles.values()];
}

interface Answer {
  readonly status: 200 | 404 | 410;
  readonly json: unknown;
}

/** How many answers are remembered at most; the oldest goes first. */
const rememberedAnswers = 10_000;

/**
 * A client of Enhetsregisteret's open API. What was found is remembered for `rememberSeconds`;
 * that nobody has a number, and faults, are asked anew each time.
 */
export function createCompanyRegister(options: {
  /** With its path: `https://data.brreg.no/enhetsregisteret/api`. */
  url: string;
  rememberSeconds?: number;
  /** Milliseconds since 1970. */
  now?: () => number;
}): CompanyRegister {
  const base = options.url.replace(/\/+$/, '');
  const rememberMs = (options.rememberSeconds ?? 300) * 1000;
  const now = options.now ?? Date.now;
  const remembered = new Map<string, { answer: Answer; until: number }>();

  async function ask(path: string): Promise<Answer> {
    const known = remembered.get(path);
    if (known && known.until > now()) return known.answer;
    remembered.delete(path);
    const { status, text } = await request(base + path, {
      headers: { accept: 'application/json' },
    });
    if (status === 404) return { status, json: null };
    if (status !== 200 && status !== 410) throw refusal(status, text);
    const answer: Answer = { status, json: status === 200 ? readJson(text) : null };
    const [oldest] = remembered.keys();
    if (remembered.size >= rememberedAnswers && oldest !== undefined) remembered.delete(oldest);
    remembered.set(path, { answer, until: now() + rememberMs });
    return answer;
  }

  async function findUnit(
    kind: 'enheter' | 'underenheter',
    organisationNumber: string,
  ): Promise<RegisteredCompany | null> {
    const isSubUnit = kind === 'underenheter';
    const path = `/${kind}/${encodeURIComponent(organisationNumber)}`;
    const { status, json } = await ask(path);
    if (status === 404) return null;
    if (status === 410) return removed(organisationNumber, isSubUnit);
    const company = toCompany(parse(unitAnswer, json), isSubUnit);
    // A mixed-up answer would activate a stranger's company.
    if (company.organisationNumber === organisationNumber) return company;
    throw unreadable('it speaks of another company');
  }

  return {
    findCompany: async (organisationNumber) =>
      (await findUnit('enheter', organisationNumber)) ??
      (await findUnit('underenheter', organisationNumber)),

    async readRoles(organisationNumber) {
      const path = `/enheter/${encodeURIComponent(organisationNumber)}/roller`;
      const { status, json } = await ask(path);
      return status === 200 ? toRoles(parse(rolesAnswer, json)) : [];
    },
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw unreadable('it is no JSON');
  }
}

function parse<T>(schema: z.ZodType<T>, json: unknown): T {
  const read = schema.safeParse(json);
  if (!read.success) throw unreadable(z.prettifyError(read.error));
  return read.data;
}

const unreadable = (why: string): Failure =>
  new Failure('service-unavailable', `Enhetsregisteret's answer cannot be read: ${why}`, {
    code: 'enhetsregisteret-unreadable',
  });

function refusal(status: number, text: string): Failure {
  const what = `Enhetsregisteret answered ${status}: ${text.slice(0, 300)}`;
  const code = `enhetsregisteret-${status}`;
  if (status === 429) return new Failure('rate-limited', what, { code, retryAfterSeconds: 60 });
  return new Failure(status >= 500 ? 'service-unavailable' : 'misconfigured', what, { code });
}
