import { Gauge } from 'prom-client';
import type { Measure } from '../db/measures.ts';
import type { Metrics } from './metrics.ts';

/** What `/metrics` tells of the work of the whole installation; `autoinvoice_` stands before each name. */
const gauges = {
  deliveries: {
    help: 'Deliveries accepted in the last 30 days, by status and last channel.',
    labels: ['status', 'channel'],
  },
  needs_attention: {
    help: 'Deliveries that wait for a person, by what is asked.',
    labels: ['code'],
  },
  scans: { help: 'Scans by status.', labels: ['status'] },
  webhook_messages: { help: 'Messages to webhooks by status.', labels: ['status'] },
  overdue_promises: {
    help: 'Promised acts that are overdue, by kind of workflow.',
    labels: ['workflow'],
  },
  oldest_overdue_seconds: { help: 'How long the oldest promised act is overdue.', labels: [] },
} as const;

/** The tables are counted once in this time at most, however many ask. */
const rememberMs = 10_000;

/** Has the work of the installation told in `/metrics`. While PostgreSQL is away, only that is told. */
export function tellMeasures({ registry }: Metrics, read: () => Promise<readonly Measure[]>): void {
  const registers = [registry];
  const all = new Map<string, Gauge>();
  let readAt = -Infinity;
  const readAnew = async (): Promise<void> => {
    const found = await read().catch(() => null);
    readAt = performance.now();
    for (const gauge of all.values()) gauge.reset();
    for (const { name, labels, value } of found ?? [])
      all
        .get(name)
        ?.labels(...labels)
        .set(value);
    isUp.set(found === null ? 0 : 1);
  };
  // All gauges of a scrape are asked at once, and wait for one reading.
  let reading = Promise.resolve();
  const collect = (): Promise<void> => {
    if (performance.now() - readAt < rememberMs) return reading;
    readAt = performance.now();
    reading = readAnew();
    return reading;
  };
  const isUp = new Gauge({
    name: 'autoinvoice_database_up',
    help: '1 while PostgreSQL answers.',
    registers,
    collect,
  });
  for (const [name, { help, labels }] of Object.entries(gauges)) {
    const labelNames = [...labels];
    all.set(name, new Gauge({ name: `autoinvoice_${name}`, help, labelNames, registers, collect }));
  }
}
