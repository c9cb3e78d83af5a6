import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  ask,
  dataFolder,
  installation,
  json,
  newCompany,
  type Answer,
  type Company,
} from '../support/installation.ts';

const networkOf = (key: string, name = 'peppol'): Promise<Answer> =>
  ask('GET', `/v1/networks/${name}`, key);
const turn = (key: string, name: string, enabled: boolean): Promise<Answer> =>
  ask('PUT', `/v1/networks/${name}`, key, json({ enabled }));

async function untilStatus(
  key: string,
  status: string,
  name = 'peppol',
  seconds = 25,
): Promise<Answer['body']> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const { body } = await networkOf(key, name);
    if (body.status === status) return body;
    if (Date.now() > end) throw new Error(`${name} is not ${status}: ${JSON.stringify(body)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const tokens = (): { elmaToken: string } =>
  JSON.parse(readFileSync(join(dataFolder(), 'secrets.json'), 'utf8')) as { elmaToken: string };

/** Asks ELMA as an access point does, of ours or of somebody else. */
async function elma(method: string, endpoint: string, company: Company): Promise<number> {
  const { organisationNumber } = company;
  const participants = `/api/endpoints/${endpoint}/participants`;
  const id = encodeURIComponent(`iso6523-actorid-upis::0192:${organisationNumber}`);
  const base = installation().addresses['elma'] ?? '';
  const response = await fetch(`${base}${participants}${method === 'POST' ? '' : `/${id}`}`, {
    method,
    headers: { authorization: `Bearer ${tokens().elmaToken}`, 'content-type': 'application/json' },
    ...(method === 'POST' && {
      body: JSON.stringify({
        countryCode: 'NO',
        organizationNumber: organisationNumber,
        name: 'Elsewhere',
        profileIds: ['urn:x'],
      }),
    }),
  });
  return response.status;
}

describe('Peppol', () => {
  it('is registered in ELMA by itself once the company is authenticated, and found as senders look', async () => {
    const company = await newCompany();
    const network = await untilStatus(company.key, 'active');
    expect(network).toMatchObject({
      enabled: true,
      code: null,
      lastEvent: { code: 'network.active', text: { nb: 'Peppol er på.' } },
    });
    expect(await elma('GET', 'autoinvoice', company)).toBe(200);
    const lookup = await ask(
      'GET',
      `/v1/lookup/receivers?organisationNumber=${company.organisationNumber}`,
      company.key,
    );
    expect(lookup.body.channels).toContainEqual({
      channel: 'peppol',
      reachable: true,
      code: null,
    });
  });

  it('that is asked for before authentication only waits', async () => {
    const company = await newCompany({ status: 'none' });
    expect((await networkOf(company.key)).body).toMatchObject({
      enabled: true,
      status: 'requested',
    });
    const { body } = await ask('GET', '/v1/settings', company.key);
    const effect = body.effects.find(
      ({ setting }: { setting: string }) => setting === 'networks.peppol',
    );
    expect(effect.waitsFor).toBe('authentication');
    expect(await elma('GET', 'autoinvoice', company)).toBe(404);
  });

  it('is switched off first, then Visma: the other order is refused with that sentence', async () => {
    const company = await newCompany();
    await untilStatus(company.key, 'active');
    const refused = await turn(company.key, 'visma', false);
    expect([refused.status, refused.body.code]).toEqual([409, 'peppol-first']);
    expect(refused.body.detail).toContain('Peppol off first, then the Visma network');
    const same = await ask(
      'PATCH',
      '/v1/settings',
      company.key,
      json({ networks: { visma: false } }),
    );
    expect(same.body.code).toBe('peppol-first');
    const off = await turn(company.key, 'peppol', false);
    expect(off.body).toMatchObject({ enabled: false, status: 'pending' });
    // Visma follows when the last invoices on their way over Peppol have had their time.
    expect((await turn(company.key, 'visma', false)).body.status).toBe('pending');
    await untilStatus(company.key, 'off');
    await untilStatus(company.key, 'off', 'visma');
    expect(await elma('GET', 'autoinvoice', company)).toBe(404);
    const without = await turn(company.key, 'peppol', true);
    expect([without.status, without.body.code]).toEqual([409, 'visma-first']);
    await turn(company.key, 'visma', true);
    await turn(company.key, 'peppol', true);
    await untilStatus(company.key, 'active');
  });

  it('that another provider has is a conflict: what to do is said, and a new look solves it', async () => {
    const company = await newCompany({ settings: { networks: { peppol: false } } });
    expect(await elma('POST', 'somebody-else', company)).toBe(201);
    await turn(company.key, 'peppol', true);
    const conflict = await untilStatus(company.key, 'error');
    expect(conflict).toMatchObject({ enabled: true, code: 'registered-elsewhere' });
    expect(conflict.advice.nb).toContain('annen leverandør');
    expect(conflict.lastEvent.code).toBe('network.error');
    expect(await elma('DELETE', 'somebody-else', company)).toBe(204);
    const checked = await ask('POST', '/v1/networks/peppol/check', company.key);
    expect(checked.status).toBe(202);
    await untilStatus(company.key, 'active');
    const nothing = await ask('POST', '/v1/networks/peppol/check', company.key);
    expect([nothing.status, nothing.body.code]).toEqual([409, 'wrong-state']);
  });
});
