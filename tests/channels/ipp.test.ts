import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PrintConnector, PrintOrder } from '../../channels/print/connector.ts';
import { createIppConnector } from '../../channels/print/ipp.ts';
import {
  readIpp,
  writeIpp,
  type IppAnswer,
  type IppAttribute,
  type IppRequest,
} from '../../channels/print/ipp-message.ts';
import { Failure } from '../../policy/failure.ts';
import { hasCupsd, startCupsd, type Cupsd } from '../support/cupsd.ts';

const order = (name: string, more: Partial<PrintOrder> = {}): PrintOrder => ({
  name,
  pdf: Buffer.from(`%PDF-1.7\nthe letter ${name}\n%%EOF\n`),
  attachments: [],
  mayBeThere: false,
  sidecar: { duplex: true, colour: false },
  ...more,
});

/** Cancels all waiting jobs of a queue, as somebody does at the printer. */
async function cancelAll(url: string): Promise<void> {
  const ask = async (
    operation: number,
    more: readonly IppAttribute[],
  ): Promise<IppAnswer | null> => {
    const attributes: IppAttribute[] = [
      ['printer-uri', 'uri', url],
      ...more,
      ['requesting-user-name', 'name', 'root'],
    ];
    const body = writeIpp({ operation: operation as IppRequest['operation'], attributes });
    const answer = await fetch(url.replace('ipp:', 'http:'), {
      method: 'POST',
      headers: { 'content-type': 'application/ipp' },
      body: body as Uint8Array<ArrayBuffer>,
    });
    return readIpp(new Uint8Array(await answer.arrayBuffer()));
  };
  const jobs = (await ask(0x000a, []))?.jobs ?? [];
  for (const job of jobs) await ask(0x0008, [['job-id', 'integer', Number(job.get('job-id'))]]);
}

/** What the work was refused with: kind and code of its `Failure`. */
async function failureOf(work: Promise<unknown>): Promise<[string, string]> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure)) throw new Error(`No failure: ${String(error)}`);
  return [error.kind, error.code];
}

if (!hasCupsd) console.warn('Letters to a printer are not tested: cupsd is missing, or not root.');

