import type { Client } from '@temporalio/client';
import { standInParticipants } from '../../channels/peppol/stand-in-participants.ts';
import { startWebhookReceiver } from '../../channels/webhook/stand-in.ts';
import {
  ask,
  json,
  newCompany,
  newOrganisationNumber,
  sampleInvoice,
  send,
  until,
  type Company,
} from '../support/installation.ts';
import { invoiceTo, samplePdf, scan, untilScan } from '../support/scans.ts';
import { activate, activationWhen, playSigner, signingLink } from '../support/signing.ts';

const email = 'kunde@example.com';
const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

interface Story {
  /** Plays it through the API; gives the id of its workflow. */
  readonly play: (company: Company, client: Client) => Promise<string>;
  readonly status?: 'none';
  /** The workflow is recorded in the middle of its waiting. */
  readonly isOpen?: true;
}

/** What is played to record the history of each name. */
export const stories = {
  delivered: { play: ({ key }) => sent(key, { method: 'print' }, 'delivered') },
  'fell-back': {
    play: ({ key }) => sent(key, { recipient: standInParticipants.unknown, email }, 'delivered'),
  },
  retried: { play: ({ key }) => sent(key, { recipient: standInParticipants.flaky }, 'delivered') },
  answered: {
    play: async ({ key }) => {
      const run = await sent(key, { recipient: standInParticipants.answerLost }, 'needs-attention');
      const [, id = ''] = run.split('/');
      await ask('POST', `/v1/deliveries/${id}/answer`, key, json({ answer: 'arrived' }));
      await until(key, id, ['delivered']);
      return run;
    },
  },
  cancelled: {
    play: async ({ key }) => {
      const run = await sent(key, { method: 'email', email, notBefore: inAnHour() }, 'waiting');
      await ask('POST', `/v1/deliveries/${run.split('/')[1]}/cancel`, key);
      return run;
    },
  },
  received: {
    play: async ({ key, organisationNumber }) => {
      const sender = await newCompany();
      await sent(sender.key, { recipient: `0192:${organisationNumber}` }, 'delivered');
      const { body } = await ask('GET', '/v1/received', key);
      return `inbound/${body.data[0].id}`;
    },
  },
  'network-joined': {
    play: async ({ key, tenantId }) => {
      await shows(key, '/v1/networks/peppol', 'active');
      return `networks/${tenantId}/peppol`;
    },
  },
  'network-left': {
    play: async ({ key, tenantId }) => {
      await shows(key, '/v1/networks/peppol', 'active');
      await ask('PUT', '/v1/networks/peppol', key, json({ enabled: false }));
      await shows(key, '/v1/networks/peppol', 'off');
      return `networks/${tenantId}/peppol`;
    },
  },
  'scan-account-closed': {
    play: async ({ key, tenantId }) => {
      await ask('PUT', '/v1/scanning', key, json({ enabled: true, returnEmail: email }));
      await shows(key, '/v1/scanning', 'open');
      await ask('PUT', '/v1/scanning', key, json({ enabled: false }));
      await shows(key, '/v1/scanning', 'off');
      return `scan-account/${tenantId}`;
    },
  },
  'efaktura-transferred': {
    play: async () => {
      const { key } = await newCompany({ organisationNumber: newOrganisationNumber('8997') });
      const signerEmail = `efaktura-${Date.now()}@example.com`;
      const consumers = { requested: true, signerEmail };
      await ask('PATCH', '/v1/settings', key, json({ consumers }));
      await playSigner(await signingLink(signerEmail), 'sign');
      await shows(key, '/v1/efaktura', 'active');
      return `efaktura-agreement/${(await ask('GET', '/v1/efaktura', key)).body.id}`;
    },
  },
  'activation-signed': {
    status: 'none',
    play: async (company) => {
      const { body } = await activate(company);
      await playSigner(await signingLink(`${company.tenantId}@example.com`), 'sign');
      await activationWhen(company.key, (now) => now.company.status === 'authenticated');
      return `activation/${body.id}`;
    },
  },
  'activation-waiting': {
    status: 'none',
    isOpen: true,
    play: async (company) => {
      const { body } = await activate(company);
      await signingLink(`${company.tenantId}@example.com`);
      const other = `ny-${company.tenantId}@example.com`;
      const path = `/v1/activations/${body.id}/email`;
      await ask('PUT', path, company.key, json({ email: other }));
      await signingLink(other);
      await activationWhen(company.key, ({ activation }) => activation.status === 'waiting');
      return `activation/${body.id}`;
    },
  },
  'scan-accepted': {
    play: async ({ key, organisationNumber }) => {
      const id = await scanned(key, invoiceTo(organisationNumber));
      await untilScan(key, id, ['accepted']);
      return `scan/${id}/1`;
    },
  },
  'scan-rejected': { play: async (company) => `scan/${await rejectedScan(company)}/1` },
  'scan-forwarded': {
    play: async (company, client) => {
      await rejectedScan(company);
      const query = `AiTenant = '${company.tenantId}' AND WorkflowType = 'forwardDocument'`;
      for (;;) {
        for await (const { workflowId } of client.workflow.list({ query })) return workflowId;
        await pause();
      }
    },
  },
  'scans-read-again': {
    play: async ({ key }) => {
      const bytes = Buffer.from('%PDF-1.7\nnothing of a PDF follows');
      const { body } = await scan(key, [{ name: 'a.pdf', bytes }]);
      const id: string = body.scans[0].id;
      await untilScan(key, id, ['failed']);
      return `rerun/${(await ask('POST', '/v1/scans/rerun', key, json({ ids: [id] }))).body.id}`;
    },
  },
  'webhook-sent-again': {
    play: async ({ key }) => {
      const receiver = await startWebhookReceiver({ host: '127.0.0.1', port: 0 });
      const hook = { url: `${receiver.url}/flaky/1`, types: ['delivery.delivered'] };
      const { body } = await ask('POST', '/v1/webhooks', key, json(hook));
      receiver.trust(body.secret);
      await sent(key, { method: 'email', email }, 'delivered');
      for (;;) {
        const list = await ask('GET', `/v1/webhooks/${body.id}/deliveries`, key);
        const [message] = list.body.data;
        if (message?.status === 'delivered') {
          await receiver.close();
          return `webhook/${body.id}/${message.eventId}`;
        }
        await pause();
      }
    },
  },
} satisfies Record<string, Story>;

