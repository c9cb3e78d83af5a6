import { and, eq, isNotNull } from 'drizzle-orm';
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
