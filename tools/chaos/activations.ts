import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Backing } from '../../runtime/backing.ts';
import { patiently } from './client.ts';
import type { Disturbance } from './disturbances.ts';
import type { Victim, VictimOptions } from './installation.ts';
import { say, sleep } from './process.ts';

const requestMs = 8000;
/** A company that is not on board this long after the last disturbance counts as lost. */
const patienceMs = 300_000;
const mailPage = z.object({
  data: z.array(z.object({ messageId: z.string() })),
  nextCursor: z.string().nullable(),
});
const documents = z.array(z.object({ name: z.string() }));
const current = z.object({ company: z.object({ status: z.string() }) });

/**
 * Everybody is reminded twice, after three and seven days, and signs after twelve. Four days are longer than a kill
 * holds anything up: of reminders that are overdue together only the last is sent, and none to who has signed.
 */
export const activationVictim: VictimOptions = {
  config: { AUTOINVOICE_DAY_SECONDS: 10, AUTOINVOICE_SIGNS_AFTER_SECONDS: 120 },
};

/** What the last line tells. */
interface Result {
  /** Companies whose activation was answered with 202, or with 200 after a lost answer. */
  readonly started: number;
  readonly authenticated: number;
  readonly lost: number;
  /** Documents too many. */
  readonly duplicated: number;
  /** At the signing service; one for each activation is right. */
  readonly documents: number;
  /** Different Message-IDs of reminders in the mail catcher. */
  readonly reminders: number;
}

interface Activations {
  /** Opens all of them, a few at a time, each until its answer is there. */
  start(count: number): Promise<void>;
  count(): Promise<Result>;
}

/** A valid organisation number that the stand-in register has a healthy company for. */
function organisationNumber(index: number): string | null {
  const first = String(92_000_000 + index);
  const weights = [3, 2, 7, 6, 5, 4, 3, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(first[at]), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? null : `${first}${check}`;
}

/** Activates so many companies while parts of the service are killed, and counts what came of it from outside. */
function activations({ service, addresses }: Backing, folder: string): Activations {
  const api = addresses['api'] ?? '';
  const ask = (path: string, key: string, json?: unknown): Promise<Response> =>
    fetch(api + path, {
      method: json === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(json !== undefined && { body: JSON.stringify(json) }),
      signal: AbortSignal.timeout(requestMs),
    });
  const keys = new Map<string, string>();

  async function activate(number: string): Promise<void> {
    const made = await patiently(() =>
      ask('/v1/admin/companies', service.operatorKey, {
        name: `Chaos ${number}`,
        organisationNumber: number,
      }),
    );
    const { apiKey } = z.object({ apiKey: z.string() }).parse(await made.json());
    await patiently(() =>
      ask('/v1/activations', apiKey, {
        organisationNumber: number,
        email: `${number}@example.com`,
        termsVersion: 'eksempel-1',
        termsAccepted: true,
        erp: { name: 'Mamut', version: '24.0.1034' },
      }),
    );
    keys.set(number, apiKey);
  }

  return {
    async start(count: number): Promise<void> {
      const numbers: string[] = [];
      for (let index = 0; numbers.length < count; index++) {
        const number = organisationNumber(index);
        if (number !== null) numbers.push(number);
      }
      const lane = async (): Promise<void> => {
        for (let next = numbers.shift(); next !== undefined; next = numbers.shift()) {
          await activate(next);
        }
      };
      await Promise.all(Array.from({ length: 4 }, lane));
    },

    async count(): Promise<Result> {
      let authenticated = 0;
      for (const key of keys.values()) {
        const response = await ask('/v1/activations/current', key);
        const { company } = current.parse(await response.json());
        if (company.status === 'authenticated') authenticated++;
      }
      const reminders = new Set<string>();
      for (let cursor: string | null = ''; cursor !== null;) {
        const response: Response = await fetch(
          `${addresses['mail']}/api/messages?limit=1000${cursor && `&cursor=${cursor}`}`,
        );
        const page = mailPage.parse(await response.json());
        for (const { messageId } of page.data)
          if (/^<act_.*\.day-\d+@/.test(messageId)) reminders.add(messageId);
        cursor = page.nextCursor;
      }
      const file = readFileSync(join(folder, 'stand-ins', 'signing.json'), 'utf8');
      const made = documents.parse(JSON.parse(file)).length;
      return {
        started: keys.size,
        authenticated,
        lost: keys.size - authenticated,
        duplicated: Math.max(0, made - keys.size),
        documents: made,
        reminders: reminders.size,
      };
    },
  };
}

/** Companies come on board while the installation is disturbed: each is authenticated, by one document and one set of reminders. */
export async function activateAll(
  victim: Victim,
  count: number,
  disturb: Disturbance,
): Promise<{ isGood: boolean; result: Result }> {
  const all = activations(victim.backing, victim.folder);
  await Promise.all([all.start(count), disturb(victim)]);
  say(`${count} started; waiting for the signatures.`);
  const end = Date.now() + patienceMs;
  for (;;) {
    const result = await all.count().catch((error: unknown) => {
      say(`It cannot be counted yet: ${String(error)}`);
      return null;
    });
    if (result && (result.lost === 0 || Date.now() > end))
      return { isGood: result.lost === 0 && result.documents === result.started, result };
    await sleep(1000);
  }
}
