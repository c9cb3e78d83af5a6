import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBinaryConfig } from '../../runtime/config.ts';
import { claimPort } from '../../runtime/embedded/ports.ts';
import { startPostgres } from '../../runtime/embedded/postgres.ts';
import type { PostgresServer } from '../../runtime/embedded/postgres.ts';
import { processToken } from '../../runtime/embedded/process.ts';
import { defaultCacheFolder, ensureTemporalCli } from '../../runtime/embedded/temporal-binary.ts';
import { recordedTemporalVersion, startTemporal } from '../../runtime/embedded/temporal-server.ts';
import type { TemporalServer } from '../../runtime/embedded/temporal-server.ts';

const host = '127.0.0.1';
const freePort = (): Promise<number> =>
  claimPort({ name: 'a test', host, preferred: 0, setting: 'X' });
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'autoinvoice-embedded-'));
  // As root, Postgres runs as another user, who must be able to pass.
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the embedded Postgres', () => {
  let server: PostgresServer;
  const start = async (): Promise<PostgresServer> =>
    startPostgres({ folder: join(folder, 'postgres'), host, port: await freePort() });
  const numbers = async (): Promise<number[]> => {
    const sql = postgres(server.superuserUrl, { max: 1 });
    const rows = await sql<{ n: number }[]>`select n from kept order by n`;
    await sql.end();
    return rows.map(({ n }) => n);
  };
  afterAll(() => server.stop());

  it('starts from nothing, on UTF-8 and with a password', async () => {
    server = await start();
    const sql = postgres(server.superuserUrl, { max: 1 });
    const [row] = await sql`
      select pg_encoding_to_char(encoding) as encoding, datlocale as locale, upper('æøå') as upper
      from pg_database where datname = current_database()`;
    expect(row).toEqual({ encoding: 'UTF8', locale: 'C.UTF-8', upper: 'ÆØÅ' });
    await sql`create table kept (n int)`;
    await sql`insert into kept values (1)`;
    await sql.end();
    const url = new URL(server.superuserUrl);
    url.password = 'guessed';
    const stranger = postgres(url.href, { max: 1 });
    await expect(stranger`select 1`).rejects.toThrow(/password authentication failed/);
    await stranger.end();
  });

  it('keeps every acknowledged row through a kill', async () => {
    const sql = postgres(server.superuserUrl, { max: 1 });
    await sql`insert into kept values (2)`;
    process.kill(server.pid, 'SIGKILL');
    expect(await server.exited).toEqual({ code: null, signal: 'SIGKILL' });
    await sql.end({ timeout: 0 });
    server = await start();
    expect(await numbers()).toEqual([1, 2]);
  });

  it('ends a server that an earlier start left behind, and finds its rows', async () => {
    const left = server;
    server = await start();
    expect(processToken(left.pid)).toBeNull();
    expect(await numbers()).toEqual([1, 2]);
  });
});

describe('the embedded Temporal', () => {
  let server: TemporalServer;
  let version: string;
  const notices: string[] = [];
  const temporalFolder = (): string => join(folder, 'temporal');
  const start = async (as?: string): Promise<TemporalServer> => {
    const { cacheFolder, temporalCli } = readBinaryConfig();
    const binary = await ensureTemporalCli({
      cacheFolder: defaultCacheFolder(cacheFolder),
      path: temporalCli,
    });
    version = as ?? binary.version;
    return startTemporal({
      binary: binary.path,
      version,
      folder: temporalFolder(),
      host,
      port: await freePort(),
      uiPort: await freePort(),
      namespace: 'autoinvoice',
      searchAttributes: { AiTenant: 'Keyword' },
      logFile: join(folder, 'temporal.log'),
      notice: (text) => notices.push(text),
    });
  };
  const inNamespace = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    const connection = await Connection.connect({ address: server.address });
    try {
      return await work(new Client({ connection, namespace: 'autoinvoice' }));
    } finally {
      await connection.close();
    }
  };
  const running = (): Promise<string[]> =>
    inNamespace(async (client) => {
      const ids: string[] = [];
      for await (const { workflowId } of client.workflow.list()) ids.push(workflowId);
      return ids;
    });
  afterAll(() => server.stop());

  it('has its namespace with 30 days, the search attributes and a page', async () => {
    server = await start();
    await inNamespace(async ({ connection, workflow }) => {
      const { config } = await connection.workflowService.describeNamespace({
        namespace: 'autoinvoice',
      });
      expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(30 * 86_400);
      await workflow.start('waits', { workflowId: 'kept', taskQueue: 'nobody', args: [] });
      await expect(workflow.count(`AiTenant = 'nobody'`)).resolves.toMatchObject({ count: 0 });
    });
    expect((await fetch(server.uiUrl)).status).toBe(200);
    await expect.poll(running).toEqual(['kept']);
  });

  it('knows its workflows after a kill, and after a server was left behind', async () => {
    process.kill(server.pid, 'SIGKILL');
    await server.exited;
    server = await start();
    await expect.poll(running).toEqual(['kept']);
    const left = server;
    server = await start();
    expect(processToken(left.pid)).toBeNull();
    await expect.poll(running).toEqual(['kept']);
  });

  it('starts empty when a new version cannot read the file, and keeps the old one', async () => {
    await server.stop();
    writeFileSync(join(temporalFolder(), 'temporal.db'), 'no database at all, for any version');
    for (const part of ['-wal', '-shm'])
      rmSync(join(temporalFolder(), `temporal.db${part}`), { force: true });
    server = await start('9.9.9');
    expect(await running()).toEqual([]);
    expect(notices.at(-1)).toMatch(/set aside/);
    expect(recordedTemporalVersion(temporalFolder())).toBe('9.9.9');
  });
});
