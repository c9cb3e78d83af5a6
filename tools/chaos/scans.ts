import { createTransport } from 'nodemailer';
import { readInvoice } from '../../invoice/ubl-read.ts';
import type { Backing } from '../../runtime/backing.ts';
import { asOperator, askUntilAnswered } from './client.ts';
import type { Disturbance } from './disturbances.ts';
import type { Victim, VictimOptions } from './installation.ts';
import { paperOf, type Paper } from './papers.ts';
import { say, sleep } from './process.ts';

/** A scan that has not come to rest this long after the last kill counts as lost. */
const patienceMs = 300_000;
const resting = ['accepted', 'review', 'rejected', 'failed', 'split', 'merged'];
const organisationNumber = '910000004';

/** The scan worker is a process of its own, and dies most often. */
export const scanVictim: VictimOptions = {
  parts: {
    api: { program: 'api' },
    worker: { program: 'worker' },
    'scan-worker': { program: 'scan-worker' },
  },
};
export const scanParts = [
  'scan-worker',
  'scan-worker',
  'scan-worker',
  'postgres',
  'api',
  'worker',
  'temporal',
];

/**
 * Mails PDFs to a scan account while the installation is disturbed, and counts what became of each: lost is a mail
 * that was answered with 250 and has no scan at rest, duplicated one with two scans or invoices, wrong an invoice that
 * came in with another seller or amount than its paper has, or a scan in review without a draft.
 */
export async function scanAll(
  victim: Victim,
  count: number,
  disturb: Disturbance,
  overSeconds: number,
): Promise<{ isGood: boolean; result: object }> {
  const began = Date.now();
  const { backing } = victim;
  const key = await openAccount(backing);
  const [accepted] = await Promise.all([mailAll(backing, count, overSeconds), disturb(victim)]);
  say(`${accepted.size} mails were taken; waiting until each scan rests.`);
  const result = await waitForRest(backing, key, accepted, patienceMs);
  const seconds = Math.round((Date.now() - began) / 1000);
  return {
    isGood: result.lost === 0 && result.duplicated === 0 && result.wrong === 0,
    result: { ...result, seconds },
  };
}

async function openAccount(backing: Backing): Promise<string> {
  const company = { name: 'Skanning Kaos AS', organisationNumber, status: 'authenticated' };
  const { apiKey } = await askUntilAnswered<{ apiKey: string }>(backing, asOperator(backing), {
    method: 'POST',
    path: '/v1/admin/companies',
    json: company,
  });
  await askUntilAnswered(backing, apiKey, {
    method: 'PUT',
    path: '/v1/scanning',
    json: { enabled: true, returnEmail: 'bilag@example.com' },
  });
  for (;;) {
    const { status } = await askUntilAnswered<{ status: string }>(backing, apiKey, {
      method: 'GET',
      path: '/v1/scanning',
    });
    if (status === 'open') return apiKey;
    await sleep(200);
  }
}

/** So many at the same time. */
const lanes = 4;

/** Mails every PDF, spread over so many seconds, until its 250 is there; always with the same Message-ID, as mail servers do. */
async function mailAll(
  { service }: Backing,
  count: number,
  overSeconds: number,
): Promise<Map<string, Paper>> {
  const accepted = new Map<string, Paper>();
  const pauseMs = Math.max(150, (overSeconds * 1000 * lanes) / count);
  let at = 0;
  const lane = async (): Promise<void> => {
    while (at < count) {
      const paper = await paperOf(at++, organisationNumber);
      const { number, pdf: content } = paper;
      for (;;) {
        const transport = createTransport({
          host: service.host,
          port: service.scanSmtpPort,
          ignoreTLS: true,
        });
        const isTaken = await transport
          .sendMail({
            from: 'faktura@leverandor.example',
            to: `${organisationNumber}@${service.scanDomain}`,
            subject: `Faktura ${number}`,
            messageId: `<${number}@leverandor.example>`,
            attachments: [{ filename: `${number}.pdf`, content }],
          })
          .then(
            () => true,
            () => false,
          );
        transport.close();
        if (isTaken) break;
        await sleep(500);
      }
      accepted.set(number, paper);
      await sleep(pauseMs);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return accepted;
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

interface Row {
  readonly id: string;
  readonly status: string;
  readonly filename: string;
}

async function waitForRest(
  backing: Backing,
  key: string,
  accepted: ReadonlyMap<string, Paper>,
  patience: number,
) {
  const end = Date.now() + patience;
  for (;;) {
    const scans = await readAll<Row>(backing, key, '/v1/scans');
    const byNumber = groupBy(scans, ({ filename }) => filename.replace('.pdf', ''));
    const isAtRest = (number: string): boolean =>
      byNumber.get(number)?.some(({ status }) => resting.includes(status)) ?? false;
    const missing = [...accepted.keys()].filter((number) => !isAtRest(number));
    if (missing.length === 0 || Date.now() > end) {
      const received = await readAll<Received>(backing, key, '/v1/received');
      const invoices = groupBy(received, ({ number }) => number ?? '');
      const isTwice = (number: string): boolean =>
        (byNumber.get(number)?.length ?? 0) > 1 || (invoices.get(number)?.length ?? 0) > 1;
      const statuses = Object.fromEntries(
        [...groupBy(scans, ({ status }) => status)].map(([status, rows]) => [status, rows.length]),
      );
      return {
        mailed: accepted.size,
        scans: scans.length,
        received: received.length,
        statuses,
        lost: missing.length,
        duplicated: [...accepted.keys()].filter(isTwice).length,
        wrong: await countWrong(backing, key, accepted, scans, received),
      };
    }
    await sleep(1000);
  }
}

interface Received {
  readonly id: string;
  readonly number: string | null;
}

/** What was let through and does not say what its paper says, or waits for a person with nothing to look at. */
async function countWrong(
  backing: Backing,
  key: string,
  papers: ReadonlyMap<string, Paper>,
  scans: readonly Row[],
  received: readonly Received[],
): Promise<number> {
  let wrong = 0;
  for (const { id } of received) {
    const bytes = await readDocument(backing, key, `/v1/received/${id}/document`);
    const read = readInvoice(bytes);
    // Its own number: the row may not have been read yet.
    const paper = read.ok ? papers.get(read.invoice.number) : undefined;
    const isRight =
      read.ok &&
      read.invoice.totals.amountDue === paper?.amountDue &&
      read.invoice.seller.legalRegistrationId === paper.seller;
    if (!isRight) wrong++;
  }
  for (const { id, status } of scans) {
    if (status !== 'review') continue;
    const path = `/v1/scans/${id}`;
    const { draft } = await askUntilAnswered<{ draft: unknown }>(backing, key, {
      method: 'GET',
      path,
    });
    if (!draft) wrong++;
  }
  return wrong;
}

async function readDocument({ service }: Backing, key: string, path: string): Promise<Uint8Array> {
  const headers = { authorization: `Bearer ${key}` };
  const response = await fetch(`http://${service.host}:${service.apiPort}${path}`, { headers });
  return new Uint8Array(await response.arrayBuffer());
}

async function readAll<T>(backing: Backing, key: string, path: string): Promise<T[]> {
  const all: T[] = [];
  for (let cursor = ''; ;) {
    const page = await askUntilAnswered<{ data: T[]; nextCursor: string | null }>(backing, key, {
      method: 'GET',
      path: `${path}?limit=200${cursor}`,
    });
    all.push(...page.data);
    if (page.nextCursor === null) return all;
    cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
}
