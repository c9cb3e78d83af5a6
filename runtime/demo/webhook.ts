import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { startWebhookReceiver } from '../../channels/webhook/stand-in.ts';
import { askDemo } from './ask.ts';
import type { DemoRow } from './row.ts';

const webhook = z.object({ id: z.string(), secret: z.string() });
const event = z.object({ id: z.string(), type: z.string() });
const patienceMs = 20_000;
/** Where nothing is sent anew, because the demo has run before, an earlier event is asked for again. */
const replayAfterMs = 4000;
const thirtyDaysMs = 30 * 86_400_000;

/** An ERP that is told of a delivered invoice, and verifies who tells it. `host` is one that webhooks may call. */
export async function playWebhook(api: string, apiKey: string, host: string): Promise<DemoRow> {
  const receiver = await startWebhookReceiver({ host, port: 0 });
  const url = `${receiver.url}/erp`;
  const wanted = { url, types: ['delivery.delivered'] };
  const { id, secret } = webhook.parse(await askDemo(api, apiKey, 'POST', '/v1/webhooks', wanted));
  receiver.trust(secret);
  const began = Date.now();
  let isReplayed = false;
  while (receiver.seen.length === 0 && Date.now() - began < patienceMs) {
    await pause(100);
    if (isReplayed || Date.now() - began < replayAfterMs) continue;
    isReplayed = true;
    const from = new Date(began - thirtyDaysMs).toISOString();
    await askDemo(api, apiKey, 'POST', `/v1/webhooks/${id}/replay`, { from });
  }
  const headers = { authorization: `Bearer ${apiKey}` };
  await fetch(`${api}/v1/webhooks/${id}`, { method: 'DELETE', headers });
  await receiver.close();
  const message = receiver.seen.at(0);
  const isVerified = message?.isVerified === true;
  const told = message && event.parse(JSON.parse(message.body));
  return {
    sample: 'a webhook',
    shows: 'the ERP is told, and verifies the signature',
    id,
    result: isVerified ? 'verified' : message ? 'not verified' : 'nothing came',
    story: told
      ? `Event ${told.id} (${told.type}) came; its signature ${isVerified ? 'is' : 'is not'} by the webhook’s secret.`
      : 'No event came.',
    isExpected: isVerified,
  };
}
