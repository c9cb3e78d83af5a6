import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tellMeasures } from '../../api/measures.ts';
import { createMetrics } from '../../api/metrics.ts';
import { deliver, installation, newCompany } from '../support/installation.ts';

const scrape = async (): Promise<string> =>
  (await fetch(`${installation().addresses['api']}/metrics`)).text();

describe('/metrics', () => {
  it('tells of deliveries of all companies, and names none', async () => {
    const company = await newCompany();
    await deliver(company.key, { method: 'email', email: 'kunde@example.com' });
    const text = await scrape();
    const [, count] =
      /^autoinvoice_deliveries\{status="delivered",channel="email"\} (\d+)$/m.exec(text) ?? [];
    expect(Number(count)).toBeGreaterThan(0);
    expect(text).toMatch(/^autoinvoice_oldest_overdue_seconds \d/m);
    expect(text).not.toMatch(/t_[0-9a-z]{26}/);
  });

  it('has everything that the dashboard shows', async () => {
    const file = new URL('../../docs/grafana/autoinvoice.json', import.meta.url);
    const { panels } = JSON.parse(readFileSync(file, 'utf8')) as {
      panels: { targets: { expr: string }[] }[];
    };
    const shown = panels.flatMap(({ targets }) =>
      targets.flatMap(({ expr }) => expr.match(/\b(autoinvoice|http)_\w+/g) ?? []),
    );
    expect(shown.length).toBeGreaterThan(8);
    const text = await scrape();
    const names = new Set([...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name));
    const missing = shown.filter((name) => !names.has(name.replace(/_(bucket|count|sum)$/, '')));
    expect(missing).toEqual([]);
  });

  it('still answers while PostgreSQL is away', async () => {
    const metrics = createMetrics();
    tellMeasures(metrics, () => Promise.reject(new Error('away')));
    expect(await metrics.registry.metrics()).toMatch(/^autoinvoice_database_up 0$/m);
  });
});
