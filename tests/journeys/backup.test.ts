import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileStore } from '../../documents/store.ts';
import { claimPort } from '../../runtime/embedded/ports.ts';
import { runningUrl, startPostgres } from '../../runtime/embedded/postgres.ts';
import {
  ask,
  dataFolder,
  deliver,
  newCompany,
  sampleInvoice,
  send,
  type Company,
} from '../support/installation.ts';

const program = fileURLToPath(new URL('../../dist/autoinvoice.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'autoinvoice-backup-'));
const backup = join(folder, 'backup');
const restored = join(folder, 'restored');

/** The command in a shell of its own, for this data folder. */
const admin = (data: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [program, 'admin', ...args], {
    env: { ...process.env, AUTOINVOICE_DATA: data },
  });

describe('a back-up of a running installation', () => {
  let company: Company;
  let told: { companies: number; documents: number };
  let server: Awaited<ReturnType<typeof startPostgres>>;
  const rows = postgres(runningUrl(join(dataFolder(), 'postgres')) ?? '', { max: 1 });
  let copies: typeof rows;

  beforeAll(async () => {
    chmodSync(folder, 0o755);
    company = await newCompany();
    await deliver(company.key, { method: 'email', email: 'kunde@example.com' });
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    await send(company.key, sampleInvoice(), { method: 'print', notBefore: tomorrow });
    told = JSON.parse((await admin(dataFolder(), 'backup', backup)).stdout) as typeof told;
    await deliver(company.key, { method: 'email', email: 'kunde@example.com' });
    await admin(restored, 'restore', backup);
    const port = await claimPort({ name: 'a test', host: '127.0.0.1', preferred: 0, setting: 'X' });
    server = await startPostgres({ folder: join(restored, 'postgres'), host: '127.0.0.1', port });
    copies = postgres(server.superuserUrl, { max: 1 });
  }, 60_000);
  afterAll(async () => {
    await Promise.all([rows.end(), copies.end()]);
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has the rows of its moment, also of what is under way', async () => {
    const before =
      await copies`select id, status, document_sha256 from deliveries where tenant_id = ${company.tenantId} order by id`;
    expect(before.map(({ status }) => String(status))).toEqual(['delivered', 'waiting']);
    const { body } = await ask('GET', '/v1/deliveries', company.key);
    expect(body.data).toHaveLength(3);
    const [due] =
      await copies`select count(*)::int as count from deadlines where tenant_id = ${company.tenantId}`;
    expect(due?.['count']).toBe(1);
  });

  it('has every document of its rows', async () => {
    const store = createFileStore(join(restored, 'documents'));
    const named = await copies<{ tenant: string; sha256: string }[]>`
      select tenant_id as tenant, document_sha256 as sha256 from deliveries`;
    expect(told.documents).toBeGreaterThanOrEqual(named.length);
    for (const { tenant, sha256 } of named) await store.get(tenant, sha256);
  });

  it('keeps companies apart and goes on counting events', async () => {
    const tables = (sql: typeof rows) =>
      sql`select relname, relforcerowsecurity from pg_class
          where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`;
    expect([...(await tables(copies))]).toEqual([...(await tables(rows))]);
    const [next] = await copies`
      insert into events (tenant_id, code, subject_id, parameters)
      select tenant_id, code, subject_id, parameters from events order by position desc limit 1
      returning position > (select max(position) from events) as is_new`;
    expect(next?.['is_new']).toBe(true);
  });

  it('goes into an empty installation only, and only when it was finished', async () => {
    await expect(admin(restored, 'restore', backup)).rejects.toThrow('empty folder');
    await expect(admin(join(folder, 'new'), 'restore', folder)).rejects.toThrow('backup.json');
    await expect(admin(dataFolder(), 'backup', backup)).rejects.toThrow('not empty');
  });
});
