import { setTimeout as pause } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { invoicePdf, orderConfirmationPdf, scannedPdf } from './papers.ts';
import type { DemoRow } from './row.ts';

/** The company that receives, and the ways to reach it. */
export interface ScanDemo {
  readonly api: string;
  readonly apiKey: string;
  readonly company: { readonly name: string; readonly organisationNumber: string };
  /** `smtp://host:port` of the mailroom. */
  readonly scanMail: string;
}

const patienceSeconds = 90;
const returnEmail = 'bilag@nordlys.example';

const scan = z.object({
  id: z.string(),
  filename: z.string(),
  status: z.string(),
  code: z.string().nullable(),
});
type Scan = z.output<typeof scan>;
const detail = scan.extend({
  receivedId: z.string().nullable(),
  runs: z.array(z.object({ openedBy: z.string() })),
  timeline: z.array(z.object({ code: z.string(), text: z.object({ en: z.string() }) })),
});
type Detail = z.output<typeof detail>;
const account = z.object({ status: z.string(), address: z.string() });

interface Paper {
  readonly sample: string;
  readonly shows: string;
  readonly make: () => Promise<Uint8Array>;
  /** Mailed to the scan address, or uploaded and read by text alone at first. */
  readonly comes: 'mailed' | 'uploaded';
  readonly isAtEnd: (scan: Detail) => boolean;
  readonly isExpected: (scan: Detail) => boolean;
}

const has = ({ timeline }: Detail, code: string): boolean =>
  timeline.some((event) => event.code === code);
const atRest = ({ status }: Detail): boolean =>
  ['accepted', 'review', 'rejected', 'failed', 'split'].includes(status);

const papersOf = ({ company }: ScanDemo): readonly Paper[] => [
  {
    sample: 'faktura.pdf',
    shows: 'PDF mailed to the scan address: a received e-invoice',
    make: () => invoicePdf({ number: '7001', buyer: company, hours: '12' }),
    comes: 'mailed',
    isAtEnd: atRest,
    isExpected: ({ status, receivedId }) => status === 'accepted' && receivedId !== null,
  },
  {
    sample: 'feil-mottaker.pdf',
    shows: 'mailed invoice to another company: held back for a person',
    make: () =>
      invoicePdf({
        number: '7002',
        buyer: { name: 'Fjellheim Eiendom AS', organisationNumber: '923456783' },
        hours: '7',
      }),
    comes: 'mailed',
    isAtEnd: atRest,
    isExpected: ({ status }) => status === 'review',
  },
  {
    sample: 'ordrebekreftelse.pdf',
    shows: 'mailed order confirmation: sent on to the return address',
    make: orderConfirmationPdf,
    comes: 'mailed',
    isAtEnd: (one) => has(one, 'scan.forwarded') || (atRest(one) && one.status !== 'rejected'),
    isExpected: ({ status, code }) => status === 'rejected' && code === 'not-an-invoice',
  },
  {
    sample: 'skannet.pdf',
    shows: 'a scan read as text alone fails; run again, OCR reads it',
    make: () => scannedPdf({ number: '7003', buyer: company, hours: '31' }),
    comes: 'uploaded',
    isAtEnd: atRest,
    isExpected: (one) => has(one, 'scan.failed') && ['accepted', 'review'].includes(one.status),
  },
];

/** Has papers scanned, once for all runs, and follows them to their ends; one that failed is run again. */
export async function playScans(demo: ScanDemo): Promise<DemoRow[]> {
  const address = await openAccount(demo);
  const earlier = await listed(demo);
  return Promise.all(
    papersOf(demo).map(async (paper): Promise<DemoRow> => {
      const id =
        earlier.find(({ filename }) => filename === paper.sample)?.id ??
        (await bringIn(demo, address, paper));
      let seen = await follow(demo, id, atRest);
      if (paper.comes === 'uploaded' && seen.status === 'failed') {
        await ask(demo, 'POST', '/v1/scans/rerun', { status: ['failed'], ids: [id] });
        seen = await follow(demo, id, (one) => has(one, 'scan.rerun') && atRest(one));
      }
      if (!paper.isAtEnd(seen)) seen = await follow(demo, id, paper.isAtEnd);
      const { status, code, receivedId, timeline } = seen;
      return {
        sample: paper.sample,
        shows: paper.shows,
        result: code === null ? status : `${status} (${code})`,
        id: receivedId ?? id,
        story: timeline.map(({ text }) => text.en).join(' '),
        isExpected: paper.isExpected(seen),
      };
    }),
  );
}

/** Opens the scan account, and returns its address. */
async function openAccount(demo: ScanDemo): Promise<string> {
  await ask(demo, 'PUT', '/v1/scanning', { enabled: true, returnEmail });
  for (const end = Date.now() + patienceSeconds * 1000; ;) {
    const { status, address } = account.parse(await ask(demo, 'GET', '/v1/scanning'));
    if (status === 'open') return address;
    if (Date.now() > end) throw new Error(`The scan account is still "${status}".`);
    await pause(200);
  }
}

const listed = async (demo: ScanDemo): Promise<Scan[]> =>
  z.object({ data: z.array(scan) }).parse(await ask(demo, 'GET', '/v1/scans?limit=200')).data;

/** Mails or uploads a paper, and returns the scan that it became. */
async function bringIn(demo: ScanDemo, address: string, paper: Paper): Promise<string> {
  const content = Buffer.from(await paper.make());
  if (paper.comes === 'uploaded') {
    const body = new FormData();
    body.append('file', new Blob([content]), paper.sample);
    const answer = await ask(demo, 'POST', '/v1/scans?engine=text', body);
    const { scans } = z.object({ scans: z.array(z.object({ id: z.string() })) }).parse(answer);
    return scans[0]?.id ?? '';
  }
  const { hostname: host, port } = new URL(demo.scanMail);
  const transport = createTransport({ host, port: Number(port), ignoreTLS: true });
  try {
    await transport.sendMail({
      from: 'faktura@fjordbygg.example',
      to: address,
      subject: paper.sample,
      messageId: `<demo-${paper.sample}@fjordbygg.example>`,
      attachments: [{ filename: paper.sample, content }],
    });
  } finally {
    transport.close();
  }
  const kept = (await listed(demo)).find(({ filename }) => filename === paper.sample);
  if (!kept) throw new Error(`${paper.sample} was taken by the mailroom and is not there.`);
  return kept.id;
}

/** The scan when it is at the end that is waited for, or as it is when patience is over. */
async function follow(
  demo: ScanDemo,
  id: string,
  isAtEnd: (scan: Detail) => boolean,
): Promise<Detail> {
  const end = Date.now() + patienceSeconds * 1000;
  for (;;) {
    const seen = detail.parse(await ask(demo, 'GET', `/v1/scans/${id}`));
    if (isAtEnd(seen) || Date.now() > end) return seen;
    await pause(200);
  }
}

async function ask(
  { api, apiKey }: ScanDemo,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const isForm = body instanceof FormData;
  const response = await fetch(api + path, {
    method,
    headers: {
      authorization: `Bearer ${apiKey}`,
      ...(isForm && { 'idempotency-key': `demo/${path}` }),
      ...(body && !isForm && { 'content-type': 'application/json' }),
    },
    ...(body && { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  return JSON.parse(text) as unknown;
}
