import { createWriteStream, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createJsonLog } from '../api/log.ts';
import { standInParticipants } from '../channels/peppol/stand-in-participants.ts';
import { readEmbeddedConfig } from './config.ts';
import { playBounce } from './demo/bounce.ts';
import { demoCompanies } from './demo/companies.ts';
import { agreeOnEfaktura } from './demo/consumers.ts';
import { table, type DemoRow } from './demo/row.ts';
import { samples, type Sample } from './demo/samples.ts';
import { playScans } from './demo/scans.ts';
import { playWebhook } from './demo/webhook.ts';
import { startInstallation } from './installation.ts';
import { runUntilSignal } from './process.ts';

/** So long that nobody waits for a channel that is down, short enough to see it fall back. */
const demoDeadlineSeconds = 30;
/** The stand-in of Visma Sign signs by itself. */
const demoSignsAfterSeconds = 1;
const patienceSeconds = 90;

const accepted = z.object({ id: z.string() });
const problem = z.object({ status: z.number(), code: z.string(), detail: z.string() });
const delivery = z.object({
  id: z.string(),
  status: z.string(),
  code: z.string().nullable(),
  channel: z.string().nullable(),
  timeline: z.array(z.object({ text: z.object({ nb: z.string(), en: z.string() }) })),
});

const { values: flags } = parseArgs({ options: { once: { type: 'boolean', default: false } } });

await runUntilSignal(async (stopping) => {
  const given = readEmbeddedConfig();
  const config = {
    ...given,
    AUTOINVOICE_DEADLINE_SECONDS: given.AUTOINVOICE_DEADLINE_SECONDS ?? demoDeadlineSeconds,
    AUTOINVOICE_SIGNS_AFTER_SECONDS: given.AUTOINVOICE_SIGNS_AFTER_SECONDS ?? demoSignsAfterSeconds,
    AUTOINVOICE_WEBHOOK_PRIVATE_HOSTS: [
      ...given.AUTOINVOICE_WEBHOOK_PRIVATE_HOSTS,
      given.AUTOINVOICE_HOST,
    ],
  };
  const folder = config.AUTOINVOICE_DATA;
  mkdirSync(join(folder, 'logs'), { recursive: true });
  const log = createJsonLog(createWriteStream(join(folder, 'logs', 'service.log'), { flags: 'a' }));
  const installation = await startInstallation(config, log, (text) => console.error(text));
  const { addresses, service } = installation.backing;
  const api = addresses['api'] ?? '';
  console.error('Activating the companies: terms, invitation, signature …');
  const tenants = await demoCompanies(folder, api, service.operatorKey);
  installation.describe({ tenants, standIns: standInParticipants });
  const [sender, receiver] = tenants;
  if (!sender || !receiver) throw new Error('The companies of the demo are not there.');
  console.error('Asking for the eFaktura agreement …');
  await agreeOnEfaktura(api, sender.apiKey);
  console.error('Sending the samples …');
  const [deliveries, bounces, scans, told] = await Promise.all([
    Promise.all(samples.map((sample) => play(api, sender.apiKey, sample))),
    // Only the mail catcher sends mail back.
    Promise.all(addresses['mail'] === undefined ? [] : [playBounce(api, sender.apiKey)]),
    playScans({
      api,
      apiKey: receiver.apiKey,
      company: receiver,
      scanMail: addresses['scanMail'] ?? '',
    }),
    playWebhook(api, sender.apiKey, config.AUTOINVOICE_HOST),
  ]);
  const rows = [...deliveries, ...bounces, ...scans, told];
  console.log(table(rows));
  console.log(`
API documentation  ${addresses['docs']}
Temporal UI        ${addresses['temporalUi'] ?? 'of your own Temporal'}
Mail catcher       ${addresses['mail'] ?? 'sent by your own SMTP server'}
Print folder       ${addresses['print'] ?? 'of your own print house'}
Netbank            ${addresses['netbank'] ?? 'of your own provider of eFaktura'}
Keys and addresses ${join(folder, 'installation.json')}`);
  const unexpected = rows.filter(({ isExpected }) => !isExpected);
  if (flags.once) {
    return async () => {
      await installation.stop();
      if (unexpected.length > 0)
        throw new Error(`Not as expected: ${unexpected.map(({ sample }) => sample).join(', ')}`);
    };
  }
  console.log('\nCtrl-C stops everything.');
  await Promise.race([installation.failed, stopping]);
  return () => installation.stop();
});

/** Sends one sample, once for all runs, and follows it to its end. */
async function play(api: string, apiKey: string, sample: Sample): Promise<DemoRow> {
  const headers = { authorization: `Bearer ${apiKey}` };
  const row = { sample: sample.file, shows: sample.shows };
  const folder = fileURLToPath(new URL('../runtime/demo/samples/', import.meta.url));
  const response = await fetch(
    `${api}/v1/deliveries?${new URLSearchParams(sample.options).toString()}`,
    {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/xml',
        'idempotency-key': `demo/${sample.file}`,
      },
      body: await readFile(join(folder, sample.file)),
    },
  );
  const body: unknown = await response.json();
  if (response.status !== 202) {
    const { status, code, detail } = problem.parse(body);
    const isExpected = 'refused' in sample.expected && sample.expected.refused === code;
    return {
      ...row,
      id: '',
      result: `refused (${status} ${code})`,
      story: detail,
      isExpected,
    };
  }
  const { id } = accepted.parse(body);
  const end = Date.now() + patienceSeconds * 1000;
  for (;;) {
    const now = delivery.parse(
      await (await fetch(`${api}/v1/deliveries/${id}`, { headers })).json(),
    );
    const isTerminal = ['delivered', 'failed', 'cancelled', 'needs-attention', 'returned'].includes(
      now.status,
    );
    if (isTerminal || Date.now() > end) {
      const isExpected =
        'channel' in sample.expected &&
        now.status === 'delivered' &&
        now.channel === sample.expected.channel;
      const story = now.timeline
        .slice(1)
        .map(({ text }) => text.en)
        .join(' ');
      return {
        ...row,
        id,
        result: `${now.status}${now.channel ? ` (${now.channel})` : ''}`,
        story,
        isExpected,
      };
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
