import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../db/client.ts';
import { findScanAccount } from '../../db/doors.ts';
import { carryOutRequests } from '../../db/requests.ts';
import { lockSettings } from '../../db/settings.ts';
import { withTenant } from '../../db/tenant.ts';
import { ask, json, newCompany, type Answer } from '../support/installation.ts';
import { databaseUrl } from '../support/postgres.ts';

const turn = (key: string, body: object): Promise<Answer> =>
  ask('PUT', '/v1/scanning', key, json(body));
const returnEmail = 'retur@firma.no';

async function untilStatus(key: string, status: string, seconds = 25): Promise<Answer['body']> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const { body } = await ask('GET', '/v1/scanning', key);
    if (body.status === status) return body;
    if (Date.now() > end) throw new Error(`It is not ${status}: ${JSON.stringify(body)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Whose the address is, as the mailroom asks. */
async function ownerOf(address: string): Promise<string | null> {
  const database = openDatabase(databaseUrl(), 1);
  const found = await findScanAccount(database, address);
  await database.close();
  return found?.tenantId ?? null;
}

describe('a scan account', () => {
  it('is opened by the switch and shown with addresses, rules and a text for suppliers', async () => {
    const company = await newCompany();
    const without = await turn(company.key, { enabled: true });
    expect([without.status, without.body.code]).toEqual([422, 'return-email-missing']);
    const opened = await turn(company.key, { enabled: true, returnEmail });
    expect([opened.status, opened.body.enabled]).toEqual([200, true]);
    const account = await untilStatus(company.key, 'open');
    const { organisationNumber } = company;
    expect(account.address).toBe(`${organisationNumber}@skanning.autoinvoice.invalid`);
    expect(account.postalAddress).toEqual({
      lines: [`Test ${organisationNumber} ${organisationNumber}`, 'Skanningsenteret', 'Postboks 1'],
      postCode: '0001',
      city: 'Oslo',
      country: 'NO',
    });
    expect(account.returnEmail).toBe(returnEmail);
    expect(account.supplierText.nb).toContain(account.address);
    expect(account.rules).toHaveLength(3);
    expect(await ownerOf(account.address.toUpperCase())).toBe(company.tenantId);
  });

  it('takes what comes in for a time of grace after it was switched off, and then nothing', async () => {
    const company = await newCompany();
    await turn(company.key, { enabled: true, returnEmail });
    const { address } = await untilStatus(company.key, 'open');
    const closing = await turn(company.key, { enabled: false });
    expect(closing.body.status).toBe('closing');
    expect(Date.parse(closing.body.nextAt)).toBeGreaterThan(Date.now());
    expect(await ownerOf(address)).toBe(company.tenantId);
    await untilStatus(company.key, 'off');
    expect(await ownerOf(address)).toBeNull();
  });

  it('that is switched on again in time was never closed', async () => {
    const company = await newCompany();
    await turn(company.key, { enabled: true, returnEmail });
    const { address } = await untilStatus(company.key, 'open');
    await turn(company.key, { enabled: false });
    expect((await turn(company.key, { enabled: true })).body).toMatchObject({
      status: 'open',
      nextAt: null,
    });
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(await ownerOf(address)).toBe(company.tenantId);
  });

  it('that is asked for before authentication is opened by it', async () => {
    const company = await newCompany({ status: 'none' });
    await turn(company.key, { enabled: true, returnEmail });
    const { address, status } = (await ask('GET', '/v1/scanning', company.key)).body;
    expect(status).toBe('requested');
    expect(await ownerOf(address)).toBeNull();
    const database = openDatabase(databaseUrl(), 1);
    // What activation does in the transaction that authenticates; nobody wakes the workflow, so the sweeper does.
    await withTenant(database, company.tenantId, async (transaction) => {
      const found = await lockSettings(transaction, company.tenantId);
      if (found) await carryOutRequests(transaction, found, new Date());
    });
    await database.close();
    await untilStatus(company.key, 'open');
    expect(await ownerOf(address)).toBe(company.tenantId);
  });

  it('needs the Visma network, which cannot be switched off under it', async () => {
    const company = await newCompany({ settings: { networks: { peppol: false } } });
    await turn(company.key, { enabled: true, returnEmail });
    const off = await ask('PUT', '/v1/networks/visma', company.key, json({ enabled: false }));
    expect([off.status, off.body.code]).toEqual([409, 'scanning-first']);
    await turn(company.key, { enabled: false });
    await ask('PUT', '/v1/networks/visma', company.key, json({ enabled: false }));
    const on = await turn(company.key, { enabled: true });
    expect([on.status, on.body.code]).toEqual([409, 'visma-first']);
  });
});
