import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { sleep } from '../chaos/process.ts';

const made = z.object({ id: z.string() });
const list = z.object({ data: z.array(made) });
const patienceMs = 20_000;

/** A company with one of everything that has an id, and its key. */
export interface Content {
  readonly key: string;
  /** Id of what the company has, by the beginning of its path. */
  readonly ids: Readonly<Record<string, string>>;
}

/** Makes the company and what it has, over the API. */
export async function makeContent(api: string, operatorKey: string): Promise<Content> {
  const ask = async (
    method: string,
    path: string,
    key: string,
    body?: string | FormData,
    contentType = 'application/json',
  ): Promise<unknown> => {
    const response = await fetch(api + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        'idempotency-key': path,
        ...(typeof body === 'string' && { 'content-type': contentType }),
      },
      ...(body !== undefined && { body }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  };
  const post = (path: string, key: string, body: object): Promise<unknown> =>
    ask('POST', path, key, JSON.stringify(body));
  const organisationNumber = '810418052';
  const company = await post('/v1/admin/companies', operatorKey, {
    name: 'Mottaker AS',
    organisationNumber,
    status: 'authenticated',
    settings: { sending: { maySendForOthers: true } },
  });
  const { apiKey: key } = z.object({ apiKey: z.string() }).parse(company);
  const sample = fileURLToPath(new URL('../runtime/demo/samples/peppol.xml', import.meta.url));
  const xml = readFileSync(sample, 'utf8');
  const idOf = async (answer: Promise<unknown>): Promise<string> => made.parse(await answer).id;
  const newest = async (path: string): Promise<string> => {
    for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(100)) {
      const [first] = list.parse(await ask('GET', path, key)).data;
      if (first !== undefined) return first.id;
    }
    throw new Error(`${path} has stayed empty.`);
  };
  // To itself, so that it has also received.
  const query = new URLSearchParams({ recipient: `0192:${organisationNumber}` }).toString();
  const delivery = await idOf(ask('POST', `/v1/deliveries?${query}`, key, xml, 'application/xml'));
  const scanned = new FormData();
  scanned.append('file', new Blob(['%PDF-1.7 of no pages']), 'faktura.pdf');
  await ask('POST', '/v1/scans', key, scanned);
  await ask('PUT', '/v1/customers/10001', key, JSON.stringify({ name: 'Kunde AS' }));
  const webhook = { url: 'https://erp.example.no/hook', types: ['delivery.*'] };
  // Not the key that asks: it will be revoked.
  const spare = await post('/v1/keys', key, { name: 'reserve', scopes: ['deliveries:read'] });
  return {
    key,
    ids: {
      '/v1/deliveries/': delivery,
      '/v1/scans/': await newest('/v1/scans'),
      '/v1/scan-arrivals/': await newest('/v1/scan-arrivals'),
      '/v1/received/': await newest('/v1/received'),
      '/v1/customers/': '10001',
      '/v1/webhooks/': await idOf(post('/v1/webhooks', key, webhook)),
      '/v1/keys/': z.object({ keyId: z.string() }).parse(spare).keyId,
    },
  };
}
