import { secondsFromNow } from '../../db/clock.ts';
import type { Company } from '../../db/companies.ts';
import type { ScanAccount } from '../../db/scan-accounts.ts';
import {
  renameCompany,
  turnConsumers,
  turnNetwork,
  turnScanning,
  type Follow,
} from '../../db/requests.ts';
import { lockSettings, storeNotifications, storeSettings } from '../../db/settings.ts';
import { withTenant, type TenantTransaction } from '../../db/tenant.ts';
import { networkNames } from '../../policy/channels.ts';
import { switchRefusal, switchRefusalTexts } from '../../policy/networks.ts';
import { scanAddress, scanPostalAddress } from '../../policy/scanning.ts';
import type { Price } from '../../policy/prices.ts';
import { priceText, type EffectFacts } from '../../policy/settings-effects.ts';
import {
  changedSettings,
  changeSettings,
  type Settings,
  type SettingsChange,
} from '../../policy/settings.ts';
import { requireEmail } from '../accounts/email.ts';
import { limitTries } from '../accounts/tries.ts';
import type { ApiPorts, SettingsRules } from '../ports.ts';
import { Problem } from '../problem.ts';
import { freshAddresses, writeEmailLink } from './email-link.ts';
import { pricesToday } from './prices.ts';
import { etag, viewSettings } from './view.ts';

export interface Change {
  readonly tenantId: string;
  /** The user or key that makes it. */
  readonly by: string;
  /** Of `If-Match`; undefined: whatever the settings are now. */
  readonly ifMatch?: string | undefined;
  readonly change: SettingsChange;
  readonly notifications?: Parameters<typeof storeNotifications>[3];
  /** Whose notifications they are. */
  readonly subject: string;
}

/**
 * Changes settings in one transaction: who changed what, the switches of networks and scanning with it,
 * and after the commit their workflows are woken. Answers with the effects of what has changed.
 */
export async function changeCompanySettings(
  ports: ApiPorts,
  { tenantId, by, subject, ...given }: Change,
): Promise<Awaited<ReturnType<typeof viewSettings>>> {
  const { answer, follow } = await withTenant(ports.database, tenantId, async (transaction) => {
    const company = await lockSettings(transaction, tenantId);
    if (!company) throw new Error(`There is no company ${tenantId}.`);
    requireMatch(given.ifMatch, company.settingsVersion);
    const after = changeSettings(company.settings, withReadAddresses(given.change));
    requireAllowed(company, after, await pricesToday({ orm: transaction }));
    await storeSettings(transaction, company, after, by);
    await storeNotifications(transaction, tenantId, subject, given.notifications ?? {}, by);
    const turned = await turnSwitches(transaction, ports, company, after);
    await writeEmailLinks(transaction, ports, company, after);
    const view = await viewSettings(transaction, tenantId, subject);
    const changed = changedSettings(company.settings, after).map(({ setting }) => setting);
    const effects = view.effects.filter(({ setting }) => changed.includes(setting));
    return { answer: { ...view, effects }, follow: turned };
  });
  ports.accountMail.sendSoon();
  await Promise.all(follow.map((one) => ports.workflows.follow(one)));
  return answer;
}

/** To each reply address that is new and not verified. */
async function writeEmailLinks(
  transaction: TenantTransaction,
  ports: ApiPorts,
  company: Company,
  after: Settings,
): Promise<void> {
  const name = after.company.name ?? company.name;
  for (const email of await freshAddresses(transaction, company, after)) {
    await limitTries(ports.database, 'mail-address', email);
    await writeEmailLink(transaction, ports, { tenantId: company.tenantId, name }, email);
  }
}

/** Turns the switches of networks and scanning that differ, and carries a new name on; gives the workflows to wake after the commit. */
export async function turnSwitches(
  transaction: TenantTransaction,
  { settingsRules: rules, graceSeconds }: ApiPorts,
  company: Company,
  after: Settings,
): Promise<Follow[]> {
  const dueAt = secondsFromNow(graceSeconds);
  const before = company.settings;
  const follow: Follow[] = [];
  for (const network of networkNames) {
    const on = after.networks[network];
    if (on === before.networks[network]) continue;
    follow.push(...(await turnNetwork(transaction, company, network, on, dueAt)));
  }
  const addresses = scanAddressesOf(company, after, rules);
  if (after.company.name !== before.company.name) {
    const { postalAddress } = addresses;
    follow.push(...(await renameCompany(transaction, company.tenantId, { postalAddress, dueAt })));
  }
  if (after.scanning.enabled !== before.scanning.enabled) {
    const turn = { addresses, rules: { graceSeconds: rules.scanGraceSeconds }, dueAt };
    follow.push(...(await turnScanning(transaction, company, after.scanning.enabled, turn)));
  }
  if (after.consumers.requested !== before.consumers.requested) {
    follow.push(...(await turnConsumers(transaction, company, after.consumers.requested, dueAt)));
  }
  return follow;
}

