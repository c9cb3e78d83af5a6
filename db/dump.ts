import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import postgres, { type Sql, type TransactionSql } from 'postgres';

/** A table of ours as a dump has it. */
export interface DumpedTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** What a dump is of. */
export interface Dump {
  /** In the order in which they can be filled: what is referred to comes first. */
  readonly tables: readonly DumpedTable[];
  readonly migrations: readonly string[];
  readonly tenants: readonly string[];
}

const connect = (ownerUrl: string): Sql =>
  postgres(ownerUrl, { max: 1, onnotice: () => undefined });

/** Tables of ours without the record of migrations, what is referred to first. */
async function tablesOf(sql: TransactionSql): Promise<DumpedTable[]> {
  const found = await sql<{ name: string; columns: string[]; needs: string[] }[]>`
    select c.relname as name,
      array(select attname::text from pg_attribute a
            where a.attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns,
      array(select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
            where k.conrelid = c.oid and k.contype = 'f' and f.oid <> c.oid) as needs
    from pg_class c
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> 'migrations' order by 1`;
  const inOrder: DumpedTable[] = [];
  let left = [...found];
  while (left.length > 0) {
    const waiting = new Set(left.map(({ name }) => name));
    const next = left.filter(({ needs }) => !needs.some((name) => waiting.has(name)));
    if (next.length === 0) throw new Error('Tables refer to each other in a circle.');
    inOrder.push(...next.map(({ name, columns }) => ({ name, columns })));
    left = left.filter((table) => !next.includes(table));
  }
  return inOrder;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** `"table" ("column", …)`, as COPY wants it. */
const target = ({ name, columns }: DumpedTable): string =>
  `${quoted(name)} (${columns.map(quoted).join(', ')})`;

/**
 * Reads every table as of one moment, while others go on writing. `write` gets each table's rows in PostgreSQL's text
 * format and returns when it has them all.
 */
export async function dumpTables(
  ownerUrl: string,
  write: (table: string, rows: Readable) => Promise<void>,
): Promise<Dump> {
  const sql = connect(ownerUrl);
  try {
    return await sql.begin('isolation level repeatable read read only', async (transaction) => {
      const tables = await tablesOf(transaction);
      for (const table of tables) {
        const copy = transaction.unsafe(`copy ${target(table)} to stdout`);
        const rows = await copy.readable();
        await write(table.name, rows);
        // postgres.js holds the connection where the last rows came faster than they were taken, and forgets to let go.
        rows._read(0);
      }
      const names = await transaction<
        { name: string }[]
      >`select name from migrations order by name`;
      const tenants = await transaction<
        { id: string }[]
      >`select tenant_id as id from tenants order by 1`;
      return {
        tables,
        migrations: names.map(({ name }) => name),
        tenants: tenants.map(({ id }) => id),
      };
    });
  } finally {
    await sql.end();
  }
}

/** Numbers that the database gives go on behind the highest one of the table. */
async function continueCounts(sql: TransactionSql, { name }: DumpedTable): Promise<void> {
  const counted = await sql<{ column: string; sequence: string }[]>`
    select attname as column, pg_get_serial_sequence(${quoted(name)}, attname) as sequence
    from pg_attribute where attrelid = ${quoted(name)}::regclass and attnum > 0 and not attisdropped
      and pg_get_serial_sequence(${quoted(name)}, attname) is not null`;
  for (const { column, sequence } of counted) {
    await sql.unsafe(
      `select setval($1, max(${quoted(column)})) from ${quoted(name)} having count(*) > 0`,
      [sequence],
    );
  }
}

/**
 * Fills the tables of a database that has the dump's migrations and no company yet, all or nothing. `read` gives a
 * table's rows as `dumpTables` gave them.
 */
export async function loadTables(
  ownerUrl: string,
  tables: readonly DumpedTable[],
  read: (table: string) => Readable,
): Promise<void> {
  const sql = connect(ownerUrl);
  try {
    await sql.begin(async (transaction) => {
      const [taken] = await transaction`select 1 from tenants limit 1`;
      if (taken) throw new Error('This database has companies already: restore into an empty one.');
      // COPY is refused under row-level security, which binds the owner too.
      const secured = await transaction<{ name: string }[]>`
        select relname as name from pg_class
        where relkind = 'r' and relnamespace = 'public'::regnamespace and relforcerowsecurity`;
      for (const { name } of secured)
        await transaction.unsafe(`alter table ${quoted(name)} no force row level security`);
      for (const { name } of tables.toReversed())
        await transaction.unsafe(`delete from ${quoted(name)}`);
      for (const table of tables) {
        const copy = transaction.unsafe(`copy ${target(table)} from stdin`);
        await pipeline(read(table.name), await copy.writable());
      }
      for (const table of tables) await continueCounts(transaction, table);
      for (const { name } of secured)
        await transaction.unsafe(`alter table ${quoted(name)} force row level security`);
    });
  } finally {
    await sql.end();
  }
}
