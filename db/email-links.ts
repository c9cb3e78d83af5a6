import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { appendEvents } from './events.ts';
import { emailLinks } from './schema/settings.ts';
import type { TenantTransaction } from './tenant.ts';

/** The company's addresses that somebody has confirmed by the link in a mail to them. */
export async function verifiedEmails(
  transaction: TenantTransaction,
  tenantId: string,
): Promise<string[]> {
  const rows = await transaction
    .select({ email: emailLinks.email })
    .from(emailLinks)
    .where(and(eq(emailLinks.tenantId, tenantId), isNotNull(emailLinks.verifiedAt)));
  return rows.map(({ email }) => email);
}

/** Keeps the hash of a token that is sent to the address; those sent before stay good until the new time as well. */
export async function addEmailLink(
  transaction: TenantTransaction,
  link: {
    readonly id: string;
    readonly tenantId: string;
    readonly email: string;
    readonly hash: string;
    readonly expiresAt: Date;
  },
): Promise<void> {
  const { hash, ...row } = link;
  await transaction
    .insert(emailLinks)
    .values({ ...row, hashes: [hash] })
    .onConflictDoUpdate({
      target: [emailLinks.tenantId, emailLinks.email],
      set: { hashes: sql`array_append(${emailLinks.hashes}, ${hash})`, expiresAt: row.expiresAt },
    });
  const { tenantId, email } = link;
  await appendEvents(transaction, [
    { tenantId, code: 'settings.email-link-sent', subjectId: tenantId, parameters: { email } },
  ]);
}

/** Confirms the address of the link, once; gives it, or null where there is no such link. */
export async function verifyEmail(
  transaction: TenantTransaction,
  tenantId: string,
  linkId: string,
): Promise<string | null> {
  const [row] = await transaction
    .select()
    .from(emailLinks)
    .where(and(eq(emailLinks.tenantId, tenantId), eq(emailLinks.id, linkId)))
    .for('update');
  if (!row) return null;
  if (row.verifiedAt !== null) return row.email;
  await transaction
    .update(emailLinks)
    .set({ verifiedAt: sql`now()` })
    .where(and(eq(emailLinks.tenantId, tenantId), eq(emailLinks.id, linkId)));
  const parameters = { email: row.email };
  await appendEvents(transaction, [
    { tenantId, code: 'settings.email-verified', subjectId: tenantId, parameters },
  ]);
  return row.email;
}