/** The addresses of the company's scan account, as they would be today. */
export function scanAddressesOf(
  { organisationNumber, name: registeredName }: Company,
  settings: Settings,
  { scanDomain, scanCentre }: SettingsRules,
): Pick<ScanAccount, 'address' | 'postalAddress'> {
  const name = settings.company.name ?? registeredName;
  return {
    address: scanAddress(organisationNumber, scanDomain),
    postalAddress: scanPostalAddress({ name, organisationNumber }, scanCentre),
  };
}

/** A 409 or 422 problem where the settings must not become these. */
export function requireAllowed(
  { settings: before }: Pick<Company, 'settings'>,
  after: Settings,
  priceOf: EffectFacts['priceOf'],
): void {
  const { networks, scanning, sending, company } = after;
  for (const network of networkNames) {
    const on = networks[network];
    if (on === before.networks[network]) continue;
    const wanted = { ...networks, scanning: scanning.enabled };
    const code = switchRefusal(network, on, wanted);
    if (code) throw new Problem(409, code, switchRefusalTexts[code]);
  }
  if (scanning.enabled && !before.scanning.enabled) {
    if (!networks.visma) throw new Problem(409, 'visma-first', switchRefusalTexts['visma-first']);
    if (scanning.returnEmail === null && company.email === null) {
      throw new Problem(
        422,
        'return-email-missing',
        'Say where what is no invoice is sent on to: "scanning.returnEmail", or the company’s own "company.email".',
      );
    }
  }
  requireAcceptedPrice(before, sending, priceOf('print-letter'));
}

function requireAcceptedPrice(
  before: Settings,
  sending: Settings['sending'],
  price: Price | null,
): void {
  if (price === null) return;
  const text = priceText(price);
  const isAccepted = sending.printPriceAccepted === text;
  const isNew = sending.printPriceAccepted !== before.sending.printPriceAccepted;
  if (isNew && sending.printPriceAccepted !== null && !isAccepted) {
    throw new Problem(409, 'price-changed', `A letter costs ${text}. Accept that price, or none.`);
  }
  if (sending.print && !before.sending.print && !isAccepted) {
    throw new Problem(
      409,
      'price-not-accepted',
      `A letter costs ${text}. Switch print on with "printPriceAccepted": "${text}" in the same section.`,
    );
  }
}

function requireMatch(ifMatch: string | undefined, version: number): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  if (ifMatch.split(',').some((tag) => tag.trim() === etag(version))) return;
  throw new Problem(
    412,
    'settings-changed',
    'Somebody has changed the settings meanwhile. Read them again, and then change them.',
    { headers: { ETag: etag(version) } },
  );
}

/** The change with its addresses as they are written in a mail, or a 422 problem. */
export function withReadAddresses(change: SettingsChange): SettingsChange {
  const { company, sending, scanning, consumers } = change;
  return {
    ...change,
    ...(company && {
      company: { ...company, ...emailOf('email', company.email), ...websiteOf(company.website) },
    }),
    ...(sending && { sending: { ...sending, ...emailOf('replyEmail', sending.replyEmail) } }),
    ...(consumers && {
      consumers: { ...consumers, ...emailOf('signerEmail', consumers.signerEmail) },
    }),
    ...(scanning && { scanning: { ...scanning, ...emailOf('returnEmail', scanning.returnEmail) } }),
  };
}

function emailOf<K extends string>(
  name: K,
  value: string | null | undefined,
): { readonly [N in K]?: string | null } {
  if (value === undefined || value === null) return {};
  return { [name]: requireEmail(value) } as { readonly [N in K]?: string };
}

function websiteOf(value: string | null | undefined): { readonly website?: string } {
  if (value === undefined || value === null) return {};
  const text = /^[a-z][a-z0-9+.-]*:/i.test(value) ? value : `https://${value}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/.test(url.protocol) && url.hostname.includes('.'))
    return { website: url.href };
  throw new Problem(422, 'website-invalid', `"${value}" is no address of a web page.`);
}
