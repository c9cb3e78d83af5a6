import { setTimeout as pause } from 'node:timers/promises';
import type { deliveryDetail, deliverySummary } from '../../api/outbound/view.ts';
import type { Client, Output, Page } from '../client.ts';
import { CliError, exitCodes } from '../failure.ts';
import {
  paint,
  paintStatus,
  printJson,
  printLine,
  printTable,
  showInstant,
  type Terminal,
} from '../terminal.ts';

type Summary = Output<typeof deliverySummary>;
type Delivery = Output<typeof deliveryDetail>;

interface ListOptions {
  readonly json: boolean;
  readonly limit: number;
  readonly query: Readonly<Record<string, string | undefined>>;
}

/** Reads pages until there are enough rows. */
async function readRows<T>(client: Client, path: string, list: ListOptions): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | undefined;
  do {
    const limit = Math.min(list.limit - rows.length, 200);
    const page: Page<T> = await client.get(path, { ...list.query, limit, cursor });
    rows.push(...page.data);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && rows.length < list.limit);
  return rows;
}

const headings = ['UPDATED', 'NUMBER', 'BUYER', 'AMOUNT', 'STATUS', 'CHANNEL', 'DELIVERY', 'WHY'];
const toRow = (row: Summary): string[] => [
  showInstant(row.updatedAt),
  row.number,
  row.buyer.name,
  `${row.amountDue} ${row.currency}`,
  row.status,
  row.channel ?? '',
  row.id,
  row.code ?? '',
];

/** Prints the deliveries, newest first. */
export async function listDeliveries(
  client: Client,
  list: ListOptions,
  terminal: Terminal,
): Promise<number> {
  const rows = await readRows<Summary>(client, '/v1/deliveries', list);
  if (list.json) for (const row of rows) printJson(terminal, row);
  else if (rows.length > 0) printTable(terminal, headings, rows.map(toRow));
  else terminal.stderr.write('There is no such delivery.\n');
  return exitCodes.done;
}

/** Prints the deliveries, and then each one again when it changes, until Ctrl-C. */
export async function watchDeliveries(
  client: Client,
  list: ListOptions,
  terminal: Terminal,
): Promise<number> {
  const shown = new Map<string, string>();
  let isAway = false;
  while (!terminal.signal.aborted) {
    try {
      const rows = await readRows<Summary>(client, '/v1/deliveries', list);
      const changed = rows.filter((row) => shown.get(row.id) !== stateOf(row)).reverse();
      for (const row of changed) {
        shown.set(row.id, stateOf(row));
        if (list.json) printJson(terminal, row);
        else printChange(terminal, row);
      }
      isAway = false;
      await pause(1000, undefined, { signal: terminal.signal });
    } catch (error) {
      if (terminal.signal.aborted) break;
      const isPassing = error instanceof CliError && error.isPassing;
      if (!isPassing || shown.size === 0) throw error;
      if (!isAway) terminal.stderr.write(`${error.message} Asking again …\n`);
      isAway = true;
      await pause(1000);
    }
  }
  return exitCodes.done;
}

const stateOf = ({ status, channel, code, updatedAt }: Summary): string =>
  JSON.stringify([status, channel, code, updatedAt]);

function printChange(terminal: Terminal, row: Summary): void {
  const [at, number, buyer, amount, status = '', ...rest] = toRow(row);
  const line = [at, number, buyer, amount, status.padEnd(15), ...rest].join('  ').trimEnd();
  terminal.stdout.write(`${line.replace(status, paintStatus(terminal, status))}\n`);
}

/** Prints one delivery and what happened to it. */
export async function showDelivery(
  client: Client,
  id: string,
  { json, language }: { json: boolean; language: 'nb' | 'en' },
  terminal: Terminal,
): Promise<number> {
  const delivery = await client.get<Delivery>(`/v1/deliveries/${encodeURIComponent(id)}`);
  printDelivery(delivery, { json, language }, terminal);
  return exitCodes.done;
}

