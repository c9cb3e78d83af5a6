import { and, asc, desc, eq, like, sql } from 'drizzle-orm';
import { networkNames, type NetworkName } from '../policy/channels.ts';
import { offNetwork, type NetworkState } from '../policy/networks.ts';
import { networks } from './schema/settings.ts';
import { events, received } from './schema.ts';
import type { StoredEvent } from './events.ts';
import type { TenantTransaction } from './tenant.ts';

/** A network of a company, with what the other side said last. */
export interface Network extends NetworkState {
  readonly detail: string | null;
  readonly updatedAt: Date | null;
}
export type Networks = Readonly<Record<NetworkName, Network>>;

/** Both networks of the company; one that it has never had is off. */
export const readNetworks = async (
  transaction: TenantTransaction,
  tenantId: string,
): Promise<Networks> => toNetworks(await select(transaction, tenantId));

/** The same, locked: Visma's end follows Peppol's, so both are locked by whoever changes one. */
export const lockNetworks = async (
  transaction: TenantTransaction,
  tenantId: string,
): Promise<Networks> => toNetworks(await select(transaction, tenantId).for('update'));

const select = (transaction: TenantTransaction, tenantId: string) =>
  transaction
    .select()
    .from(networks)
    .where(eq(networks.tenantId, tenantId))
    .orderBy(asc(networks.network));

function toNetworks(rows: readonly (typeof networks.$inferSelect)[]): Networks {
  const of = (name: NetworkName): Network => {
    const row = rows.find(({ network }) => network === name);
    if (!row) return { ...offNetwork, detail: null, updatedAt: null };
    const { status, stage, change, tries, nextAt, leftAt, code, detail, updatedAt } = row;
    const milliseconds = (at: Date | null): number | null => at?.getTime() ?? null;
    return {
      status,
      stage,
      change,
      tries,
      nextAt: milliseconds(nextAt),
      leftAt: milliseconds(leftAt),
      code,
      detail,
      updatedAt,
    };
  };
  const [visma, peppol] = networkNames.map(of);
  if (!visma || !peppol) throw new Error('A network has no state.');
  return { visma, peppol };
}

export async function writeNetwork(
  transaction: TenantTransaction,
  tenantId: string,
  network: NetworkName,
  state: NetworkState,
  detail: string | null = null,
): Promise<void> {
  const { status, stage, change, tries, code } = state;
  const at = (milliseconds: number | null): Date | null =>
    milliseconds === null ? null : new Date(milliseconds);
  const row = {
    status,
    stage,
    change,
    tries,
    nextAt: at(state.nextAt),
    leftAt: at(state.leftAt),
    code,
    detail,
    updatedAt: sql`now()`,
  };
  await transaction
    .insert(networks)
    .values({ tenantId, network, ...row })
    .onConflictDoUpdate({ target: [networks.tenantId, networks.network], set: row });
}

/** What happened last to the network. */
export async function lastNetworkEvent(
  transaction: TenantTransaction,
  tenantId: string,
  network: NetworkName,
): Promise<StoredEvent | null> {
  const [row] = await transaction
    .select({ at: events.at, code: events.code, parameters: events.parameters })
    .from(events)
    .where(
      and(
        eq(events.subjectId, tenantId),
        like(events.code, 'network.%'),
        sql`${events.parameters} ->> 'network' = ${network}`,
      ),
    )
    .orderBy(desc(events.position))
    .limit(1);
  return row ?? null;
}

/** When the last invoice came over the network, in milliseconds since 1970; null where none has. */
export async function lastArrival(
  transaction: TenantTransaction,
  tenantId: string,
  network: NetworkName,
): Promise<number | null> {
  const [row] = await transaction
    .select({ at: sql<Date | string | null>`max(${received.receivedAt})` })
    .from(received)
    .where(and(eq(received.tenantId, tenantId), eq(received.network, network)));
  return row?.at ? new Date(row.at).getTime() : null;
}