describe.skipIf(!hasCupsd)('a letter to a printer of CUPS', () => {
  let cups: Cupsd;
  let letters: PrintConnector;
  const closing: (() => unknown)[] = [];

  beforeAll(async () => {
    cups = await startCupsd();
    letters = createIppConnector({ url: cups.urlOf('letters') });
  });
  afterEach(() => {
    for (const close of closing.splice(0)) close();
  });
  afterAll(() => cups.close());

  const copies = (name: string): number => cups.printed().split(`the letter ${name}\n`).length - 1;
  const becomes = (connector: PrintConnector, name: string, state: string): Promise<void> =>
    vi.waitFor(async () => expect(await connector.state(name)).toBe(state), 5000);

  /** Between us and CUPS: cuts the connection once the answer to a Print-Job comes, or before the question is through. */
  async function cut(when: 'at-the-answer' | 'in-the-question'): Promise<PrintConnector> {
    const server = net.createServer((client) => {
      const upstream = net.connect(cups.port, '127.0.0.1');
      let isJob = false;
      client.on('data', (data) => {
        isJob ||= data.includes('job-name') && data.includes('copies');
        if (isJob && when === 'in-the-question') upstream.write(data.subarray(0, 100));
        else upstream.write(data);
        if (isJob && when === 'in-the-question') client.destroy();
      });
      upstream.on('data', (data) => {
        if (isJob) client.destroy();
        else client.write(data);
      });
      client.on('close', () => upstream.destroy()).on('error', () => undefined);
      upstream.on('error', () => undefined);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => server.close());
    const { port } = server.address() as AddressInfo;
    return createIppConnector({ url: `ipp://127.0.0.1:${port}/printers/letters` });
  }

  it('is printed once, under its name, with equal bytes', async () => {
    await letters.place(order('atm_1'));
    await becomes(letters, 'atm_1', 'posted');
    expect(cups.printed()).toContain('%PDF-1.7\nthe letter atm_1\n%%EOF\n');
    await letters.place(order('atm_1'));
    await letters.place(order('atm_1', { mayBeThere: true }));
    await letters.place(order('atm_2'));
    await becomes(letters, 'atm_2', 'posted');
    expect([copies('atm_1'), copies('atm_2')]).toEqual([1, 1]);
  });

  it('whose answer was lost is found by its name and not printed again', async () => {
    const broken = await cut('at-the-answer');
    expect(await failureOf(broken.place(order('atm_3')))).toEqual([
      'outcome-unknown',
      'answer-lost',
    ]);
    await letters.place(order('atm_3', { mayBeThere: true }));
    await becomes(letters, 'atm_3', 'posted');
    expect(copies('atm_3')).toBe(1);
  });

  it('that may have been printed and is not found is a matter for a person', async () => {
    const broken = await cut('in-the-question');
    expect((await failureOf(broken.place(order('atm_4'))))[0]).toBe('outcome-unknown');
    const unknown = ['outcome-unknown', 'print-job-not-found'];
    expect(await failureOf(letters.place(order('atm_4', { mayBeThere: true })))).toEqual(unknown);
    expect(await failureOf(letters.state('atm_4'))).toEqual(unknown);
    expect(copies('atm_4')).toBe(0);
  });

  it('waits while the printer is stopped', async () => {
    const stopped = createIppConnector({ url: cups.urlOf('stopped') });
    await stopped.place(order('atm_5'));
    expect(await stopped.state('atm_5')).toBe('received');
  });

  it('that somebody cancels at the printer is refused', async () => {
    const url = cups.urlOf('stopped');
    const stopped = createIppConnector({ url });
    await stopped.place(order('atm_6'));
    await cancelAll(url);
    expect(await stopped.state('atm_6')).toBe('refused');
    await stopped.place(order('atm_6', { mayBeThere: true }));
    expect(await stopped.state('atm_6')).toBe('refused');
  });

  it.each([
    ['closed', 'service-unavailable', 'print-house-refused'],
    ['nobody', 'misconfigured', 'print-queue-missing'],
  ])('to the queue %s is %s', async (queue, kind, code) => {
    const connector = createIppConnector({ url: cups.urlOf(queue) });
    expect(await failureOf(connector.place(order('atm_7')))).toEqual([kind, code]);
  });

  it('is tried again later where nobody listens', async () => {
    const connector = createIppConnector({ url: 'ipp://127.0.0.1:9/printers/letters' });
    expect(await failureOf(connector.place(order('atm_8')))).toEqual([
      'service-unavailable',
      'unreachable',
    ]);
  });
});

describe('what stands where a printer should', () => {
  const answers: [string, number, Buffer, string, string][] = [
    ['asks for a password', 401, Buffer.alloc(0), 'misconfigured', 'print-login-refused'],
    ['is away behind a proxy', 502, Buffer.alloc(0), 'service-unavailable', 'answer-unreadable'],
    ['is a web page', 200, Buffer.from('<html>'), 'service-unavailable', 'answer-unreadable'],
    [
      'stops in the middle',
      200,
      Buffer.from([1, 1, 0, 0, 0, 0, 0, 1, 2, 0x42, 0, 200]),
      'service-unavailable',
      'answer-unreadable',
    ],
  ];
  it.each(answers)('%s', async (_what, status, body, kind, code) => {
    const server = http.createServer((_, response) => response.writeHead(status).end(body));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const connector = createIppConnector({ url: `ipp://kari:ord@127.0.0.1:${port}/ipp/print` });
    expect(await failureOf(connector.place(order('atm_9')))).toEqual([kind, code]);
    server.close();
  });
});
