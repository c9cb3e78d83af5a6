import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { activateAll } from './chaos/activations.ts';
import { deliverAll, isWhole } from './chaos/deliveries.ts';
import {
  fillPostgresDisk,
  killParts,
  mountPostgresDisk,
  stallTemporal,
  type Disturbance,
} from './chaos/disturbances.ts';
import { closeFolder, openFolder, startVictim, type Victim } from './chaos/installation.ts';
import { random, say } from './chaos/process.ts';
import { runScanChaos } from './chaos/scans.ts';

const { values: flags } = parseArgs({
  options: {
    /** One of `scenarios`, or `all`. */
    scenario: { type: 'string' },
    deliveries: { type: 'string', default: '300' },
    activations: { type: 'string' },
    /** PDFs that are mailed to a scan account, instead of deliveries. */
    scans: { type: 'string' },
    kills: { type: 'string', default: '8' },
    /** How long a part is away, in the scenarios that take one away. */
    seconds: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    data: { type: 'string' },
  },
});
const deliveries = Number(flags.deliveries);
const kills = Number(flags.kills);
const seconds = Number(flags.seconds);
const seed = Number(flags.seed);

/** What the last line of a scenario tells, and whether it is as it must be. */
interface Outcome {
  readonly isGood: boolean;
  readonly result: object;
}

/** Runs `work` on an installation of its own; `prepare` readies the folder and returns what gives it up again. */
async function withVictim(
  work: (victim: Victim) => Promise<Outcome>,
  prepare: (folder: string) => () => void = () => () => undefined,
): Promise<Outcome> {
  const folder = openFolder(flags.data);
  const release = prepare(folder);
  let outcome: Outcome = { isGood: false, result: {} };
  try {
    const victim = await startVictim(folder);
    try {
      outcome = await work(victim);
    } finally {
      await victim.stop();
    }
  } finally {
    release();
    closeFolder(folder, flags.data, outcome.isGood);
  }
  return outcome;
}

const deliverWhile = (disturb: Disturbance) => async (victim: Victim) => {
  const result = await deliverAll(victim, deliveries, disturb);
  return { isGood: isWhole(result), result };
};

const scenarios: Readonly<Record<string, () => Promise<Outcome>>> = {
  deliveries: () => withVictim(deliverWhile(killParts(kills, random(seed)))),
  activations: () =>
    withVictim((victim) =>
      activateAll(victim, Number(flags.activations ?? 50), killParts(kills, random(seed))),
    ),
  scans: () => runScanChaos({ scans: Number(flags.scans ?? 60), kills, seed, data: flags.data }),
  'temporal-away': () => withVictim(deliverWhile(stallTemporal(seconds))),
  'postgres-full': () => withVictim(deliverWhile(fillPostgresDisk(seconds)), mountPostgresDisk),
};

if (!existsSync(fileURLToPath(new URL('./api.js', import.meta.url))))
  throw new Error('Build first: npm run build');
const asked =
  flags.scenario ??
  (flags.scans !== undefined
    ? 'scans'
    : flags.activations !== undefined
      ? 'activations'
      : 'deliveries');
const names = asked === 'all' ? Object.keys(scenarios) : [asked];
let isGood = true;
for (const name of names) {
  const run = scenarios[name];
  if (!run)
    throw new Error(
      `There is no scenario "${name}": ${Object.keys(scenarios).join(', ')}, or all.`,
    );
  say(`Scenario ${name}`);
  const outcome = await run();
  console.log(JSON.stringify({ scenario: name, ...outcome.result, seed }));
  isGood &&= outcome.isGood;
}
process.exit(isGood ? 0 : 1);
