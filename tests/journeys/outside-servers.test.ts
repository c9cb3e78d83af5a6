import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMailCatcher } from '../../channels/email/stand-in.ts';
import { searchAttributeTypes } from '../../runtime/backing.ts';
import { readBinaryConfig } from '../../runtime/config.ts';
import { claimPort } from '../../runtime/embedded/ports.ts';
import { anyPorts } from '../../runtime/config.ts';
import { startPostgres } from '../../runtime/embedded/postgres.ts';
import { defaultCacheFolder, ensureTemporalCli } from '../../runtime/embedded/temporal-binary.ts';
import { startTemporal, type TemporalServer } from '../../runtime/embedded/temporal-server.ts';

const host = '127.0.0.1';
const port = (): Promise<number> => claimPort({ name: 'a test', host, preferred: 0, setting: 'X' });

describe('an installation on servers of one’s own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'autoinvoice-outside-'));
  let temporal: TemporalServer;
  let mail: Awaited<ReturnType<typeof startMailCatcher>>;
  let ownerUrl: string;
  const stops: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    // As root, Postgres runs as another user, who must be able to pass.
    chmodSync(folder, 0o755);
    const database = await startPostgres({
      folder: join(folder, 'their-postgres'),
      host,
      port: await port(),
    });
    stops.push(() => database.stop());
    // What a managed database gives: a role that may create roles and owns one database, no superuser.
    const sql = postgres(database.superuserUrl, { max: 1 });
    await sql`create role billing_owner login createrole password 'secret'`;
    await sql`create database billing owner billing_owner`;
    await sql.end();
    const url = new URL(database.superuserUrl);
    Object.assign(url, { username: 'billing_owner', password: 'secret', pathname: '/billing' });
    ownerUrl = url.href;
    const { cacheFolder, temporalCli } = readBinaryConfig();
    const binary = await ensureTemporalCli({
      cacheFolder: defaultCacheFolder(cacheFolder),
      path: temporalCli,
    });
    temporal = await startTemporal({
      binary: binary.path,
      version: binary.version,
      folder: join(folder, 'their-temporal'),
      host,
      port: await port(),
      uiPort: await port(),
      namespace: 'billing',
      retentionDays: 1,
      searchAttributes: searchAttributeTypes,
      logFile: join(folder, 'their-temporal.log'),
    });
    stops.push(() => temporal.stop());
    mail = await startMailCatcher({
      host,
      smtpPort: await port(),
      httpPort: await port(),
      folder: join(folder, 'their-mail'),
      credentials: { user: 'billing', password: 'secret' },
    });
    stops.push(() => mail.close());
  }, 120_000);
  afterAll(async () => {
    for (const stop of stops.toReversed()) await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('delivers every sample of the demo over them and starts none of its own', async () => {
    const data = join(folder, 'data');
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL('../../dist/demo.js', import.meta.url)), '--once'],
      {
        env: {
          ...process.env,
          ...anyPorts,
          AUTOINVOICE_DATA: data,
          AUTOINVOICE_DEADLINE_SECONDS: '5',
          DATABASE_URL: ownerUrl,
          TEMPORAL_ADDRESS: temporal.address,
          TEMPORAL_NAMESPACE: 'billing',
          SMTP_URL: mail.smtpUrl,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece: Buffer) => (said += piece.toString()));
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(code, said).toBe(0);
    const mails = await fetch(new URL('/api/messages', mail.pageUrl));
    expect(((await mails.json()) as { data: unknown[] }).data.length).toBeGreaterThan(0);
    const sql = postgres(ownerUrl, { max: 1 });
    const [table] = await sql`select tableowner from pg_tables where tablename = 'deliveries'`;
    await sql.end();
    expect(table).toEqual({ tableowner: 'billing_owner' });
    expect(existsSync(join(data, 'postgres'))).toBe(false);
    expect(existsSync(join(data, 'temporal'))).toBe(false);
  }, 120_000);
});
