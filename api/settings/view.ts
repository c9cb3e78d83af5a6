import { readAgreement } from '../../db/efaktura.ts';
import { readNetworks } from '../../db/networks.ts';
import { readScanAccount } from '../../db/scan-accounts.ts';
import { readNotifications, readSettings, type Notifications } from '../../db/settings.ts';
import { verifiedEmails } from '../../db/email-links.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import { effectsOf, type Effect } from '../../policy/settings-effects.ts';
import type { Settings } from '../../policy/settings.ts';
import { pricesToday } from './prices.ts';

/** Whose notifications a caller reads and changes: a key speaks for the company. */
export const companySubject = 'company';

type SettingsView = Settings & {
  readonly notifications: Notifications;
  readonly version: number;
  readonly effects: readonly Effect[];
};

/** The settings as the API shows them, with what each switch means as things are. */
export async function viewSettings(
  transaction: TenantTransaction,
  tenantId: string,
  subject: string,
): Promise<SettingsView> {
  const [company, networks, scanAccount, agreement, emails, notifications, priceOf] =
    await Promise.all([
      readSettings(transaction, tenantId),
      readNetworks(transaction, tenantId),
      readScanAccount(transaction, tenantId),
      readAgreement(transaction, tenantId),
      verifiedEmails(transaction, tenantId),
      readNotifications(transaction, tenantId, subject),
      pricesToday({ orm: transaction }),
    ]);
  if (!company) throw new Error(`There is no company ${tenantId}.`);
  const { settings, settingsVersion: version, status } = company;
  const effects = effectsOf(settings, {
    status,
    networks: { visma: networks.visma.status, peppol: networks.peppol.status },
    scanAccount: scanAccount?.status ?? 'off',
    efaktura: agreement?.status ?? 'off',
    verifiedEmails: emails,
    priceOf,
  });
  return { ...settings, notifications, version, effects };
}

export const etag = (version: number): string => `"${version}"`;
