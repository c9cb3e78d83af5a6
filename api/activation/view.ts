import { z } from 'zod';
import { mailsOf } from '../../db/activations.ts';
import { readCompany, type Company } from '../../db/companies.ts';
import { eventsOf, type StoredEvent } from '../../db/events.ts';
import type { ActivationMailRow, ActivationRow } from '../../db/schema/activations.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import { activationMailKinds, activationStatuses } from '../../policy/activation.ts';
import { companyStatuses } from '../../policy/company.ts';
import { activationCause } from '../../policy/events/activation.ts';
import { eventCodes, eventText } from '../../policy/events/texts.ts';
import { Problem } from '../problem.ts';

const text = z.object({ nb: z.string(), en: z.string() });
const instant = z.iso.datetime();

/** An activation as company and operator see it. */
export const activationView = z
  .object({
    id: z.string(),
    status: z.enum(activationStatuses),
    code: z.string().nullable().describe('What a person is asked for.'),
    reason: text.nullable(),
    organisationNumber: z.string(),
    companyName: z.string(),
    email: z.string(),
    language: z.enum(['nb', 'en']),
    erp: z.object({ name: z.string(), version: z.string() }),
    terms: z.object({ version: z.string(), acceptedAt: instant }),
    invitedAt: instant.nullable(),
    expiresAt: instant,
    signature: z
      .object({
        signedBy: z.string().nullable(),
        signedAt: instant.nullable(),
        role: z.string().nullable().describe('The signer’s role in Enhetsregisteret.'),
        sha256: z.string().nullable(),
      })
      .nullable(),
    registerRoles: z
      .array(z.object({ code: z.string(), name: z.string(), persons: z.array(z.string()) }))
      .nullable()
      .describe('Who had which role when the signer was looked for.'),
    delay: z
      .object({ code: z.string(), since: instant, text, detail: z.string() })
      .nullable()
      .describe('What holds it up just now. It is tried again.'),
    mails: z.array(
      z.object({
        kind: z.enum(activationMailKinds),
        day: z.number().int().nullable(),
        messageId: z.string(),
        sentAt: instant.nullable(),
        code: z.string().nullable(),
      }),
    ),
    createdAt: instant,
    endedAt: instant.nullable(),
    timeline: z.array(z.object({ at: instant, code: z.enum(eventCodes), text })),
  })
  .meta({ id: 'Activation' });

export const companyView = z.object({
  tenantId: z.string(),
  name: z.string(),
  organisationNumber: z.string(),
  status: z.enum(companyStatuses),
});

export const activationUnknown = (id: string): Problem =>
  new Problem(404, 'activation-unknown', `This company has no activation ${id}.`);

/** The company with an activation of it, as both are told. */
export async function showActivation(
  transaction: TenantTransaction,
  row: ActivationRow,
): Promise<z.output<typeof activationView>> {
  const [mails, own, company] = await Promise.all([
    mailsOf(transaction, row.id),
    eventsOf(transaction, row.id),
    eventsOf(transaction, row.tenantId),
  ]);
  // What the company itself went through by this activation, and by no earlier or later one.
  const since = company.filter(
    ({ code, parameters }) => code.startsWith('company.') && parameters['activation'] === row.id,
  );
  return show(
    row,
    mails,
    [...own, ...since].toSorted((a, b) => a.at.getTime() - b.at.getTime()),
  );
}

export async function readOwnCompany(
  transaction: TenantTransaction,
  tenantId: string,
): Promise<Company> {
  const company = await readCompany(transaction, tenantId);
  if (!company) throw new Error(`There is no company ${tenantId}.`);
  return company;
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

function show(
  row: ActivationRow,
  mails: readonly ActivationMailRow[],
  timeline: readonly StoredEvent[],
): z.output<typeof activationView> {
  const isSigned = row.signedAt !== null || row.signedSha256 !== null || row.status === 'signed';
  return {
    id: row.id,
    status: row.status,
    code: row.code,
    reason: row.code === null ? null : activationCause(row.code),
    organisationNumber: row.organisationNumber,
    companyName: row.companyName,
    email: row.email,
    language: row.language,
    erp: { name: row.erpName, version: row.erpVersion },
    terms: { version: row.termsVersion, acceptedAt: row.termsAcceptedAt.toISOString() },
    invitedAt: iso(row.invitedAt),
    expiresAt: row.expiresAt.toISOString(),
    signature: isSigned
      ? {
          signedBy: row.signedBy,
          signedAt: iso(row.signedAt),
          role: row.signerRole,
          sha256: row.signedSha256,
        }
      : null,
    registerRoles:
      row.registerRoles?.map(({ code, name, persons }) => ({
        code,
        name,
        persons: [...persons],
      })) ?? null,
    delay:
      row.delayCode === null || row.delayedSince === null
        ? null
        : {
            code: row.delayCode,
            since: row.delayedSince.toISOString(),
            text: activationCause(row.delayCode, row.delayKind ?? ''),
            detail: row.delayDetail ?? '',
          },
    mails: mails.map(({ kind, day, messageId, sentAt, code }) => ({
      kind,
      day,
      messageId,
      sentAt: iso(sentAt),
      code,
    })),
    createdAt: row.createdAt.toISOString(),
    endedAt: iso(row.endedAt),
    timeline: timeline.map(({ at, code, parameters }) => ({
      at: at.toISOString(),
      code,
      text: eventText(code, parameters),
    })),
  };
}
