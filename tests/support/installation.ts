import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

/** The installation that tests/support/global-setup.ts started. */
export const dataFolder = (): string => inject('dataFolder');

interface File {
  readonly addresses: Readonly<Record<string, string>>;
  readonly accessPoint: { readonly url: string; readonly key: string };
}

export const installation = (): File =>
  JSON.parse(readFileSync(join(dataFolder(), 'installation.json'), 'utf8')) as File;
export const operatorKey = (): string =>
  (JSON.parse(readFileSync(join(dataFolder(), 'operator.json'), 'utf8')) as { key: string }).key;

/** An answer of the API with its body parsed; `body` is what the test says it is. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads any body by the names that it asserts
  readonly body: any;
}

/** Asks the API as the holder of `key`. */
export async function ask(
  method: string,
  path: string,
  key: string | null,
  init: { headers?: Record<string, string>; body?: string | Uint8Array | FormData } = {},
): Promise<Answer> {
  const response = await fetch(`${installation().addresses['api']}${path}`, {
    method,
    headers: { ...(key !== null && { authorization: `Bearer ${key}` }), ...init.headers },
    ...(init.body !== undefined && { body: init.body }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    body: isJson ? JSON.parse(bytes.toString()) : null,
  };
}

export const json = (value: unknown): { headers: Record<string, string>; body: string } => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

export interface Company {
  readonly tenantId: string;
  readonly key: string;
  readonly organisationNumber: string;
}

let serial = 0;

/** Organisation numbers that no other test of this run uses, in whichever process it runs. */
export function newOrganisationNumber(prefix = '91'): string {
  const size = 8 - prefix.length;
  for (;;) {
    const own = ((process.pid * 1000 + ++serial) % 10 ** size).toString().padStart(size, '0');
    const first = prefix + own;
    const sum = [3, 2, 7, 6, 5, 4, 3, 2].reduce(
      (total, weight, at) => total + weight * Number(first[at]),
      0,
    );
    const check = (11 - (sum % 11)) % 11;
    if (check !== 10) return `${first}${check}`;
  }
}

/** A new company with its key; authenticated and free to send for others unless the test says otherwise. */
export async function newCompany(
  options: {
    status?: 'none' | 'authenticated';
    settings?: object;
    organisationNumber?: string;
  } = {},
): Promise<Company> {
  const { organisationNumber = newOrganisationNumber() } = options;
  const { status = 'authenticated', settings = { sending: { maySendForOthers: true } } } = options;
  const made = await ask(
    'POST',
    '/v1/admin/companies',
    operatorKey(),
    json({ name: `Test ${organisationNumber}`, organisationNumber, status, settings }),
  );
  if (made.status !== 201) throw new Error(made.bytes.toString());
  return { tenantId: made.body.tenantId, key: made.body.apiKey, organisationNumber };
}

/** Another key of the company. */
export async function newKey(tenantId: string): Promise<string> {
  const body = json({ tenantId, name: 'colleague' });
  return (await ask('POST', '/v1/admin/keys', operatorKey(), body)).body.apiKey;
}

const sampleFile = fileURLToPath(new URL('../../runtime/demo/samples/peppol.xml', import.meta.url));

/** An own valid invoice with this number; a fresh one unless given. */
export function sampleInvoice(number = `N-${process.pid}-${++serial}`): string {
  return readFileSync(sampleFile, 'utf8').replace(
    '<cbc:ID>1002</cbc:ID>',
    `<cbc:ID>${number}</cbc:ID>`,
  );
}

/** Sends XML and returns the API's answer. */
export const send = (
  key: string,
  xml: string | Uint8Array,
  options: Record<string, string> = {},
  idempotencyKey = `key-${process.pid}-${++serial}`,
): Promise<Answer> =>
  ask('POST', `/v1/deliveries?${new URLSearchParams(options).toString()}`, key, {
    headers: { 'content-type': 'application/xml', 'idempotency-key': idempotencyKey },
    body: xml,
  });

const terminal = ['delivered', 'failed', 'cancelled', 'needs-attention', 'returned'];

/** The delivery once it has one of the statuses. */
export async function until(
  key: string,
  id: string,
  statuses: readonly string[] = terminal,
  seconds = 25,
): Promise<Answer['body']> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const { body } = await ask('GET', `/v1/deliveries/${id}`, key).catch(() => ({ body: null }));
    if (statuses.includes(body?.status)) return body;
    if (Date.now() > end)
      throw new Error(
        `${id} is ${body?.status} after ${seconds} s: ${JSON.stringify(body?.timeline)}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Sends a fresh sample and waits for its end. */
export async function deliver(
  key: string,
  options: Record<string, string>,
  xml: string | Uint8Array = sampleInvoice(),
): Promise<Answer['body']> {
  const { status, body, bytes } = await send(key, xml, options);
  if (status !== 202) throw new Error(bytes.toString());
  return until(key, body.id);
}

/** Mails in the catcher with this Message-ID. */
export async function mails(
  messageId: string,
): Promise<readonly { id: string; attachments: { filename: string; sha256: string }[] }[]> {
  const response = await fetch(`${installation().addresses['mail']}/api/messages?limit=200`);
  const { data } = (await response.json()) as {
    data: { id: string; messageId: string; attachments: { filename: string; sha256: string }[] }[];
  };
  return data.filter((mail) => mail.messageId === messageId);
}
