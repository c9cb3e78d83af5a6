import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readSbd } from '../../invoice/sbdh.ts';
import { readInvoice } from '../../invoice/ubl-read.ts';
import type { ChannelName } from '../../policy/channels.ts';
import type { Backing } from '../../runtime/backing.ts';
import type { ChaosClient } from './client.ts';

/** One invoice number as the receivers have it. */
export interface Seen {
  /** Message ids. */
  readonly ids: Set<string>;
  readonly channels: Set<ChannelName>;
  /** Messages, repeats included. */
  copies: number;
}

const journalLine = z.object({
  type: z.string(),
  instanceId: z.string(),
  sbd: z.string().optional(),
  receiver: z.string().optional(),
});
const mailPage = z.object({
  data: z.array(z.object({ messageId: z.string(), subject: z.string() })),
  nextCursor: z.string().nullable(),
});
const sidecar = z.object({ number: z.string() });
const printed = z.object({ name: z.string() });

/** Counts from the receivers' side: received list, access point's journal, mail catcher, print house. */
export async function countReceived(
  { addresses }: Backing,
  folder: string,
  received: ChaosClient['received'],
): Promise<Map<string, Seen>> {
  const seen = new Map<string, Seen>();
  const note = (number: string, channel: ChannelName, id: string): void => {
    const one = seen.get(number) ?? { ids: new Set(), channels: new Set(), copies: 0 };
    one.ids.add(id);
    one.channels.add(channel);
    one.copies++;
    seen.set(number, one);
  };
  for (const { number, instanceId, network } of await received()) {
    note(number ?? '', network === 'visma' ? 'visma-network' : 'peppol', instanceId);
  }
  for (const line of await lines(join(folder, 'stand-ins', 'access-point.jsonl'))) {
    const { type, instanceId, sbd } = journalLine.parse(JSON.parse(line));
    if (type === 'accepted' && sbd !== undefined)
      note(numberIn(Buffer.from(sbd, 'base64')), 'peppol', instanceId);
  }
  for (let cursor: string | null = ''; cursor !== null;) {
    const response: Response = await fetch(
      `${addresses['mail']}/api/messages?limit=1000${cursor && `&cursor=${cursor}`}`,
    );
    const { data, nextCursor } = mailPage.parse(await response.json());
    for (const { messageId, subject } of data)
      note(/C-\d+/.exec(subject)?.[0] ?? '', 'email', messageId);
    cursor = nextCursor;
  }
  const done = join(folder, 'print', 'done');
  const numbers = new Map<string, string>();
  for (const file of await readdir(done)) {
    if (!file.endsWith('.json')) continue;
    numbers.set(
      file.slice(0, -5),
      sidecar.parse(JSON.parse(await readFile(join(done, file), 'utf8'))).number,
    );
  }
  for (const line of await lines(join(folder, 'print', 'prints.jsonl'))) {
    const { name } = printed.parse(JSON.parse(line));
    note(numbers.get(name) ?? '', 'print', name);
  }
  return seen;
}

/** Lines of a journal; none while nothing has been written. */
async function lines(file: string): Promise<string[]> {
  if (!existsSync(file)) return [];
  return (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
}

function numberIn(envelope: Uint8Array): string {
  const sbd = readSbd(envelope);
  const read = sbd.ok ? readInvoice(sbd.document) : null;
  return read?.ok ? read.invoice.number : '';
}
