import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { z } from 'zod';
import { createJsonLog } from '../api/log.ts';
import { standInParticipants } from '../channels/peppol/stand-in-participants.ts';
import { anyPorts, readEmbeddedConfig } from '../runtime/config.ts';
import { startInstallation } from '../runtime/installation.ts';
import type { Connections } from '../runtime/service.ts';

const channels = {
  peppol: { recipient: standInParticipants.accepts, disabledChannels: 'visma-network' },
  'visma-network': { recipient: '0192:810418052' },
  email: { method: 'email', email: 'kunde@example.com' },
  print: { method: 'print' },
} as const;

/**
 * Deliveries per second through API, Postgres, Temporal and a stand-in channel, beside what the same server allows
 * for a bare workflow of the same activities in the same minute. Everything runs in this process but the two servers.
 */
export async function outbound(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      deliveries: { type: 'string', default: '500' },
      inflight: { type: 'string', default: '50' },
      channel: { type: 'string', default: 'peppol' },
    },
  });
  const count = Number(values.deliveries);
  const inflight = Number(values.inflight);
  const channel = z.enum(['peppol', 'visma-network', 'email', 'print']).parse(values.channel);
  const folder = mkdtempSync(join(tmpdir(), 'autoinvoice-bench-'));
  // Postgres runs as another user where this runs as root.
  chmodSync(folder, 0o755);
  const config = readEmbeddedConfig({ ...anyPorts, AUTOINVOICE_DATA: folder });
  const log = createJsonLog({ write: () => true });
  const installation = await startInstallation(config, log, (text) => console.error(text));
  try {
    const { service, addresses } = installation.backing;
    const { connections } = installation;
    const send = await sender(addresses['api'] ?? '', service.operatorKey, channels[channel]);
    const floorBefore = await floorPerSecond(connections, inflight, count / 2);
    await loop(inflight, Math.min(50, count), (n) => send(`W-${n}`));
    const cpu = process.cpuUsage();
    const began = performance.now();
    await loop(inflight, count, (n) => send(`B-${n}`));
    const seconds = (performance.now() - began) / 1000;
    const used = process.cpuUsage(cpu);
    const floorAfter = await floorPerSecond(connections, inflight, count / 2);
    const floor = (floorBefore + floorAfter) / 2;
    const perSecond = count / seconds;
    console.log(
      JSON.stringify({
        bench: 'outbound',
        channel,
        deliveries: count,
        inflight,
        per_second: round(perSecond),
        cpu_ms_each: round((used.user + used.system) / 1000 / count),
        floor_per_second: round(floor),
        ratio: Math.round((perSecond / floor) * 100) / 100,
      }),
    );
  } finally {
    await installation.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const round = (value: number): number => Math.round(value * 10) / 10;

async function loop(
  inflight: number,
  count: number,
  one: (n: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await one(next++);
  };
  await Promise.all(Array.from({ length: inflight }, lane));
}

/** Sends one invoice and returns when it is delivered. */
async function sender(
  api: string,
  operatorKey: string,
  options: Record<string, string>,
): Promise<(number: string) => Promise<void>> {
  const template = readFileSync(
    fileURLToPath(new URL('../runtime/demo/samples/peppol.xml', import.meta.url)),
    'utf8',
  );
  const company = async (organisationNumber: string): Promise<string> => {
    const response = await fetch(`${api}/v1/admin/companies`, {
      method: 'POST',
      headers: { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        name: `Bench ${organisationNumber}`,
        organisationNumber,
        status: 'authenticated',
      }),
    });
    return z.object({ apiKey: z.string() }).parse(await response.json()).apiKey;
  };
  const key = await company('987654325');
  await company('810418052');
  const headers = { authorization: `Bearer ${key}` };
  const whenDelivered = followDeliveries(api, headers);
  return async (number) => {
    const response = await fetch(
      `${api}/v1/deliveries?${new URLSearchParams(options).toString()}`,
      {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/xml', 'idempotency-key': number },
        body: template.replace('<cbc:ID>1002</cbc:ID>', `<cbc:ID>${number}</cbc:ID>`),
      },
    );
    if (response.status !== 202) throw new Error(await response.text());
    const { id } = z.object({ id: z.string() }).parse(await response.json());
    await whenDelivered(id);
  };
}

const eventPage = z.object({
  data: z.array(z.object({ id: z.string(), data: z.object({ subjectId: z.string() }) })),
});

/** Reads the event log on, as an ERP does, while any delivery is waited for: one reader for all lanes. */
function followDeliveries(
  api: string,
  headers: Record<string, string>,
): (id: string) => Promise<void> {
  const delivered = new Set<string>();
  let cursor: string | null = null;
  const readOn = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const query = new URLSearchParams({
      type: 'delivery.delivered',
      limit: '100',
      ...(cursor !== null && { cursor }),
    });
    const response = await fetch(`${api}/v1/events?${query.toString()}`, { headers });
    if (!response.ok) throw new Error(await response.text());
    const { data } = eventPage.parse(await response.json());
    for (const event of data) delivered.add(event.data.subjectId);
    cursor = data.at(-1)?.id ?? cursor;
    reading = null;
  };
  let reading: Promise<void> | null = null;
  return async (id) => {
    while (!delivered.has(id)) await (reading ??= readOn());
  };
}

async function floorPerSecond(
  { temporal, client }: Connections,
  inflight: number,
  count: number,
): Promise<number> {
  const taskQueue = `floor-${Date.now()}`;
  const workflowsPath = fileURLToPath(new URL('../bench/floor-workflows.ts', import.meta.url));
  const worker = await Worker.create({
    connection: temporal,
    namespace: client.options.namespace,
    taskQueue,
    workflowBundle: await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') }),
    activities: { step: (n: number) => Promise.resolve(n + 1) },
  });
  return worker.runUntil(async () => {
    const one = async (n: number): Promise<void> => {
      await client.workflow.execute('floor', {
        taskQueue,
        workflowId: `${taskQueue}-${n}`,
        requestEagerStart: true,
      });
    };
    await loop(inflight, Math.min(50, count), (n) => one(-1 - n));
    const began = performance.now();
    await loop(inflight, count, one);
    return count / ((performance.now() - began) / 1000);
  });
}
