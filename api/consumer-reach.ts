import { readCompany } from '../db/companies.ts';
import { readAgreement } from '../db/efaktura.ts';
import type { TenantTransaction } from '../db/tenant.ts';
import type { ChannelName } from '../policy/channels.ts';
import {
  consumerChannels,
  reachCodeOf,
  type ConsumerContact,
  type FoundConsumer,
} from '../policy/consumers.ts';
import type { AgreementStatus } from '../policy/efaktura.ts';
import { Failure } from '../policy/failure.ts';
import type { Settings } from '../policy/settings.ts';
import type { ConsumerRegister } from './ports.ts';

/** One channel and, where it does not reach the buyer, why not. */
export interface ChannelReach {
  readonly channel: ChannelName;
  readonly reachable: boolean;
  readonly code: string | null;
}

/** What decides whether the company reaches consumers at all. */
export async function readConsumerReach(
  transaction: TenantTransaction,
  tenantId: string,
): Promise<{ organisationNumber: string; settings: Settings; agreement: AgreementStatus }> {
  const [company, agreement] = await Promise.all([
    readCompany(transaction, tenantId),
    readAgreement(transaction, tenantId),
  ]);
  if (!company) throw new Error(`There is no company ${tenantId}.`);
  const { organisationNumber, settings } = company;
  return {
    organisationNumber,
    settings,
    agreement: settings.consumers.requested ? (agreement?.status ?? 'requested') : 'off',
  };
}

/** Bank and Vipps for a consumer, looked up as they are now; nobody is asked without an agreement. */
export async function reachOfConsumer(
  register: ConsumerRegister,
  company: { readonly organisationNumber: string; readonly agreement: AgreementStatus },
  contact: ConsumerContact,
): Promise<{ channels: ChannelReach[]; hasMandate: boolean }> {
  if (company.agreement !== 'active') {
    const code = company.agreement === 'off' ? 'channel-disabled' : 'agreement-missing';
    return { channels: consumersWithout(code), hasMandate: false };
  }
  let found: FoundConsumer | null;
  try {
    found = await register.findConsumer(company.organisationNumber, contact);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { channels: consumersWithout(error.code), hasMandate: false };
  }
  const channels = consumerChannels.map((channel) => {
    const code = reachCodeOf(found?.routes[channel]);
    return { channel, reachable: code === null, code };
  });
  return { channels, hasMandate: found?.hasMandate ?? false };
}

/** Bank and Vipps where neither is asked. */
export const consumersWithout = (code: string): ChannelReach[] =>
  consumerChannels.map((channel) => ({ channel, reachable: false, code }));
