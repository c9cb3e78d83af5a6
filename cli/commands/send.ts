import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { acceptedAnswer } from '../../api/outbound/accept.ts';
import type { deliveryOptions } from '../../api/outbound/addressing.ts';
import type { deliveryDetail } from '../../api/outbound/view.ts';
import type { Client, Output } from '../client.ts';
import { CliError, exitCodes } from '../failure.ts';
import { printJson, printTable, type Terminal } from '../terminal.ts';

type Accepted = Output<typeof acceptedAnswer>;
type Delivery = Output<typeof deliveryDetail>;

export interface SendRequest {
  readonly files: readonly string[];
  readonly attachments: readonly string[];
  readonly options: Partial<Output<typeof deliveryOptions>>;
  readonly folder: string;
  readonly wait: boolean;
  readonly timeoutSeconds: number;
  readonly json: boolean;
}

interface Part {
  readonly name: string;
  readonly bytes: Buffer;
}
interface Result {
  readonly file: string;
  readonly accepted?: Accepted;
  delivery?: Delivery;
  error?: CliError;
}

/** A delivery in one of these rests until a person acts. */
const resting: readonly string[] = [
  'delivered',
  'failed',
  'cancelled',
  'needs-attention',
  'returned',
];

/** Sends each file, waits if asked to, prints a line per file, and gives the exit code. */
export async function send(
  client: Client,
  request: SendRequest,
  terminal: Terminal,
): Promise<number> {
  const attachments = await Promise.all(
    request.attachments.map((name) => readPart(request.folder, name)),
  );
  const results: Result[] = [];
  let ended: CliError | undefined;
  for (const file of request.files) {
    try {
      const invoice = await readPart(request.folder, file);
      results.push({
        file,
        accepted: await sendOne(client, invoice, attachments, request.options),
      });
    } catch (thrown) {
      const error = understand(thrown, terminal);
      if (error.isAboutService) {
        // The files after this one would meet the same; those before it are accepted and are shown.
        ended = error;
        break;
      }
      results.push({ file, error });
    }
  }
  if (request.wait && ended === undefined)
    ended = await waitForAll(client, results, request, terminal);
  if (request.json) for (const result of results) printJson(terminal, toJson(result));
  else if (results.length > 0) printResults(terminal, results);
  if (ended !== undefined) throw ended;
  const isDone = ({ error, delivery }: Result): boolean =>
    error === undefined && (!request.wait || delivery?.status === 'delivered');
  return results.every(isDone) ? exitCodes.done : exitCodes.notAll;
}

/** Ctrl-C ends the command, not the deliveries; what was accepted is still shown. */
function understand(thrown: unknown, { signal }: Terminal): CliError {
  if (thrown instanceof CliError) return thrown;
  if (!signal.aborted) throw thrown;
  const { interrupted } = exitCodes;
  return new CliError(
    'interrupted',
    'Stopped. What was accepted is delivered without this command.',
    {
      exitCode: interrupted,
    },
  );
}

async function readPart(folder: string, name: string): Promise<Part> {
  try {
    return { name, bytes: await readFile(resolve(folder, name)) };
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const words: Record<string, string> = {
      ENOENT: 'There is no such file.',
      EISDIR: 'This is a folder.',
      EACCES: 'This file may not be read.',
    };
    throw new CliError('file-unreadable', `${name}: ${words[why] ?? `Cannot be read (${why}).`}`);
  }
}

async function sendOne(
  client: Client,
  invoice: Part,
  attachments: readonly Part[],
  options: SendRequest['options'],
): Promise<Accepted> {
  const headers = { 'idempotency-key': keyOf(invoice, attachments, options) };
  const form = new FormData();
  const type = 'application/xml';
  form.set('invoice', new File([new Uint8Array(invoice.bytes)], basename(invoice.name), { type }));
  for (const { name, bytes } of attachments) {
    form.append(
      'attachment',
      new File([new Uint8Array(bytes)], basename(name), { type: typeOf(name) }),
    );
  }
  form.set('options', JSON.stringify(options));
  return client.post<Accepted>('/v1/deliveries', { form, headers });
}

/** The same file with the same options is the same request, however often the command is run. */
function keyOf(invoice: Part, attachments: readonly Part[], options: object): string {
  const hash = createHash('sha256').update(invoice.bytes);
  for (const { name, bytes } of attachments) {
    hash.update(`\0${basename(name)}\0${bytes.length}\0`).update(bytes);
  }
  const sorted = Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
  return hash.update(`\0${JSON.stringify(sorted)}`).digest('hex');
}

const types: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.csv': 'text/csv',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.ods': 'application/vnd.oasis.opendocument.spreadsheet',
};
const typeOf = (name: string): string =>
  types[extname(name).toLowerCase()] ?? 'application/octet-stream';

/** Fills in how each accepted one ended. Gives the error that ended the waiting early. */
async function waitForAll(
  client: Client,
  results: Result[],
  { timeoutSeconds, json }: SendRequest,
  terminal: Terminal,
): Promise<CliError | undefined> {
  const accepted = results.filter((result) => result.accepted !== undefined);
  if (!json) terminal.stderr.write(`Waiting for ${accepted.length} to be delivered …\n`);
  const deadline = Date.now() + timeoutSeconds * 1000;
  for (const result of accepted) {
    try {
      result.delivery = await waitForOne(
        client,
        result.accepted?.id ?? '',
        deadline,
        terminal.signal,
      );
    } catch (thrown) {
      const error = understand(thrown, terminal);
      if (error.isAboutService) return error;
      result.error = error;
      continue;
    }
    const { status } = result.delivery;
    if (resting.includes(status)) continue;
    const detail = `Still ${status} after ${timeoutSeconds} seconds. It goes on without this command.`;
    result.error = new CliError('still-under-way', detail);
  }
  return undefined;
}

async function waitForOne(
  client: Client,
  id: string,
  deadline: number,
  signal: AbortSignal,
): Promise<Delivery> {
  for (let waitMs = 200; ; waitMs = Math.min(waitMs * 1.5, 2000)) {
    try {
      const delivery = await client.get<Delivery>(`/v1/deliveries/${id}`);
      if (resting.includes(delivery.status) || Date.now() >= deadline) return delivery;
    } catch (error) {
      // It was accepted, so it is worth waiting until the service is back.
      const isPassing = error instanceof CliError && error.isPassing;
      if (!isPassing || Date.now() >= deadline) throw error;
    }
    await pause(Math.max(0, Math.min(waitMs, deadline - Date.now())), undefined, { signal });
  }
}

const toJson = ({ file, accepted, delivery, error }: Result): object => ({
  file,
  ...(delivery ?? accepted),
  ...(error && { error: error.toJson() }),
});

function printResults(terminal: Terminal, results: readonly Result[]): void {
  const rows = results.map(({ file, accepted, delivery, error }) => [
    file,
    accepted?.number ?? '',
    delivery?.status ?? accepted?.status ?? 'refused',
    delivery?.channel ?? '',
    accepted?.id ?? '',
    error === undefined ? (delivery?.code ?? '') : describe(error),
  ]);
  printTable(terminal, ['FILE', 'NUMBER', 'STATUS', 'CHANNEL', 'DELIVERY', 'WHY'], rows);
}

const describe = ({ code, message, findings }: CliError): string =>
  [`${code}: ${message}`, ...findings.map(({ path, text }) => `${path}: ${text}`)].join(' · ');
