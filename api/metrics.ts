import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

interface CounterContract<L extends string> {
  /** Without the prefix `autoinvoice_`, e.g. `deliveries_total`. */
  readonly name: string;
  readonly help: string;
  readonly labels: readonly L[];
}

/** The numbers of one process, for Prometheus. Names: docs/operations.md. */
export interface Metrics {
  readonly registry: Registry;
  observeRequest(labels: { route: string; method: string; status: number }, seconds: number): void;
  /** `add({ channel: 'email', outcome: 'delivered' })` counts one. */
  counter<L extends string>(
    contract: CounterContract<L>,
  ): { add(labels: Readonly<Record<L, string>>, amount?: number): void };
  histogram<L extends string>(
    contract: CounterContract<L> & { readonly buckets: readonly number[] },
  ): { observe(labels: Readonly<Record<L, string>>, value: number): void };
  /** `read` is asked at each scrape. */
  gauge(contract: { name: string; help: string }, read: () => Promise<number> | number): void;
}

/** A registry of its own, so that two installations in one process do not mix. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request.',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  return {
    registry,
    observeRequest: (labels, seconds) => requests.observe(labels, seconds),
    counter: ({ name, help, labels }) => {
      const labelNames = [...labels];
      const counter = new Counter({ name: `autoinvoice_${name}`, help, labelNames, registers });
      return { add: (values, amount = 1) => counter.inc(values, amount) };
    },
    histogram: ({ name, help, labels, buckets }) => {
      const histogram = new Histogram({
        name: `autoinvoice_${name}`,
        help,
        labelNames: [...labels],
        buckets: [...buckets],
        registers,
      });
      return { observe: (values, value) => histogram.observe(values, value) };
    },
    gauge: ({ name, help }, read) => {
      const gauge = new Gauge({
        name: `autoinvoice_${name}`,
        help,
        registers,
        async collect() {
          this.set(await read());
        },
      });
      return void gauge;
    },
  };
}
