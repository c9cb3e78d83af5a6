import { secondsFromNow } from '../../db/clock.ts';
import { addEmailLink } from '../../db/email-links.ts';
import { newId } from '../../db/id.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import type { Settings } from '../../policy/settings.ts';
import { emailLinkMail, emailLinkSeconds } from '../../policy/settings-mails.ts';
import { limitTries } from '../accounts/tries.ts';
import { hashKey, newToken } from '../auth.ts';
import type { ApiPorts } from '../ports.ts';

/** Addresses that recipients' replies are to go to. */
export const replyAddresses = ({ company, sending }: Settings): string[] =>
  [...new Set([company.email, sending.replyEmail])].filter((email) => email !== null);

/**
 * Writes a link down that confirms the address, and the mail with it, in the caller's transaction. The caller has it
 * sent after the commit (`accountMail.sendSoon`).
 */
export async function writeEmailLink(
  transaction: TenantTransaction,
  { database, accountMail, publicUrl }: ApiPorts,
  company: { readonly tenantId: string; readonly name: string },
  email: string,
): Promise<void> {
  await limitTries(database, 'mail-address', email);
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
