import { and, desc, eq, lt, sql } from 'drizzle-orm';
import {
  changedSettings,
  settingsOnActivation,
  type ChangedSetting,
  type Settings,
} from '../policy/settings.ts';
import type { ReportInterval } from '../policy/notifications.ts';
import type { Company } from './companies.ts';
import { appendEvents } from './events.ts';
import { events, tenants } from './schema.ts';
import { notificationSettings } from './schema/settings.ts';
import type { TenantTransaction } from './tenant.ts';

type CompanyWithVersion = Company & { readonly settingsVersion: number };

const select = (transaction: TenantTransaction, tenantId: string) =>
  transaction.select().from(tenants).where(eq(tenants.tenantId, tenantId));

/** The company with the version of its settings. */
export async function readSettings(
  transaction: TenantTransaction,
  tenantId: string,
): Promise<CompanyWithVersion | null> {
  const [row] = await select(transaction, tenantId);
  return row ?? null;
}

/** The same, locked, so that changes come one after the other. */
export async function lockSettings(
  transaction: TenantTransaction,
  tenantId: string,
): Promise<CompanyWithVersion | null> {
  const [row] = await select(transaction, tenantId).for('no key update');
  return row ?? null;
}

/** Stores the settings as the next version, with an event for each one that has changed. `by` made the change. */
export async function storeSettings(
  transaction: TenantTransaction,
  company: Pick<Company, 'tenantId' | 'settings'>,
  settings: Settings,
  by: string,
): Promise<void> {
  const { tenantId } = company;
  const changed = changedSettings(company.settings, settings);
  if (changed.length === 0) return;
  await transaction.update(tenants).set({ settings }).where(eq(tenants.tenantId, tenantId));
  await recordChanges(transaction, tenantId, changed, by);
}

/** The next version of the settings, and an event for each one that has changed. */
async function recordChanges(
  transaction: TenantTransaction,
  tenantId: string,
  changed: readonly ChangedSetting[],
  by: string,
): Promise<void> {
  if (changed.length === 0) return;
  await transaction
    .update(tenants)
    .set({ settingsVersion: sql`${tenants.settingsVersion} + 1` })
    .where(eq(tenants.tenantId, tenantId));
  const told = { tenantId, code: 'settings.changed' as const, subjectId: tenantId };
  await appendEvents(
    transaction,
    changed.map(({ setting, from, to }) => ({ ...told, parameters: { setting, from, to, by } })),
  );
}

/** Gives a company that activates the settings that it starts with, from what the register says of it; answers with both. */
export async function storeFirstSettings(
  transaction: TenantTransaction,
  tenantId: string,
  registered: Parameters<typeof settingsOnActivation>[1],
  by: string,
): Promise<{ readonly before: Settings; readonly after: Settings }> {
  const company = await lockSettings(transaction, tenantId);
  if (!company) throw new Error(`There is no company ${tenantId}.`);
  const after = settingsOnActivation(company.settings, registered);
  await storeSettings(transaction, company, after, by);
  return { before: company.settings, after };
}

export interface SettingsHistoryRow {
  readonly position: number;
  readonly at: Date;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Who changed which setting, newest first, from before `cursor`. */
export const listSettingsChanges = (
  transaction: TenantTransaction,
  tenantId: string,
  page: { limit: number; before: number | null },
): Promise<SettingsHistoryRow[]> =>
  transaction
    .select({ position: events.position, at: events.at, parameters: events.parameters })
    .from(events)
    .where(
      and(
        eq(events.tenantId, tenantId),
        eq(events.code, 'settings.changed'),
        page.before === null ? undefined : lt(events.position, page.before),
      ),
    )
    .orderBy(desc(events.position))
    .limit(page.limit);

export interface Notifications {
  readonly received: boolean;
  readonly sent: boolean;
  readonly sendErrors: boolean;
  readonly report: ReportInterval;
}

/** Where nothing was chosen yet: told about what needs somebody, and of nothing that goes well. */
export const defaultNotifications: Notifications = {
  received: false,
  sent: false,
  sendErrors: true,
  report: 'off',
};

/** Of what this user (or `company`: the company's own address) wants to be told. */
export async function readNotifications(
  transaction: TenantTransaction,
  tenantId: string,
  subject: string,
): Promise<Notifications> {
  const [row] = await transaction
    .select({
      received: notificationSettings.received,
      sent: notificationSettings.sent,
      sendErrors: notificationSettings.sendErrors,
      report: notificationSettings.report,
    })
    .from(notificationSettings)
    .where(
      and(eq(notificationSettings.tenantId, tenantId), eq(notificationSettings.subject, subject)),
    );
  return row ?? defaultNotifications;
}

/** Stores what this user wants to be told, with an event for each wish that has changed. */
export async function storeNotifications(
  transaction: TenantTransaction,
  tenantId: string,
  subject: string,
  change: { readonly [K in keyof Notifications]?: Notifications[K] | undefined },
  by: string,
): Promise<void> {
  const before = await readNotifications(transaction, tenantId, subject);
  const wanted: Notifications = {
    received: change.received ?? before.received,
    sent: change.sent ?? before.sent,
    sendErrors: change.sendErrors ?? before.sendErrors,
    report: change.report ?? before.report,
  };
  await transaction
    .insert(notificationSettings)
    .values({ tenantId, subject, ...wanted })
    .onConflictDoUpdate({
      target: [notificationSettings.tenantId, notificationSettings.subject],
      set: wanted,
    });
  const changed = (['received', 'sent', 'sendErrors', 'report'] as const).flatMap((name) =>
    before[name] === wanted[name]
      ? []
      : [
          {
            setting: `notifications.${name}`,
            from: String(before[name]),
            to: String(wanted[name]),
          },
        ],
  );
  await recordChanges(transaction, tenantId, changed, by);
}
