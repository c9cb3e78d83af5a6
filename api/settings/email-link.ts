import { secondsFromNow } from '../../db/clock.ts';
import { addEmailLink, verifiedEmails } from '../../db/email-links.ts';
import { newId } from '../../db/id.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import type { Settings } from '../../policy/settings.ts';
import { emailLinkMail, emailLinkSeconds } from '../../policy/settings-mails.ts';
import { hashKey, newToken } from '../auth.ts';
import type { ApiPorts } from '../ports.ts';

/** Addresses that recipients' replies are to go to. */
export const replyAddresses = ({ company, sending }: Settings): string[] =>
  [...new Set([company.email, sending.replyEmail])].filter((email) => email !== null);

/** Reply addresses that a change brings and that nobody has confirmed yet. */
export async function freshAddresses(
  transaction: TenantTransaction,
  company: { readonly tenantId: string; readonly settings: Settings },
  after: Settings,
): Promise<string[]> {
  const before = replyAddresses(company.settings);
  const fresh = replyAddresses(after).filter((email) => !before.includes(email));
  if (fresh.length === 0) return [];
  const verified = await verifiedEmails(transaction, company.tenantId);
  return fresh.filter((email) => !verified.includes(email));
}

/**
 * Writes a link down that confirms the address, and the mail with it, in the caller's transaction. The caller has it
 * sent after the commit (`accountMail.sendSoon`).
 */
export async function writeEmailLink(
  transaction: TenantTransaction,
  { accountMail, publicUrl }: Pick<ApiPorts, 'accountMail' | 'publicUrl'>,
  company: { readonly tenantId: string; readonly name: string },
  email: string,
): Promise<void> {
  const token = newToken();
  const { tenantId, name } = company;
  const expiresAt = secondsFromNow(emailLinkSeconds);
  await addEmailLink(transaction, {
    id: newId('lnk'),
    tenantId,
    email,
    hash: hashKey(token),
    expiresAt,
  });
  const mail = emailLinkMail(name, `${publicUrl}/confirm-email#${token}`);
  await accountMail.post({ orm: transaction }, email, mail, emailLinkSeconds);
}
