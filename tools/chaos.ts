import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startBacking, type Backing } from '../runtime/backing.ts';
import { anyPorts, readEmbeddedConfig, toEnvironment } from '../runtime/config.ts';
import { activations } from './chaos/activations.ts';
import { client, type ChaosClient } from './chaos/client.ts';
import { keep, random, say, sleep } from './chaos/process.ts';
import { countReceived, type Seen } from './chaos/receivers.ts';
import { runScanChaos } from './chaos/scans.ts';

const { values: flags } = parseArgs({
  options: {
    deliveries: { type: 'string', default: '300' },
    activations: { type: 'string' },
    /** PDFs that are mailed to a scan account, instead of deliveries. */
    scans: { type: 'string' },
    kills: { type: 'string', default: '8' },
    seed: { type: 'string', default: '1' },
    data: { type: 'string' },
  },
});
const deliveries = Number(flags.deliveries);
const kills = Number(flags.kills);

/** A delivery that is nowhere this long after the last kill counts as lost. */
const patienceMs = 300_000;
const kinds = ['visma-network', 'peppol', 'email', 'print'] as const;

async function main(): Promise<boolean> {
  const began = Date.now();
  const folder = flags.data ?? mkdtempSync(join(tmpdir(), 'autoinvoice-chaos-'));
  mkdirSync(folder, { recursive: true });
  // Postgres runs as another user where this runs as root.
  chmodSync(folder, 0o755);
  const next = random(Number(flags.seed));
  let deleteTemporal = false;
  const config = {
    ...readEmbeddedConfig(anyPorts),
    AUTOINVOICE_DATA: folder,
    AUTOINVOICE_GRACE_SECONDS: 5,
    // So that everybody is reminded twice, and signs after that.
    AUTOINVOICE_DAY_SECONDS: 3,
    AUTOINVOICE_SIGNS_AFTER_SECONDS: 30,
  };
  const backing = await startBacking({
    config,
    progress: say,
    beforeTemporalRestart: () => {
      if (!deleteTemporal) return;
      deleteTemporal = false;
      for (const end of ['', '-wal', '-shm'])
        rmSync(join(folder, 'temporal', `temporal.db${end}`), { force: true });
      say('Temporal’s database is deleted.');
    },
  });
  const environment = toEnvironment(backing.service);
  const api = keep('api', environment, join(folder, 'logs', 'api.log'));
  const worker = keep('worker', environment, join(folder, 'logs', 'worker.log'));
  const service = { api, worker };
  const kill = (): Promise<void> =>
    killAll(backing, service, kills, next, () => (deleteTemporal = true));
  if (flags.activations !== undefined) {
    let isGood = false;
    try {
      isGood = await activateAll(backing, folder, Number(flags.activations), kill);
    } finally {
      await Promise.all([api.stop(), worker.stop()]);
      await backing.stop();
    }
    return keepOrRemove(folder, isGood);
  }
  let result;
  try {
    const sender = await client(backing);
    const accepted = sendAll(sender, deliveries);
    await kill();
    const keys = await accepted;
    say(`${keys.size} accepted; waiting for the receivers.`);
    result = await waitForReceivers(sender, backing, folder, keys, began);
  } finally {
    await Promise.all([api.stop(), worker.stop()]);
    await backing.stop();
  }
  console.log(JSON.stringify(result));
  const { lost, duplicated, needsAttention, repeats, accepted, delivered } = result;
  const isGood =
    lost === 0 &&
    duplicated === 0 &&
    needsAttention === 0 &&
    repeats.print === 0 &&
    delivered === accepted;
  return keepOrRemove(folder, isGood);
}

/** What went wrong can be looked at afterwards. */
function keepOrRemove(folder: string, isGood: boolean): boolean {
  if (isGood && flags.data === undefined) rmSync(folder, { recursive: true, force: true });
  else if (!isGood) say(`The installation is kept in ${folder}.`);
  return isGood;
}

/** Companies come on board while parts are killed: each is authenticated, by one document and one set of reminders. */
async function activateAll(
  backing: Backing,
  folder: string,
  count: number,
  kill: () => Promise<void>,
): Promise<boolean> {
  const all = activations(backing, folder);
  const started = all.start(count);
  await kill();
  await started;
  say(`${count} started; waiting for the signatures.`);
  const end = Date.now() + patienceMs;
  for (;;) {
    const result = await all.count().catch((error: unknown) => {
      say(`It cannot be counted yet: ${String(error)}`);
      return null;
    });
    if (result && (result.lost === 0 || Date.now() > end)) {
      console.log(JSON.stringify(result));
      return result.lost === 0 && result.documents === result.started;
    }
    await sleep(1000);
  }
}

/** Sends every document until its 202 is there; returns the numbers of the accepted ones. */
async function sendAll(sender: ChaosClient, count: number): Promise<Set<string>> {
  const accepted = new Set<string>();
  let at = 0;
  const lane = async (): Promise<void> => {
    while (at < count) {
      const index = at++;
      const number = `C-${index}`;
      await sender.send(number, kinds[index % kinds.length] ?? 'email');
      accepted.add(number);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return accepted;
}

async function killAll(
  backing: Backing,
  service: Record<'api' | 'worker', { kill(): void }>,
  count: number,
  next: () => number,
  askToDelete: () => void,
): Promise<void> {
  const victims = ['postgres', 'temporal', 'worker', 'api'] as const;
  const deleteAt = Math.min(count - 1, 1 + Math.floor(next() * Math.max(1, count - 1)));
  for (let kill = 0; kill < count; kill++) {
    await sleep(1500 + next() * 4000);
    const victim =
      kill === deleteAt ? 'temporal' : (victims[Math.floor(next() * victims.length)] ?? 'worker');
    if (kill === deleteAt) askToDelete();
    say(`kill -9 ${victim}`);
    if (victim === 'api' || victim === 'worker') service[victim].kill();
    else {
      const pid = backing[victim]?.pid();
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    }
  }
}

async function waitForReceivers(
  sender: ChaosClient,
  backing: Backing,
  folder: string,
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
    kills,
    seed: Number(flags.seed),
    seconds: Math.round((Date.now() - began) / 1000),
  };
}

if (!existsSync(fileURLToPath(new URL('./api.js', import.meta.url))))
  throw new Error('Build first: npm run build');
const isGood =
  flags.scans === undefined
    ? await main()
    : await runScanChaos({
        scans: Number(flags.scans),
        kills,
        seed: Number(flags.seed),
        data: flags.data,
      });
process.exit(isGood ? 0 : 1);
