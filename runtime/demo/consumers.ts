import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { askDemo } from './ask.ts';

const agreement = z.object({ status: z.string(), code: z.string().nullable() });
const patienceSeconds = 30;

/** Switches on invoices to consumers, and waits until the stand-in's network has carried out the agreement. */
export async function agreeOnEfaktura(api: string, apiKey: string): Promise<void> {
  await askDemo(api, apiKey, 'PATCH', '/v1/settings', {
    consumers: { requested: true, avtaleGiro: true },
  });
  const end = Date.now() + patienceSeconds * 1000;
  for (;;) {
    const { status, code } = agreement.parse(await askDemo(api, apiKey, 'GET', '/v1/efaktura'));
    if (status === 'active') return;
    if (Date.now() > end) throw new Error(`The eFaktura agreement is ${status} (${code}).`);
    await pause(200);
  }
}
