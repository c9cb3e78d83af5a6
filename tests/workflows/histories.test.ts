import { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { NativeConnection, Worker } from '@temporalio/worker';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { standInParticipants } from '../../channels/peppol/stand-in-participants.ts';
import {
  ask,
  installation,
  json,
  newCompany,
  sampleInvoice,
  send,
  until,
  type Company,
} from '../support/installation.ts';
import { quietTemporal } from '../support/temporal.ts';

const folder = fileURLToPath(new URL('../histories/', import.meta.url));
const names = [
  'delivered',
  'fell-back',
  'retried',
  'answered',
  'cancelled',
  'received',
  'network-joined',
  'network-left',
  'scan-account-closed',
] as const;
type Name = (typeof names)[number];
type CompanyName = 'network-joined' | 'network-left' | 'scan-account-closed';

const email = 'kunde@example.com';
const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

/** Plays each story through the API; gives the id of its workflow. */
const stories: Record<Exclude<Name, 'received' | CompanyName>, (key: string) => Promise<string>> = {
  delivered: (key) => sent(key, { method: 'print' }, 'delivered'),
  'fell-back': (key) => sent(key, { recipient: standInParticipants.unknown, email }, 'delivered'),
  retried: (key) => sent(key, { recipient: standInParticipants.flaky }, 'delivered'),
  answered: async (key) => {
    const id = await sent(key, { recipient: standInParticipants.answerLost }, 'needs-attention');
    await ask('POST', `/v1/deliveries/${id}/answer`, key, json({ answer: 'arrived' }));
    await until(key, id, ['delivered']);
    return id;
  },
  cancelled: async (key) => {
    const id = await sent(key, { method: 'email', email, notBefore: inAnHour() }, 'waiting');
    await ask('POST', `/v1/deliveries/${id}/cancel`, key);
    return id;
  },
};

async function sent(key: string, options: Record<string, string>, status: string): Promise<string> {
  const { body } = await send(key, sampleInvoice(), options);
  await until(key, body.id, [status]);
  return body.id;
}

/** Polls until what the API shows there has this status. */
async function shows(key: string, path: string, status: string): Promise<void> {
  while ((await ask('GET', path, key)).body.status !== status)
    await new Promise((resolve) => setTimeout(resolve, 100));
}

/** What a company switches; gives the id of the workflow. */
const companyStories: Record<CompanyName, (company: Company) => Promise<string>> = {
  'network-joined': async ({ key, tenantId }) => {
    await shows(key, '/v1/networks/peppol', 'active');
    return `networks/${tenantId}/peppol`;
  },
  'network-left': async ({ key, tenantId }) => {
    await shows(key, '/v1/networks/peppol', 'active');
    await ask('PUT', '/v1/networks/peppol', key, json({ enabled: false }));
    await shows(key, '/v1/networks/peppol', 'off');
    return `networks/${tenantId}/peppol`;
  },
  'scan-account-closed': async ({ key, tenantId }) => {
    await ask('PUT', '/v1/scanning', key, json({ enabled: true, returnEmail: email }));
    await shows(key, '/v1/scanning', 'open');
    await ask('PUT', '/v1/scanning', key, json({ enabled: false }));
    await shows(key, '/v1/scanning', 'off');
    return `scan-account/${tenantId}`;
  },
};

/** Machine and build of the recording are nobody's business and change nothing of a replay. */
const scrub = (text: string): string =>
  text
    .replaceAll(/"\d+@[^"]*"/g, '"worker"')
    .replaceAll(/"stackTrace": "(?:[^"\\]|\\.)*"/g, '"stackTrace": ""');

async function record(): Promise<void> {
  const [sender, receiver] = [await newCompany(), await newCompany()];
  const address = installation().addresses['temporal'] ?? '';
  const connection = await NativeConnection.connect({ address });
  const client = new Client({ connection, namespace: 'autoinvoice' });
  const keep = async (name: Name, workflowId: string): Promise<void> => {
    const handle = client.workflow.getHandle(workflowId);
    await handle.result();
    const text = JSON.stringify(JSON.parse(historyToJSON(await handle.fetchHistory())), null, 1);
    writeFileSync(`${folder}${name}.json`, `${scrub(text)}\n`);
  };
  await Promise.all(
    Object.entries(stories).map(async ([name, play]) =>
      keep(name as Name, `outbound/${await play(sender.key)}/1`),
    ),
  );
  for (const [name, play] of Object.entries(companyStories)) {
    await keep(name as Name, await play(await newCompany()));
  }
  await sent(sender.key, { recipient: `0192:${receiver.organisationNumber}` }, 'delivered');
  const { body } = await ask('GET', '/v1/received', receiver.key);
  await keep('received', `inbound/${body.data[0].id}`);
  await connection.close();
}

describe('the recorded histories', () => {
  it.runIf(process.env.UPDATE === '1')(
    'are recorded anew (UPDATE=1)',
    async () => {
      await record();
      expect(readdirSync(folder)).toHaveLength(names.length);
    },
    60_000,
  );

  it('are these', () => {
    expect(readdirSync(folder).sort()).toEqual(names.map((name) => `${name}.json`).sort());
  });

  it('all replay with the workflows as they are now', async () => {
    quietTemporal();
    const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
    const histories = names.map((name) => ({
      workflowId: name,
      history: JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8')) as unknown,
    }));
    const replayed: string[] = [];
    for await (const { workflowId, error } of Worker.runReplayHistories(
      { workflowsPath },
      histories,
    )) {
      expect([workflowId, error?.message]).toEqual([workflowId, undefined]);
      replayed.push(workflowId);
    }
    expect(replayed.sort()).toEqual([...names].sort());
  });
});