/** Sends an invoice, waits for this status, and gives the id of its first run's workflow. */
async function sent(key: string, options: Record<string, string>, status: string): Promise<string> {
  const { body } = await send(key, sampleInvoice(), options);
  await until(key, body.id, [status]);
  return `outbound/${body.id}/1`;
}

async function scanned(key: string, xml: string): Promise<string> {
  const bytes = await samplePdf({ embedded: true, xml });
  return (await scan(key, [{ name: 'a.pdf', bytes }])).body.scans[0].id;
}

/** Somebody else's invoice, which a person rejects and has sent on. */
async function rejectedScan({ key }: Company): Promise<string> {
  await ask('PUT', '/v1/scanning', key, json({ enabled: true, returnEmail: email }));
  const id = await scanned(key, sampleInvoice());
  const { draft } = await untilScan(key, id, ['review']);
  await ask('POST', `/v1/scans/${id}/reject`, key, {
    headers: { 'content-type': 'application/json', 'if-match': `"${draft.version}"` },
    body: JSON.stringify({ reason: 'Ikke vår', forward: true }),
  });
  await untilScan(key, id, ['rejected']);
  return id;
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100));

/** Polls until what the API shows there has this status. */
async function shows(key: string, path: string, status: string): Promise<void> {
  while ((await ask('GET', path, key)).body.status !== status) await pause();
}
