import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { standInParticipants } from '../../channels/peppol/stand-in-participants.ts';
import type { ChannelName } from '../../policy/channels.ts';
import type { ConsumerChannel } from '../../policy/consumers.ts';
import type { Backing } from '../../runtime/backing.ts';

/** The channels between companies: those to consumers have no receiver of ours behind them. */
export type BusinessChannel = Exclude<ChannelName, ConsumerChannel>;

export interface ChaosClient {
  /** The sending company's key. */
  readonly key: string;
  /** Sends until the 202 is there, always under the same key; returns the delivery's id. */
  send(number: string, options: Readonly<Record<string, string>>): Promise<string>;
  /** Numbers of the deliveries that wait for a person. */
  asking(): Promise<ReadonlySet<string>>;
  /** What the receiving company has got, by its own key. */
  received(): Promise<readonly { number: string | null; instanceId: string; network: string }[]>;
}

const requestMs = 8000;
const page = z.object({
  data: z.array(
    z.object({
      number: z.string().nullable(),
      instanceId: z.string().optional(),
      network: z.string().optional(),
    }),
  ),
  nextCursor: z.string().nullable(),
});
const receiver = '810418052';

/** What sends an invoice to an accepting receiver on just this channel. */
export const to: Readonly<Record<BusinessChannel, Readonly<Record<string, string>>>> = {
  'visma-network': { recipient: `0192:${receiver}` },
  peppol: { recipient: standInParticipants.accepts, disabledChannels: 'visma-network' },
  email: { method: 'email', email: 'kunde@example.com' },
  print: { method: 'print' },
};

/** Makes a sending and a receiving company and returns what the test does as them. */
export async function client({ service, addresses }: Backing): Promise<ChaosClient> {
  const api = addresses['api'] ?? '';
  const template = readFileSync(
    fileURLToPath(new URL('../runtime/demo/samples/peppol.xml', import.meta.url)),
    'utf8',
  );
  const ask = async (
    path: string,
    key: string,
    init: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ): Promise<Response> =>
    fetch(api + path, {
      ...init,
      headers: { authorization: `Bearer ${key}`, ...init.headers },
      signal: AbortSignal.timeout(requestMs),
    });
  const company = async (name: string, organisationNumber: string): Promise<string> => {
    const response = await patiently(() =>
      ask('/v1/admin/companies', service.operatorKey, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, organisationNumber, status: 'authenticated' }),
      }),
    );
    return z.object({ apiKey: z.string() }).parse(await response.json()).apiKey;
  };
  const sender = await company('Chaos sender', '987654325');
  const buyer = await company('Chaos receiver', receiver);
  const list = async (path: string, key: string): Promise<z.output<typeof page>['data']> => {
    const rows = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const response: Response = await ask(`${path}${cursor && `&cursor=${cursor}`}`, key);
      if (!response.ok) throw new Error(`${path} answered ${response.status}`);
      const { data, nextCursor } = page.parse(await response.json());
      rows.push(...data);
      cursor = nextCursor;
    }
    return rows;
  };
  return {
    key: sender,
    async send(number, options) {
      const body = template.replace('<cbc:ID>1002</cbc:ID>', `<cbc:ID>${number}</cbc:ID>`);
      const response = await patiently(() =>
        ask(`/v1/deliveries?${new URLSearchParams(options).toString()}`, sender, {
          method: 'POST',
          headers: { 'content-type': 'application/xml', 'idempotency-key': `chaos/${number}` },
          body,
        }),
      );
      return z.object({ id: z.string() }).parse(await response.json()).id;
    },
    asking: async () =>
      new Set(
        (await list('/v1/deliveries?limit=200&status=needs-attention', sender)).map(
          ({ number }) => number ?? '',
        ),
      ),
    received: async () =>
      (await list('/v1/received?limit=200', buyer)).map(
        ({ number, instanceId = '', network = '' }) => ({ number, instanceId, network }),
      ),
  };
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly json?: unknown;
}

/** The operator's credential. */
export const asOperator = ({ service }: Backing): string => service.operatorKey;

/** The body of a request's answer, however often the service is killed meanwhile. */
export async function askUntilAnswered<T>(
  { addresses }: Backing,
  key: string,
  { method, path, json }: Asked,
): Promise<T> {
  const response = await patiently(() =>
    fetch(`${addresses['api']}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(json !== undefined && { 'content-type': 'application/json' }),
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
      signal: AbortSignal.timeout(requestMs),
    }),
  );
  return (await response.json()) as T;
}

/** Repeats a request until it is answered with a success; a refusal (4xx) is a bug of the test. */
export async function patiently(request: () => Promise<Response>): Promise<Response> {
  const end = Date.now() + 300_000;
  for (;;) {
    const response = await request().catch(() => null);
    if (response?.ok) return response;
    if (response && response.status < 500)
      throw new Error(`Refused: ${response.status} ${await response.text()}`);
    if (Date.now() > end) throw new Error('The API did not come back.');
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
