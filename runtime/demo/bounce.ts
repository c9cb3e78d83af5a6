import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { DemoRow } from './row.ts';

const accepted = z.object({ id: z.string() });
const delivery = z.object({
  status: z.string(),
  channel: z.string().nullable(),
  timeline: z.array(z.object({ text: z.object({ en: z.string() }) })),
});
const patienceSeconds = 30;

/** An invoice whose mail comes back a moment later and goes on as a letter. Its mailbox is one of the mail catcher's. */
export async function playBounce(api: string, apiKey: string): Promise<DemoRow> {
  const sample = fileURLToPath(new URL('../runtime/demo/samples/email.xml', import.meta.url));
  const invoice = (await readFile(sample, 'utf8')).replace('<cbc:ID>1004<', '<cbc:ID>1018<');
  const headers = { authorization: `Bearer ${apiKey}` };
  const options = new URLSearchParams({
    email: 'bounced@bakeriet.example',
    disabledChannels: 'visma-network,peppol',
  });
  const sent = await fetch(`${api}/v1/deliveries?${options.toString()}`, {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/xml',
      'idempotency-key': 'demo/bounce',
    },
    body: invoice,
  });
  const { id } = accepted.parse(await sent.json());
  for (const end = Date.now() + patienceSeconds * 1000; ;) {
    const answer = await fetch(`${api}/v1/deliveries/${id}`, { headers });
    const { status, channel, timeline } = delivery.parse(await answer.json());
    const isLetter = status === 'delivered' && channel === 'print';
    if (isLetter || Date.now() > end) {
      return {
        sample: 'email.xml, number 1018',
        shows: 'the mail comes back: becomes a letter',
        id,
        result: `${status}${channel ? ` (${channel})` : ''}`,
        story: timeline.map(({ text }) => text.en).join(' '),
        isExpected: isLetter,
      };
    }
    await pause(200);
  }
}
