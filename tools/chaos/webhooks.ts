import { z } from 'zod';
import { startWebhookReceiver, type WebhookReceiver } from '../../channels/webhook/stand-in.ts';
import type { Backing } from '../../runtime/backing.ts';
import { askUntilAnswered, client, to } from './client.ts';
import type { Disturbance } from './disturbances.ts';
import type { Victim, VictimOptions } from './installation.ts';
import { say, sleep } from './process.ts';

/** What has not come this long after the last disturbance counts as lost. */
const patienceMs = 300_000;

/** Retries that take days take minutes here; our receiver is on this machine. */
export const webhookVictim: VictimOptions = {
  config: { AUTOINVOICE_PAUSE_SCALE: 0.02, AUTOINVOICE_WEBHOOK_PRIVATE_HOSTS: ['127.0.0.1'] },
};

/** Paths of receivers that get every message in the end. The second answers 503 to the first two calls of each. */
const mended = ['/hook', '/flaky/2'];
/** Those that never take one: they answer after 40 s, elsewhere, never again, or with an error. */
const broken = ['/hang/40', '/status/302', '/status/410', '/status/500'];

const message = z.object({
  id: z.string(),
  type: z.string(),
  data: z.object({ subjectId: z.string() }),
});

/**
 * Deliveries while parts are killed, and a webhook to each kind of receiver. Lost is a delivery whose end a working
 * receiver was not told; duplicated one whose end it was told under two ids, which no receiver can know for one.
 */
export async function tellAll(
  victim: Victim,
  count: number,
  disturb: Disturbance,
): Promise<{ isGood: boolean; result: object }> {
  const began = Date.now();
  const { backing } = victim;
  const receiver = await startWebhookReceiver({ host: '127.0.0.1', port: 0 });
  try {
    const sender = await client(backing);
    await subscribe(backing, sender.key, receiver);
    const ids: string[] = [];
    let at = 0;
    const lane = async (): Promise<void> => {
      while (at < count) ids.push(await sender.send(`C-${at++}`, to['visma-network']));
    };
    await Promise.all([...Array.from({ length: 4 }, lane), disturb(victim)]);
    say(`${ids.length} accepted; waiting for the messages.`);
    const result = await countAll(receiver, ids);
    const isGood =
      result.lost === 0 && result.duplicated === 0 && result.forged === 0 && result.astray === 0;
    return { isGood, result: { ...result, seconds: Math.round((Date.now() - began) / 1000) } };
  } finally {
    await receiver.close();
  }
}

async function subscribe(backing: Backing, key: string, receiver: WebhookReceiver): Promise<void> {
  const secrets: string[] = [];
  // The last one is a name that leads to a private address: nothing may be sent there.
  const urls = [...mended, ...broken].map((path) => receiver.url + path);
  for (const url of [...urls, 'https://localhost:8443/hook']) {
    const made = await askUntilAnswered<{ secret: string }>(backing, key, {
      method: 'POST',
      path: '/v1/webhooks',
      json: { url, types: ['delivery.delivered'] },
    });
    secrets.push(made.secret);
  }
  receiver.trust(...secrets);
}

async function countAll(receiver: WebhookReceiver, ids: readonly string[]) {
  const end = Date.now() + patienceMs;
  for (;;) {
    const told = endsTold(receiver);
    const lost = ids.filter((id) => mended.some((path) => !told.get(path)?.has(id)));
    if (lost.length > 0 && Date.now() < end) {
      await sleep(1000);
      continue;
    }
    const { seen } = receiver;
    const isTwice = (id: string): boolean =>
      mended.some((path) => (told.get(path)?.get(id)?.size ?? 0) > 1);
    const calls = (path: string): number => seen.filter((one) => one.path === path).length;
    const hooked = seen.filter(({ path }) => path === '/hook');
    return {
      accepted: ids.length,
      lost: lost.length,
      duplicated: ids.filter(isTwice).length,
      /** The same message again, to a receiver that had taken it. */
      repeats: hooked.length - new Set(hooked.map(({ id }) => id)).size,
      forged: seen.filter(({ isVerified }) => !isVerified).length,
      /** Calls to where a redirect leads. */
      astray: calls('/elsewhere'),
      calls: Object.fromEntries([...mended, ...broken].map((path) => [path, calls(path)])),
    };
  }
}

/** Per receiver and delivery: the ids under which it was told that it is delivered. */
function endsTold({ seen }: WebhookReceiver): Map<string, Map<string, Set<string>>> {
  const told = new Map<string, Map<string, Set<string>>>();
  const calls = new Map<string, number>();
  for (const { path, id, body } of seen) {
    const call = `${path} ${id}`;
    calls.set(call, (calls.get(call) ?? 0) + 1);
    const isTaken = path !== '/flaky/2' || (calls.get(call) ?? 0) > 2;
    const { type, data } = message.parse(JSON.parse(body));
    if (type !== 'delivery.delivered' || !isTaken) continue;
    const ofPath = told.get(path) ?? new Map<string, Set<string>>();
    told.set(path, ofPath);
    ofPath.set(data.subjectId, (ofPath.get(data.subjectId) ?? new Set()).add(id));
  }
  return told;
}
