import { randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import http, { type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Submission } from '../../channels/peppol/access-point.ts';
import { createPhossAccessPoint } from '../../channels/peppol/phoss-ap.ts';
import { standInParticipants } from '../../channels/peppol/stand-in-participants.ts';
import { startAccessPointStandIn } from '../../channels/peppol/stand-in.ts';
import { billingInvoice } from '../../invoice/document-types.ts';
import { readOrganisationNumber } from '../../invoice/norway/organisation-number.ts';
import { writeSbd } from '../../invoice/sbdh.ts';
import { accessPointFailure } from '../../policy/access-point-failure.ts';
import { Failure } from '../../policy/failure.ts';

const ours = '0192:987654325';
const document = Buffer.from(
  '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>',
);

function submission(receiver: string, instanceId: string = randomUUID()): Submission {
  const header = { instanceId, sender: ours, receiver, ...billingInvoice, countryC1: 'NO' };
  const createdAt = '2026-11-24T12:00:00Z';
  return { ...header, sbd: writeSbd({ ...header, createdAt, document, payload: 'xml' }) };
}

describe('the stand-in participants', () => {
  it.each(Object.entries(standInParticipants))('%s has a valid number', (_name, id) => {
    expect(readOrganisationNumber(id.replace('0192:', ''))).not.toBeNull();
  });
});

describe('an access point code', () => {
  it.each([
    ['1360', 'recipient-unknown'],
    ['1362', 'recipient-unknown'],
    ['1363', 'recipient-unknown'],
    ['1361', 'service-unavailable'],
    ['1100', 'invoice-invalid'],
    ['4000', 'invoice-invalid'],
    ['4100', 'invoice-invalid'],
    ['501', 'recipient-refused'],
    ['9999', 'misconfigured'],
    [undefined, 'misconfigured'],
  ])('%s is %s', (code, kind) => {
    expect(accessPointFailure(code).kind).toBe(kind);
  });
});

describe('an access point', () => {
  let folder: string;
  let door: Server;
  let doorCalls: { id: unknown; key: unknown; body: string }[];
  let answerDoor: (response: ServerResponse, call: number) => void;
  let doorUrl: string | null;
  let standIn: Awaited<ReturnType<typeof startAccessPointStandIn>>;

  const start = (): ReturnType<typeof startAccessPointStandIn> =>
    startAccessPointStandIn({
      host: '127.0.0.1',
      port: 0,
      token: 'token',
      file: path.join(folder, 'access-point.jsonl'),
      door: () => (doorUrl === null ? null : { url: doorUrl, key: 'door-key' }),
      findReceiver: (participantId, documentTypeId) => {
        if (participantId === '0192:910000004') {
          throw new Failure('service-unavailable', 'SMP away');
        }
        if (participantId === standInParticipants.unknown) {
          throw new Failure('recipient-unknown', 'not there', { code: 'participant-unknown' });
        }
        if (documentTypeId !== billingInvoice.documentTypeId) {
          throw new Failure('recipient-unknown', 'not that', { code: 'document-type-unknown' });
        }
        return Promise.resolve();
      },
    });
  const accessPoint = (token = 'token') =>
    createPhossAccessPoint({ url: standIn.url, token, timeoutSeconds: 4 });
  const inbox = async (): Promise<{ instanceId: string; receiver: string }[]> =>
    (await (await fetch(`${standIn.url}/inbox?limit=1000`)).json()) as never;
  const received = async (id: string): Promise<number> =>
    (await inbox()).filter(({ instanceId }) => instanceId === id).length;
  const restart = async (): Promise<void> => {
    await standIn.close();
    standIn = await start();
  };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'peppol-'));
    door = http.createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { authorization: key, 'x-sbdh-instance-id': id } = request.headers;
        doorCalls.push({ id, key, body });
        answerDoor(response, doorCalls.length);
      });
    });
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    standIn = await start();
  });
  beforeEach(() => {
    doorCalls = [];
    doorUrl = `http://127.0.0.1:${(door.address() as AddressInfo).port}/inbound`;
    answerDoor = (response) => response.end('{"id":"rcv_1"}');
  });
  afterAll(async () => {
    await standIn.close();
    door.closeAllConnections();
    door.close();
    await rm(folder, { recursive: true });
  });

  it('sends to one who accepts, once, however often it is handed in', async () => {
    const one = submission(standInParticipants.accepts);
    expect(await accessPoint().status(one.instanceId)).toBeNull();
    const all = await Promise.all([1, 2, 3].map(() => accessPoint().submit(one)));
    expect(all.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
    await restart();
    expect((await accessPoint().submit(one)).state).toBe('sent');
    expect((await accessPoint().status(one.instanceId))?.state).toBe('sent');
    expect(await received(one.instanceId)).toBe(1);
  });

  it('refuses another message under a used id', async () => {
    const one = submission(standInParticipants.accepts);
    await accessPoint().submit(one);
    const other = submission(standInParticipants.flaky, one.instanceId);
    await expect(accessPoint().submit(other)).rejects.toMatchObject({ kind: 'misconfigured' });
  });

  it('says of one who is not in the network that nobody is there', async () => {
    const result = await accessPoint().submit(submission(standInParticipants.unknown));
    expect(result).toMatchObject({ state: 'failed', code: '1362' });
    expect(accessPointFailure(result.code)).toMatchObject({
      kind: 'recipient-unknown',
      code: 'participant-unknown',
    });
  });

  it.each([
    ['a document type that the receiver does not take', '##urn:cen.eu', '##urn:other.eu', '1363'],
    ['a document that is not what its header says', '::Invoice##', '::CreditNote##', '1100'],
  ])('refuses %s', async (_name, from, to, code) => {
    const one = submission(standInParticipants.accepts);
    const header = { ...one, documentTypeId: one.documentTypeId.replace(from, to) };
    const createdAt = '2026-11-24T12:00:00Z';
    const sbd = writeSbd({ ...header, createdAt, document, payload: 'xml' });
    expect(await accessPoint().submit({ ...header, sbd })).toMatchObject({ state: 'failed', code });
  });

  it('passes on the refusal of one who refuses', async () => {
    const one = submission(standInParticipants.refuses);
    expect(await accessPoint().submit(one)).toMatchObject({ state: 'failed', code: '501' });
    expect(await accessPoint().submit(one)).toMatchObject({ state: 'failed', code: '501' });
    expect(await received(one.instanceId)).toBe(0);
  });

  it('is unavailable for one who is down, and keeps nothing', async () => {
    const one = submission(standInParticipants.down);
    for (let i = 0; i < 4; i += 1) {
      await expect(accessPoint().submit(one)).rejects.toMatchObject({
        kind: 'service-unavailable',
      });
    }
    expect(await accessPoint().status(one.instanceId)).toBeNull();
  });

  it('takes it for one who is flaky at the third time', async () => {
    const one = submission(standInParticipants.flaky);
    for (let i = 0; i < 2; i += 1) {
      await expect(accessPoint().submit(one)).rejects.toMatchObject({
        kind: 'service-unavailable',
      });
    }
    expect((await accessPoint().submit(one)).state).toBe('sent');
    expect(await received(one.instanceId)).toBe(1);
  });

  it('loses every answer for one, who has it once', async () => {
    const one = submission(standInParticipants.answerLost);
    for (let i = 0; i < 3; i += 1) {
      await expect(accessPoint().submit(one)).rejects.toMatchObject({ kind: 'outcome-unknown' });
    }
    await expect(accessPoint().status(one.instanceId)).rejects.toMatchObject({
      kind: 'service-unavailable',
    });
    expect(await received(one.instanceId)).toBe(1);
  });

  it('wants its token', async () => {
    const failed = accessPoint('wrong').submit(submission(standInParticipants.accepts));
    await expect(failed).rejects.toMatchObject({ kind: 'misconfigured' });
    await expect(accessPoint('wrong').status('x')).rejects.toMatchObject({ kind: 'misconfigured' });
  });

  it('refuses what is no SBD: ours to mend', async () => {
    const one = { ...submission(standInParticipants.accepts), sbd: document };
    await expect(accessPoint().submit(one)).rejects.toMatchObject({ kind: 'misconfigured' });
  });

  it('is unavailable while the SMP is', async () => {
    await expect(accessPoint().submit(submission('0192:910000004'))).rejects.toMatchObject({
      kind: 'service-unavailable',
    });
  });

  it('that is not there is unavailable', async () => {
    const gone = createPhossAccessPoint({ url: 'http://access-point.invalid', token: 'token' });
    await expect(gone.submit(submission(ours))).rejects.toMatchObject({
      kind: 'service-unavailable',
    });
  });

  it("delivers to the installation's own door with its key", async () => {
    const one = submission('0192:920000002');
    expect((await accessPoint().submit(one)).state).toBe('sent');
    expect(doorCalls).toEqual([
      { id: one.instanceId, key: 'Bearer door-key', body: Buffer.from(one.sbd).toString() },
    ]);
  });

  it('fails where the door does not know the receiver', async () => {
    answerDoor = (response) => response.writeHead(404).end('{"code":"recipient-unknown"}');
    const one = submission('0192:920000002');
    expect(await accessPoint().submit(one)).toMatchObject({ state: 'failed', code: '1360' });
  });

  it('goes on by itself where the door is in trouble', async () => {
    answerDoor = (response, call) => {
      if (call < 5) response.writeHead(call === 2 ? 401 : 503).end();
      else response.end('{"id":"rcv_1"}');
    };
    const one = submission('0192:920000002');
    expect((await accessPoint().submit(one)).state).toBe('pending');
    await vi.waitFor(async () => {
      expect((await accessPoint().status(one.instanceId))?.state).toBe('sent');
    }, 8000);
  });

  it('goes on after it was killed, with half a line in its journal', async () => {
    const url = doorUrl;
    doorUrl = null;
    const one = submission('0192:920000002');
    expect((await accessPoint().submit(one)).state).toBe('pending');
    await standIn.close();
    await appendFile(path.join(folder, 'access-point.jsonl'), '{"type":"accepted","insta');
    standIn = await start();
    doorUrl = url;
    await vi.waitFor(async () => {
      expect((await accessPoint().status(one.instanceId))?.state).toBe('sent');
    }, 8000);
    await restart();
    expect((await accessPoint().status(one.instanceId))?.state).toBe('sent');
    expect(doorCalls.filter(({ id }) => id === one.instanceId)).toHaveLength(1);
  });
});
