import { verifiedEmails } from '../db/email-links.ts';
import { readSettings } from '../db/settings.ts';
import type { TenantTransaction } from '../db/tenant.ts';
import { replyAddressOf, type Settings } from '../policy/settings.ts';

/** How the company wants its mails and letters, and whom recipients answer. */
export interface Sender {
  readonly sending: Settings['sending'];
  readonly avtaleGiro: boolean;
  /** Verified; null where the company has none. */
  readonly replyTo: string | null;
  /** SHA-256 of the picture on its PDFs. */
  readonly logo: string | null;
}

/** The sender as its settings are at the time of the call. */
export async function readSender(
  transaction: TenantTransaction,
  tenantId: string,
): Promise<Sender> {
  const [company, verified] = await Promise.all([
    readSettings(transaction, tenantId),
    verifiedEmails(transaction, tenantId),
  ]);
  if (!company) throw new Error(`There is no company ${tenantId}.`);
  const { settings } = company;
  const { sending, consumers, company: shown } = settings;
  return {
    sending,
    avtaleGiro: consumers.avtaleGiro,
    replyTo: replyAddressOf(settings, verified),
    logo: shown.logo,
  };
}
