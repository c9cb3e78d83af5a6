import { sql } from 'drizzle-orm';
import type { ExpiringKind } from '../policy/retention.ts';
import type { Database } from './client.ts';
import type { TenantTransaction } from './tenant.ts';

/** Something whose time is over, and the hashes of the documents that it names. */
export interface Expired {
  readonly kind: ExpiringKind;
  readonly id: string;
  readonly documents: readonly string[];
}

/** Companies that have something older than the instant; it may be kept all the same. */
export async function companiesWithExpired({ orm }: Database, before: Date): Promise<string[]> {
  const rows = await orm.execute<{ tenant_id: string }>(
    sql`select tenant_id from door_retention_due(${before.toISOString()}) order by 1`,
  );
  return rows.map((row) => row.tenant_id);
}

/**
 * Erases up to `most` of each kind of what is finished and older than the instant, with all that hangs on it, and
 * says what. Of what is younger than the law allows nothing goes: the database throws.
 */
export async function eraseExpired(
  transaction: TenantTransaction,
  tenantId: string,
  before: Date,
  most: number,
): Promise<Expired[]> {
  const rows = await transaction.execute<{ kind: ExpiringKind; id: string; documents: string[] }>(
    sql`select kind, id, documents from door_erase_expired(${tenantId}, ${before.toISOString()}, ${most})`,
  );
  return rows.map(({ kind, id, documents }) => ({ kind, id, documents }));
}

/** Those of the documents that no row of the company names any more. */
export async function unnamedDocuments(
  transaction: TenantTransaction,
  tenantId: string,
  hashes: readonly string[],
): Promise<string[]> {
  if (hashes.length === 0) return [];
  const rows = await transaction.execute<{ sha256: string }>(sql`
    select sha256 from unnest(${sql.param(`{${hashes.join(',')}}`)}::text[]) as sha256
    where sha256 not in (
      select unnest(array[document_sha256, sent_sha256]) from deliveries where tenant_id = ${tenantId}
      union all select a ->> 'sha256' from deliveries, jsonb_array_elements(attachments) a where tenant_id = ${tenantId}
      union all select document_sha256 from received where tenant_id = ${tenantId}
      union all select document_sha256 from scans where tenant_id = ${tenantId}
      union all select coalesce(words_sha256, '') from scans where tenant_id = ${tenantId}
      union all select coalesce(raw_sha256, '') from scan_arrivals where tenant_id = ${tenantId}
      union all select raw_sha256 from bounces where tenant_id = ${tenantId}
      union all select unnest(array[coalesce(agreement_sha256, ''), coalesce(signed_sha256, '')]) from activations
        where tenant_id = ${tenantId}
      union all select coalesce(settings -> 'company' ->> 'logo', '') from tenants where tenant_id = ${tenantId})`);
  return rows.map(({ sha256 }) => sha256);
}

/** Rows of what is about to be erased, as JSON, table by table. */
export async function readExpiredRows(
  transaction: TenantTransaction,
  tenantId: string,
  expired: readonly Expired[],
): Promise<{ readonly table: string; readonly rows: readonly unknown[] }[]> {
  const ids = sql.param(`{${expired.map(({ id }) => id).join(',')}}`);
  const found: { table: string; rows: unknown[] }[] = [];
  for (const [table, column] of exportedTables) {
    const rows = await transaction.execute<{ row: unknown }>(sql`
      select to_jsonb(t) as row from ${sql.identifier(table)} t
      where t.tenant_id = ${tenantId} and t.${sql.identifier(column)} = any (${ids}::text[])`);
    if (rows.length > 0) found.push({ table, rows: rows.map(({ row }) => row) });
  }
  return found;
}

/** What an archive of the erased holds; links in mails and calls of webhooks open or tell nothing any more. */
const exportedTables = [
  ['deliveries', 'id'],
  ['runs', 'delivery_id'],
  ['attempts', 'delivery_id'],
  ['bounces', 'delivery_id'],
  ['received', 'id'],
  ['scan_arrivals', 'id'],
  ['scans', 'arrival_id'],
  ['events', 'subject_id'],
  ['usage', 'subject_id'],
] as const;