/** Does what a person decides about a delivery, and prints how it stands after it. */
export async function act(
  client: Client,
  action: { id: string; name: 'cancel' | 'retry' | 'reroute' | 'answer'; body?: object },
  show: { json: boolean; language: 'nb' | 'en' },
  terminal: Terminal,
): Promise<number> {
  const path = `/v1/deliveries/${encodeURIComponent(action.id)}/${action.name}`;
  const delivery = await client.post<Delivery>(path, action.body ? { json: action.body } : {});
  printDelivery(delivery, show, terminal);
  return exitCodes.done;
}

function printDelivery(
  delivery: Delivery,
  { json, language }: { json: boolean; language: 'nb' | 'en' },
  terminal: Terminal,
): void {
  if (json) return printJson(terminal, delivery);
  const { id, number, status, channel, code, seller, buyer, amountDue, currency } = delivery;
  const what = delivery.documentType === 'invoice' ? 'Invoice' : 'Credit note';
  printLine(terminal, `${what} ${number} · ${amountDue} ${currency} · ${id}`);
  printLine(terminal, `${seller.name} → ${buyer.name}`);
  const about = [channel, code].filter((part) => part !== null).join(', ');
  const word = paintStatus(terminal, status);
  terminal.stdout.write(`Status: ${word}${about === '' ? '' : ` (${about})`}\n\n`);
  for (const { at, text, price } of delivery.timeline) {
    const cost = price === null ? '' : ` (${price.amount} ${price.currency})`;
    terminal.stdout.write(`${paint(terminal, 'grey', showInstant(at))}  `);
    printLine(terminal, text[language] + cost);
  }
  if (status === 'needs-attention') {
    const answers = code === 'outcome-unknown' ? 'arrived|not-arrived' : 'send|stop';
    printLine(terminal, `\nIt waits for you: autoinvoice answer ${id} ${answers}`);
  }
}

interface Received {
  readonly id: string;
  readonly status: string;
  readonly network: string;
  readonly sender: string;
  readonly number: string | null;
  readonly amountDue: string | null;
  readonly currency: string | null;
  readonly seller: { readonly name: string } | null;
  readonly duplicateOf: string | null;
  readonly unreadableCode: string | null;
  readonly receivedAt: string;
}

/** Prints what this company has received, newest first. */
export async function listReceived(
  client: Client,
  list: ListOptions,
  terminal: Terminal,
): Promise<number> {
  const rows = await readRows<Received>(client, '/v1/received', list);
  if (list.json) for (const row of rows) printJson(terminal, row);
  else if (rows.length === 0) terminal.stderr.write('Nothing has been received.\n');
  else {
    printTable(
      terminal,
      ['RECEIVED', 'NUMBER', 'SELLER', 'AMOUNT', 'STATUS', 'NETWORK', 'ID', 'REMARK'],
      rows.map((row) => [
        showInstant(row.receivedAt),
        row.number ?? '',
        row.seller?.name ?? row.sender,
        row.amountDue === null ? '' : `${row.amountDue} ${row.currency ?? ''}`,
        row.status,
        row.network,
        row.id,
        row.unreadableCode ?? (row.duplicateOf === null ? '' : `same as ${row.duplicateOf}`),
      ]),
    );
  }
  return exitCodes.done;
}

interface Reachability {
  readonly organisationNumber: string;
  readonly channels: readonly {
    readonly channel: string;
    readonly reachable: boolean;
    readonly code: string | null;
  }[];
}

/** Whom a buyer is looked up by. */
export interface LookUpBy {
  readonly organisationNumber?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
}

/** Prints which channels can reach a buyer, and why the others cannot; without an organisation number, a consumer. */
export async function lookUp(
  client: Client,
  { organisationNumber, phone, email }: LookUpBy,
  json: boolean,
  terminal: Terminal,
): Promise<number> {
  const found =
    organisationNumber === undefined
      ? await client.post<Pick<Reachability, 'channels'>>('/v1/lookup/consumers', {
          json: { phone, email },
        })
      : await client.get<Reachability>('/v1/lookup/receivers', { organisationNumber });
  if (json) printJson(terminal, found);
  else {
    const rows = found.channels.map(({ channel, reachable, code }) => [
      channel,
      reachable ? 'yes' : 'no',
      code ?? '',
    ]);
    printTable(terminal, ['CHANNEL', 'STATUS', 'WHY NOT'], rows);
  }
  return exitCodes.done;
}
