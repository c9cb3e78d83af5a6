import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { activateAll, activationVictim } from './chaos/activations.ts';
import { bounceAll } from './chaos/bounces.ts';
import { clockObstacle, clockVictim } from './chaos/clock.ts';
import { deliverAll, isWhole } from './chaos/deliveries.ts';
import {
  fillDisk,
  killParts,
  mountDisk,
  mountObstacle,
  stallTemporal,
  type Disturbance,
} from './chaos/disturbances.ts';
import {
  closeFolder,
  openFolder,
  startVictim,
  type Victim,
  type VictimOptions,
} from './chaos/installation.ts';
import { random, say } from './chaos/process.ts';
import { scanAll, scanParts, scanVictim } from './chaos/scans.ts';
import { tellAll, webhookVictim } from './chaos/webhooks.ts';

const { values: flags } = parseArgs({
  options: {
    /** One of `scenarios`, or `all`. */
    scenario: { type: 'string' },
    /** How many are sent, in the scenarios of deliveries, bounces and webhooks. */
    deliveries: { type: 'string' },
    activations: { type: 'string' },
    /** PDFs that are mailed to a scan account. */
    scans: { type: 'string' },
    kills: { type: 'string', default: '8' },
    /** How long a part is away, in the scenarios that take one away. */
    seconds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    data: { type: 'string' },
  },
});
const kills = Number(flags.kills);
const seconds = Number(flags.seconds);
const seed = Number(flags.seed);

/** What the last line of a scenario tells, and whether it is as it must be. */
interface Outcome {
  readonly isGood: boolean;
  readonly result: object;
}

interface Scenario {
  /** Why it cannot be played on this machine, or null. */
  readonly obstacle?: () => string | null;
  readonly victim?: VictimOptions;
  /** Readies the folder before the installation starts; returns what gives it up again. */
  readonly prepare?: (folder: string) => () => void;
  readonly work: (victim: Victim) => Promise<Outcome>;
}

async function run({ work, victim: options, prepare }: Scenario): Promise<Outcome> {
  const folder = openFolder(flags.data);
  const release = prepare?.(folder);
  let outcome: Outcome = { isGood: false, result: {} };
  try {
    const victim = await startVictim(folder, options);
    try {
      outcome = await work(victim);
    } finally {
      await victim.stop();
    }
  } finally {
    release?.();
    closeFolder(folder, flags.data, outcome.isGood);
  }
  return outcome;
}

const count = (flag: string | undefined, usual: number): number => Number(flag ?? usual);
const deliverWhile = (usual: number, disturb: Disturbance) => async (victim: Victim) => {
  const result = await deliverAll(victim, count(flags.deliveries, usual), disturb);
  return { isGood: isWhole(result), result };
};
const killing = (parts?: readonly string[], pace?: number): Disturbance =>
  killParts(kills, random(seed), parts, pace);

const scenarios: Readonly<Record<string, Scenario>> = {
  deliveries: { work: deliverWhile(200, killing()) },
  bounces: { work: (victim) => bounceAll(victim, count(flags.deliveries, 40), killing()) },
  webhooks: {
    victim: webhookVictim,
    work: (victim) => tellAll(victim, count(flags.deliveries, 40), killing()),
  },
  activations: {
    victim: activationVictim,
    work: (victim) => activateAll(victim, count(flags.activations, 20), killing(undefined, 2.5)),
  },
  scans: {
    victim: scanVictim,
    work: (victim) => scanAll(victim, count(flags.scans, 30), killing(scanParts), kills * 3.5),
  },
  'temporal-away': { work: deliverWhile(80, stallTemporal(seconds)) },
  'postgres-full': {
    obstacle: mountObstacle,
    prepare: mountDisk('postgres'),
    work: deliverWhile(60, fillDisk('postgres', seconds)),
  },
  'print-full': {
    obstacle: mountObstacle,
    prepare: mountDisk('print'),
    work: deliverWhile(60, fillDisk('print', seconds)),
  },
  clock: {
    obstacle: clockObstacle,
    victim: clockVictim(),
    work: deliverWhile(80, killing(['worker', 'worker-ahead', 'worker-behind'])),
  },
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
  const scenario = scenarios[name];
  if (!scenario)
    throw new Error(
      `There is no scenario "${name}": ${Object.keys(scenarios).join(', ')}, or all.`,
    );
  const skipped = scenario.obstacle?.() ?? null;
  if (skipped !== null) {
    console.log(JSON.stringify({ scenario: name, skipped }));
    isGood &&= asked === 'all';
    continue;
  }
  say(`Scenario ${name}`);
  const outcome = await run(scenario);
  console.log(JSON.stringify({ scenario: name, ...outcome.result, seed }));
  isGood &&= outcome.isGood;
}
process.exit(isGood ? 0 : 1);
