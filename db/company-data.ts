import { sql } from 'drizzle-orm';
import type { Database } from './client.ts';
import { withTenant, type TenantTransaction } from './tenant.ts';

/** What opens something is no data of the company. */
const secretColumns = ['hash', 'hashes'];
const leftOut = ['sessions'];
const pageRows = 5000;

/** All rows that the company has, table by table, a few thousand at a time. */
export async function* readAllRows(
  database: Database,
  tenantId: string,
): AsyncGenerator<{ readonly table: string; readonly page: number; readonly rows: unknown[] }> {
  const tables = await database.orm.execute<{ name: string }>(sql`
    select c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
    where a.attname = 'tenant_id' and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`);
  for (const { name } of tables) {
    if (leftOut.includes(name)) continue;
    let after = '(0,0)';
    for (let page = 1; ; page++) {
      const found = await withTenant(database, tenantId, (transaction) =>
        transaction.execute<{ place: string; row: unknown }>(sql`
          select t.ctid::text as place, to_jsonb(t) - ${sql.param(`{${secretColumns.join(',')}}`)}::text[] as row
          from ${sql.identifier(name)} t where t.ctid > ${after}::tid and t.tenant_id = ${tenantId}
          order by t.ctid limit ${pageRows}`),
      );
      if (found.length > 0) yield { table: name, page, rows: found.map(({ row }) => row) };
      after = found.at(-1)?.place ?? after;
      if (found.length < pageRows) break;
    }
  }
}

/** How much of what the company has begun is still going on: deliveries, activations, registrations, scans. */
export async function countOpenWork(
  transaction: TenantTransaction,
  tenantId: string,
): Promise<number> {
  const [row] = await transaction.execute<{ count: number }>(
    sql`select count(*)::int as count from deadlines where tenant_id = ${tenantId}`,
  );
  return row?.count ?? 0;
}

/** Deletes all rows of the company; an empty row with the status `closed` keeps its id from being used again. */
export async function eraseCompany(
  { orm }: { readonly orm: TenantTransaction },
  tenantId: string,
): Promise<void> {
  await orm.execute(sql`select door_erase_company(${tenantId})`);
}
