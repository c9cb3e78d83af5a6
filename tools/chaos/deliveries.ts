import { client, to, type ChaosClient } from './client.ts';
import type { Disturbance } from './disturbances.ts';
import type { Victim } from './installation.ts';
import { say, sleep } from './process.ts';
import { countReceived, type Seen } from './receivers.ts';

/** A delivery that is nowhere this long after the last disturbance counts as lost. */
const patienceMs = 300_000;
const kinds = ['visma-network', 'peppol', 'email', 'print'] as const;

/** What became of the deliveries that were accepted while the installation was disturbed. */
export type DeliveryCount = ReturnType<typeof report>;

/** Sends so many invoices over all channels while the installation is disturbed, and counts them at the receivers. */
export async function deliverAll(
  victim: Victim,
  count: number,
  disturb: Disturbance,
): Promise<DeliveryCount> {
  const began = Date.now();
  const sender = await client(victim.backing);
  const [keys] = await Promise.all([sendAll(sender, count), disturb(victim)]);
  say(`${keys.size} accepted; waiting for the receivers.`);
  return waitForReceivers(sender, victim, keys, began);
}

/** Nothing lost, nothing twice, and nothing that a person has to answer for. */
export const isWhole = (count: DeliveryCount): boolean =>
  count.lost === 0 &&
  count.duplicated === 0 &&
  count.needsAttention === 0 &&
  count.repeats.print === 0 &&
  count.delivered === count.accepted;

/** Sends every document until its 202 is there; returns the numbers of the accepted ones. */
async function sendAll(sender: ChaosClient, count: number): Promise<Set<string>> {
  const accepted = new Set<string>();
  let at = 0;
  const lane = async (): Promise<void> => {
    while (at < count) {
      const index = at++;
      const number = `C-${index}`;
      await sender.send(number, to[kinds[index % kinds.length] ?? 'email']);
      accepted.add(number);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return accepted;
}

async function waitForReceivers(
  sender: ChaosClient,
  { backing, folder }: Victim,
  keys: ReadonlySet<string>,
  began: number,
) {
  const end = Date.now() + patienceMs;
  for (;;) {
    const seen = await countReceived(backing, folder, () => sender.received()).catch(
      (error: unknown) => {
        say(`A receiver cannot be read yet: ${String(error)}`);
        return null;
      },
    );
    const asking = seen && (await sender.asking().catch(() => null));
    if (seen && asking) {
      const missing = [...keys].filter((number) => !seen.has(number) && !asking.has(number));
      if (missing.length === 0 || Date.now() > end)
        return report(keys, seen, asking, missing, began);
    }
    await sleep(1000);
  }
}

function report(
  keys: ReadonlySet<string>,
  seen: ReadonlyMap<string, Seen>,
  asking: ReadonlySet<string>,
  missing: readonly string[],
  began: number,
) {
  const repeats = { 'visma-network': 0, peppol: 0, efaktura: 0, vipps: 0, email: 0, print: 0 };
  let duplicated = 0;
  for (const { ids, channels, copies } of seen.values()) {
    if (ids.size > 1 || channels.size > 1) duplicated++;
    for (const channel of channels) repeats[channel] += copies - ids.size;
  }
  return {
    accepted: keys.size,
    delivered: [...keys].filter((number) => seen.has(number)).length,
    needsAttention: asking.size,
    lost: missing.length,
    duplicated,
    repeats,
    seconds: Math.round((Date.now() - began) / 1000),
  };
}
