import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { z } from 'zod';
import { createJsonLog } from '../api/log.ts';
import { anyPorts, readEmbeddedConfig } from '../runtime/config.ts';
import { claimPort } from '../runtime/embedded/ports.ts';
import { startPostgres } from '../runtime/embedded/postgres.ts';
import { startInstallation } from '../runtime/installation.ts';
import { fillLists } from './lists/fill.ts';
import { listCases, type ListCase } from './lists/cases.ts';

interface Times {
  /** Sorted. */
  readonly ms: readonly number[];
  readonly found: number;
}

const limit = 50;
const mostMs = 50;

interface Company {
  readonly rows: number;
  readonly tenantId: string;
  readonly apiKey: string;
}

/**
 * First and last page of the lists with each filter, asked over the API, so as the app's role under row-level
 * security: of a company with many rows, and of one with 10,000 in the same tables.
 */
export async function lists(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string', default: '1000000' },
      calls: { type: 'string', default: '40' },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'autoinvoice-bench-'));
  // Postgres runs as another user where this runs as root.
  chmodSync(folder, 0o755);
  const host = '127.0.0.1';
  const server = await startPostgres({
    folder: join(folder, 'database'),
    host,
    port: await claimPort({ name: 'PostgreSQL', host, preferred: 0, setting: '' }),
  });
  const owner = postgres(server.superuserUrl, { max: 1, onnotice: () => undefined });
  try {
    const config = readEmbeddedConfig({
      ...anyPorts,
      AUTOINVOICE_DATA: folder,
      DATABASE_URL: server.superuserUrl,
    });
    const log = createJsonLog({ write: () => true });
    const installation = await startInstallation(config, log, (text) => console.error(text));
    try {
      const api = installation.backing.addresses['api'] ?? '';
      const { operatorKey } = installation.backing.service;
      const large = await createCompany(api, operatorKey, '987654325', Number(values.rows));
      const small = await createCompany(api, operatorKey, '810418052', 10_000);
      for (const { tenantId, rows } of [small, large]) {
        console.error(`Filling ${rows} deliveries and received invoices …`);
        await fillLists(owner, tenantId, rows);
      }
      await owner.unsafe('vacuum analyze deliveries, received');
      for (const one of listCases) {
        await measure(owner, api, one, { large, small }, Number(values.calls));
      }
    } finally {
      await installation.stop();
    }
  } finally {
    await owner.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const created = z.object({ tenantId: z.string(), apiKey: z.string() });

async function createCompany(
  api: string,
  operatorKey: string,
  organisationNumber: string,
  rows: number,
): Promise<Company> {
  const response = await fetch(`${api}/v1/admin/companies`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      name: `Lists ${organisationNumber}`,
      organisationNumber,
      status: 'authenticated',
    }),
  });
  return { rows, ...created.parse(await response.json()) };
}

const pages = ['first', 'last'] as const;

/** Prints one line for each page: of the large company, and how much longer it takes than for the small one. */
async function measure(
  owner: postgres.Sql,
  api: string,
  one: ListCase,
  { large, small }: { large: Company; small: Company },
  calls: number,
): Promise<void> {
  const timesOfPages = async (company: Company): Promise<Times[]> => {
    const times: Times[] = [];
    for (const page of pages)
      times.push(await timesOf(await addressOf(owner, api, one, page, company), company, calls));
    // A connection tells its counts when it is used again after a second.
    await sleep(1100);
    await timesOf(await addressOf(owner, api, one, 'first', company), company, 10);
    return times;
  };
  const smallOnes = await timesOfPages(small);
  const before = await scansOf(owner, one.list);
  const largeOnes = await timesOfPages(large);
  const after = await scansOf(owner, one.list);
  const used = [...after].filter(([name, scans]) => scans > (before.get(name) ?? 0));
  for (const [index, page] of pages.entries()) {
    const [of = { ms: [], found: 0 }, ofSmall = { ms: [], found: 0 }] = [
      largeOnes[index],
      smallOnes[index],
    ];
    const [p95, smallP95] = [percentile(of.ms, 0.95), percentile(ofSmall.ms, 0.95)];
    console.log(
      JSON.stringify({
        bench: 'lists',
        list: one.list,
        filter: one.filter,
        page,
        rows: large.rows,
        found: of.found,
        p50_ms: percentile(of.ms, 0.5),
        p95_ms: p95,
        must_ms: mostMs,
        p95_ms_of_10000: smallP95,
        factor: Math.round((p95 / smallP95) * 100) / 100,
        read_by: used.map(([name]) => name),
      }),
    );
  }
}

/** The request for a page; the last one begins behind the row that has `limit` rows after it. */
async function addressOf(
  owner: postgres.Sql,
  api: string,
  { list, filter, where }: ListCase,
  page: 'first' | 'last',
  { tenantId }: Company,
): Promise<string> {
  const query = new URLSearchParams({ ...filter, limit: String(limit) });
  if (page === 'last') {
    const [row] = await owner.unsafe<{ id: string }[]>(
      `select id from ${list} where tenant_id = $1 and ${where} order by id offset ${limit} limit 1`,
      [tenantId],
    );
    if (row) query.set('cursor', row.id);
  }
  return `${api}/v1/${list}?${query.toString()}`;
}

async function timesOf(address: string, { apiKey }: Company, calls: number): Promise<Times> {
  const ms: number[] = [];
  let found = 0;
  // More calls than Postgres needs to settle on a plan for a prepared statement on each connection.
  for (let call = 0; call < calls * 2; call++) {
    const began = performance.now();
    const response = await fetch(address, { headers: { authorization: `Bearer ${apiKey}` } });
    if (response.status !== 200) throw new Error(await response.text());
    found = z.object({ data: z.array(z.unknown()) }).parse(await response.json()).data.length;
    if (call >= calls) ms.push(performance.now() - began);
  }
  return { ms: ms.sort((a, b) => a - b), found };
}

/** How often each index of the table has been read, and the table without one. */
async function scansOf(owner: postgres.Sql, table: string): Promise<Map<string, number>> {
  const rows = await owner<{ name: string; scans: string }[]>`
    select indexrelname as name, idx_scan as scans from pg_stat_user_indexes where relname = ${table}
    union all select 'NO INDEX', seq_scan from pg_stat_user_tables where relname = ${table}`;
  return new Map(rows.map(({ name, scans }) => [name, Number(scans)]));
}

const percentile = (sorted: readonly number[], share: number): number =>
  Math.round((sorted[Math.ceil(sorted.length * share) - 1] ?? NaN) * 100) / 100;
