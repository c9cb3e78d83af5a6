import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileStore } from '../../documents/store.ts';
import { fillCompany } from '../support/filled-company.ts';
import {
  ask,
  dataFolder,
  deliver,
  newCompany,
  sampleInvoice,
  until,
  type Answer,
  type Company,
} from '../support/installation.ts';
import { superuserUrl } from '../support/postgres.ts';

const program = fileURLToPath(new URL('../../dist/autoinvoice.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'autoinvoice-retention-'));
const admin = postgres(superuserUrl(), { max: 1 });

interface Told {
  readonly keptSince: string;
  readonly erased: boolean;
  readonly companies: readonly { readonly tenantId: string }[];
}
async function retention(...args: string[]): Promise<Told> {
  const env = { ...process.env, AUTOINVOICE_DATA: dataFolder() };
  const command = [program, 'admin', 'retention', ...args];
  return JSON.parse((await promisify(execFile)(process.execPath, command, { env })).stdout) as Told;
}

describe('what the law wants kept no longer', () => {
  let company: Company;
  let old: Answer['body'];
  let young: Answer['body'];
  const since = `${new Date().getFullYear() - 5}-01-01`;
  const lastKept = `${since}T12:00:00+01:00`;
  const lastErased = `${Number(since.slice(0, 4)) - 1}-12-31T12:00:00+01:00`;
  const store = createFileStore(join(dataFolder(), 'documents'));
  const documents = async (): Promise<string[]> => {
    const found: string[] = [];
    for await (const sha256 of store.list(company.tenantId)) found.push(sha256);
    return found;
  };
  const age = (delivery: Answer['body'], at: string) => admin`
    update deliveries set accepted_at = ${at}, updated_at = ${at}, issue_date = ${at.slice(0, 10)}
    where id = ${delivery.id}`;
  const ofCompany = (told: Told) =>
    told.companies.find(({ tenantId }) => tenantId === company.tenantId);

  async function withAttachment(name: string): Promise<Answer['body']> {
    const body = new FormData();
    body.set('invoice', new Blob([sampleInvoice()], { type: 'application/xml' }), 'invoice.xml');
    body.append('attachment', new File(['shared'], 'shared.csv', { type: 'text/csv' }));
    body.set('options', JSON.stringify({ method: 'email', email: 'kunde@example.com' }));
    const headers = { 'idempotency-key': name };
    const sent = await ask('POST', '/v1/deliveries', company.key, { headers, body });
    return until(company.key, sent.body.id);
  }

  beforeAll(async () => {
    company = await newCompany({ status: 'none' });
    await fillCompany(admin, company, await newCompany());
    [old, young] = [await withAttachment('old'), await withAttachment('young')];
    const waiting = await deliver(company.key, { method: 'email', email: 'kunde@example.com' });
    await admin`insert into deadlines (workflow_id, tenant_id, subject_id, due_at)
      values (${`outbound/${waiting.id}/1`}, ${company.tenantId}, ${waiting.id}, '9999-01-01')`;
    await Promise.all([age(old, lastErased), age(young, lastKept), age(waiting, lastErased)]);
    await admin`update received set received_at = ${lastErased}, issue_date = ${lastErased.slice(0, 10)}
      where tenant_id = ${company.tenantId}`;
    await admin`update scan_arrivals set received_at = ${lastErased}, raw_sha256 = null
      where tenant_id = ${company.tenantId}`;
    await admin`update scans set status = 'rejected', document_sha256 = ${old.document.sha256}, words_sha256 = null
      where tenant_id = ${company.tenantId}`;
  }, 60_000);
  afterAll(async () => {
    await admin`delete from deadlines where tenant_id = ${company.tenantId} and due_at = '9999-01-01'`;
    await admin.end();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is told, and nothing goes', async () => {
    const before = await documents();
    const told = await retention();
    expect(told).toMatchObject({ keptSince: since, erased: false });
    expect(ofCompany(told)).toMatchObject({ delivery: 1, received: 1, 'scan-arrival': 1 });
    expect((await ask('GET', `/v1/deliveries/${old.id}`, company.key)).status).toBe(200);
    expect(await documents()).toEqual(before);
  });

  it('is archived and then erased, with its documents, unless another row names them', async () => {
    const { document } = old;
    const told = await retention('--erase', folder);
    expect(ofCompany(told)).toMatchObject({ delivery: 1, received: 1, 'scan-arrival': 1 });
    const [archive = ''] = readdirSync(folder).filter((name) => name.startsWith(company.tenantId));
    const text = gunzipSync(readFileSync(join(folder, archive))).toString('latin1');
    for (const part of ['tables/deliveries.jsonl', 'tables/events.jsonl', old.id, document.sha256])
      expect(text).toContain(part);
    expect(text).not.toContain(young.id);
    const left = await documents();
    expect(left).not.toContain(document.sha256);
    expect(left).toContain(young.document.sha256);
    const [shared] =
      await admin`select attachments -> 0 ->> 'sha256' as sha256 from deliveries where id = ${young.id}`;
    expect(left).toContain(shared?.['sha256']);
    expect((await ask('GET', `/v1/deliveries/${old.id}`, company.key)).status).toBe(404);
    expect((await ask('GET', `/v1/deliveries/${young.id}`, company.key)).status).toBe(200);
    const kept = await ask('GET', '/v1/deliveries', company.key);
    // What waits for somebody stays, however old it is.
    expect(kept.body.data).toHaveLength(3);
    expect((await ask('GET', '/v1/received', company.key)).body.data).toEqual([]);
    expect(ofCompany(await retention())).toMatchObject({ delivery: 0, received: 0 });
    const audit = await ask('GET', '/v1/events', company.key);
    expect(JSON.stringify(audit.body)).toContain('company.expired-erased');
  });

  it('is nothing of the last five years, whatever asks for it', async () => {
    const early = admin`select * from door_erase_expired(${company.tenantId}, ${lastKept}, 10)`;
    await expect(early).rejects.toThrow('accounting material is kept for five years');
  });
});
