import { sql } from 'drizzle-orm';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { setClock } from './clock.ts';

/** A handle to the database that is of no use by itself: rows are reached by `withTenant` and the doors. */
export interface Database {
  readonly orm: PostgresJsDatabase;
  close(): Promise<void>;
}

/** Opens a pool. Queries fail with the driver's connection errors while Postgres is away, and work again after. */
export function openDatabase(url: string, connections = 10): Database {
  const client = postgres(url, {
    max: connections,
    connect_timeout: 3,
    backoff: (attempt) => Math.min(0.1 * 2 ** attempt, 1),
    onnotice: () => undefined,
    connection: { application_name: 'autoinvoice', statement_timeout: 30_000 },
  });
  return { orm: drizzle(preparing(client)), close: () => client.end({ timeout: 3 }) };
}

/**
 * The client, with each statement prepared once per connection and then only executed.
 * drizzle asks for unnamed statements, which are parsed, described and planned every time, in two round trips.
 */
function preparing<C extends postgres.ISql>(client: C): C {
  return new Proxy(client, {
    get(target, name, receiver) {
      if (name === 'unsafe') {
        return (query: string, parameters?: never[], options?: postgres.UnsafeQueryOptions) =>
          target.unsafe(query, parameters, { ...options, prepare: true });
      }
      if (name === 'begin' || name === 'savepoint') {
        const begin = Reflect.get(target, name, receiver) as (
          work: (inner: postgres.TransactionSql) => unknown,
        ) => unknown;
        return (work: (inner: postgres.TransactionSql) => unknown) =>
          begin((inner) => leavingRollbackOut(async () => work(preparing(inner))));
      }
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
}

/**
 * The work, which never ends where its connection has: postgres.js would write its rollback to a socket that is
 * gone, and the exception of that ends the process. The transaction has been rejected by then, and Postgres has
 * rolled it back.
 */
async function leavingRollbackOut<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isConnectionGone(error)) return new Promise<never>(() => undefined);
    throw error;
  }
}

function isConnectionGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  return code === 'CONNECTION_CLOSED' || isConnectionGone(error.cause);
}

/**
 * Refuses a role that would see every tenant's rows: a superuser, one that bypasses row-level security,
 * or one that owns or may become the owner of a table. Also learns what time it is by PostgreSQL's clock.
 */
export async function assertAppRole({ orm }: Database): Promise<void> {
  const [role] = await orm.execute<{
    name: string;
    unsafe: boolean;
    owns: boolean;
    now: number;
  }>(sql`
    select current_user as name, (rolsuper or rolbypassrls) as unsafe,
      extract(epoch from clock_timestamp())::float8 * 1000 as now,
      exists (select from pg_tables where schemaname = 'public' and pg_has_role(current_user, tableowner, 'member')) as owns
    from pg_roles where rolname = current_user`);
  if (!role || role.unsafe || role.owns) {
    throw new Error(
      `The service will not connect to Postgres as "${role?.name ?? 'unknown'}": that role can see every company's rows. ` +
        'Set DATABASE_APP_URL to a login of the role autoinvoice_app.',
    );
  }
  setClock(role.now);
}
