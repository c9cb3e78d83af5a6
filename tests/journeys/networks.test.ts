import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { billingInvoice } from '../../invoice/document-types.ts';
import { writeSbd } from '../../invoice/sbdh.ts';
import {
  ask,
  deliver,
  installation,
  json,
  newCompany,
  sampleInvoice,
  type Answer,
  type Company,
} from '../support/installation.ts';
import {
  addElmaFault,
  elmaToken,
  networkOf,
  turnNetwork,
  untilNetworkIs,
} from '../support/networks.ts';

/** Asks ELMA as an access point does, of ours or of somebody else. */
async function elma(method: string, endpoint: string, company: Company): Promise<number> {
  const { organisationNumber } = company;
  const participants = `/api/endpoints/${endpoint}/participants`;
  const id = encodeURIComponent(`iso6523-actorid-upis::0192:${organisationNumber}`);
  const base = installation().addresses['elma'] ?? '';
  const response = await fetch(`${base}${participants}${method === 'POST' ? '' : `/${id}`}`, {
    method,
    headers: { authorization: `Bearer ${elmaToken()}`, 'content-type': 'application/json' },
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

async function nameInElma({ organisationNumber }: Company): Promise<unknown> {
  const id = encodeURIComponent(`iso6523-actorid-upis::0192:${organisationNumber}`);
  const base = installation().addresses['elma'] ?? '';
  const response = await fetch(`${base}/api/endpoints/autoinvoice/participants/${id}`, {
    headers: { authorization: `Bearer ${elmaToken()}` },
  });
  return ((await response.json()) as { name: unknown }).name;
}

describe('Peppol', () => {
  it('is registered in ELMA by itself once the company is authenticated, and found as senders look', async () => {
    const company = await newCompany();
    const network = await untilNetworkIs(company.key, 'active');
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
    await untilNetworkIs(company.key, 'active');
    const refused = await turnNetwork(company.key, 'visma', false);
    expect([refused.status, refused.body.code]).toEqual([409, 'peppol-first']);
    expect(refused.body.detail).toContain('Peppol off first, then the Visma network');
    const same = await ask(
      'PATCH',
      '/v1/settings',
      company.key,
      json({ networks: { visma: false } }),
    );
    expect(same.body.code).toBe('peppol-first');
    const off = await turnNetwork(company.key, 'peppol', false);
    expect(off.body).toMatchObject({ enabled: false, status: 'pending' });
    // Visma follows when the last invoices on their way over Peppol have had their time.
    expect((await turnNetwork(company.key, 'visma', false)).body.status).toBe('pending');
    await untilNetworkIs(company.key, 'off');
    await untilNetworkIs(company.key, 'off', 'visma');
    expect(await elma('GET', 'autoinvoice', company)).toBe(404);
    const without = await turnNetwork(company.key, 'peppol', true);
    expect([without.status, without.body.code]).toEqual([409, 'visma-first']);
    await turnNetwork(company.key, 'visma', true);
    await turnNetwork(company.key, 'peppol', true);
    await untilNetworkIs(company.key, 'active');
  });

  it('knows the company by its new name', async () => {
    const company = await newCompany();
    await untilNetworkIs(company.key, 'active');
    const rename = json({ company: { name: 'Nytt Navn AS' } });
    await ask('PATCH', '/v1/settings', company.key, rename);
    await untilNetworkIs(company.key, 'active');
    expect(await nameInElma(company)).toBe('Nytt Navn AS');
    // What is off, or only asked for, stays so.
    await turnNetwork(company.key, 'peppol', false);
    await untilNetworkIs(company.key, 'off');
    await ask('PATCH', '/v1/settings', company.key, json({ company: { name: null } }));
    expect((await networkOf(company.key)).body.status).toBe('off');
    expect(await elma('GET', 'autoinvoice', company)).toBe(404);
  });

  it('that another provider has is a conflict: what to do is said, and a new look solves it', async () => {
    const company = await newCompany({ settings: { networks: { peppol: false } } });
    expect(await elma('POST', 'somebody-else', company)).toBe(201);
    await turnNetwork(company.key, 'peppol', true);
    const conflict = await untilNetworkIs(company.key, 'error');
    expect(conflict).toMatchObject({ enabled: true, code: 'registered-elsewhere' });
    expect(conflict.advice.nb).toContain('annen leverandør');
    expect(conflict.lastEvent.code).toBe('network.error');
    expect(await elma('DELETE', 'somebody-else', company)).toBe(204);
    const checked = await ask('POST', '/v1/networks/peppol/check', company.key);
    expect(checked.status).toBe(202);
    await untilNetworkIs(company.key, 'active');
    const nothing = await ask('POST', '/v1/networks/peppol/check', company.key);
    expect([nothing.status, nothing.body.code]).toEqual([409, 'wrong-state']);
  });
});

describe('a registration in ELMA', () => {
  it.each([
    ['answers 500', { kind: 'status', status: 500 }, 'elma-500'],
    ['answers 503', { kind: 'status', status: 503 }, 'elma-503'],
    ['breaks the connection off', { kind: 'dropped' }, 'register-unreachable'],
    ['does it, and the answer is lost', { kind: 'answer-lost' }, 'register-unreachable'],
    [
      'has it, and the network does not show it yet',
      { kind: 'unpublished', times: 3 },
      'not-published',
    ],
  ])('that %s is tried again by itself until it is there', async (_case, given, code) => {
    const company = await newCompany({ settings: { networks: { peppol: false } } });
    await addElmaFault(company, given);
    await turnNetwork(company.key, 'peppol', true);
    const end = Date.now() + 20_000;
    let waiting = (await networkOf(company.key)).body;
    while (waiting.code === null && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      waiting = (await networkOf(company.key)).body;
    }
    expect(waiting).toMatchObject({ status: 'pending', code });
    expect(waiting.advice.nb).toMatch(/prøver igjen|sjekker/);
    expect(waiting.lastEvent.code).toBe('network.retry-planned');
    expect(Date.parse(waiting.nextAt)).toBeGreaterThan(Date.now());
    // Whoever does not want to wait has it looked at now.
    await ask('POST', '/v1/networks/peppol/check', company.key);
    await untilNetworkIs(company.key, 'active');
    expect(await elma('GET', 'autoinvoice', company)).toBe(200);
  });

  it('that refuses our password needs the operator, and keeps being looked at', async () => {
    const company = await newCompany({ settings: { networks: { peppol: false } } });
    await addElmaFault(company, { kind: 'status', status: 401 });
    await turnNetwork(company.key, 'peppol', true);
    expect(await untilNetworkIs(company.key, 'error')).toMatchObject({ code: 'elma-401' });
    await ask('POST', '/v1/networks/peppol/check', company.key);
    await untilNetworkIs(company.key, 'active');
  });

  it('that is switched off while it waits is not made', async () => {
    const company = await newCompany({ settings: { networks: { peppol: false } } });
    await addElmaFault(company, { kind: 'status', status: 500, times: 2 });
    await turnNetwork(company.key, 'peppol', true);
    await turnNetwork(company.key, 'peppol', false);
    await untilNetworkIs(company.key, 'off');
    expect(await elma('GET', 'autoinvoice', company)).toBe(404);
  });
});

describe('a company that receives nothing', () => {
  it('sends over the networks all the same: their switches are about receiving', async () => {
    const receiver = await newCompany();
    const company = await newCompany({
      settings: { networks: { visma: false, peppol: false }, sending: { maySendForOthers: true } },
    });
    const recipient = `0192:${receiver.organisationNumber}`;
    const query = `organisationNumber=${receiver.organisationNumber}`;
    const lookup = await ask('GET', `/v1/lookup/receivers?${query}`, company.key);
    expect(lookup.body.channels[0]).toMatchObject({ channel: 'visma-network', reachable: true });
    const { runs } = await deliver(company.key, { recipient, method: 'einvoice' });
    expect(runs[0].attempts).toMatchObject([{ channel: 'visma-network', status: 'accepted' }]);
  });
});

describe('invoices on their way', () => {
  it('are still received after Peppol was switched off, until it is quiet', async () => {
    const company = await newCompany();
    await untilNetworkIs(company.key, 'active');
    await turnNetwork(company.key, 'peppol', false);
    const handIn = (): Promise<Answer> =>
      ask('POST', '/v1/access-point/inbound?network=peppol', installation().accessPoint.key, {
        headers: { 'content-type': 'application/xml' },
        body: writeSbd({
          instanceId: randomUUID(),
          sender: '0192:999999905',
          receiver: `0192:${company.organisationNumber}`,
          documentTypeId: billingInvoice.documentTypeId,
          processId: billingInvoice.processId,
          countryC1: 'NO',
          createdAt: '2026-11-20T10:00:00Z',
          document: Buffer.from(sampleInvoice()),
          payload: 'xml',
        }),
      });
    expect((await handIn()).status).toBe(200);
    await untilNetworkIs(company.key, 'off');
    expect((await handIn()).status).toBe(404);
    const { body } = await ask('GET', '/v1/received', company.key);
    expect(body.data).toHaveLength(1);
  });
});
