import { readFile, mkdtemp, rm } from 'node:fs/promises';
import http, { type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { billingCreditNote, billingInvoice } from '../../invoice/document-types.ts';
import { createElmaClient } from '../../registers/elma.ts';
import { smlName } from '../../registers/sml.ts';
import { createSmpClient } from '../../registers/smp.ts';
import { startRegisterStandIn } from '../../registers/stand-in.ts';

const always = [{ participantId: '0192:999999905', name: 'Alltid Her AS' }];
const company = {
  participantId: '0192:987654325',
  name: 'Testfirma & Sønn AS',
  documentTypeIds: [billingInvoice.documentTypeId],
};

describe('the name of a participant in the SML', () => {
  it.each([
    ['0088:123abc', 'y7dzfxaf3d4cjz4kcgrxtec6twvcga4ky7zwa5boif6mswd4tdrq'],
    ['0088:123ABC', 'y7dzfxaf3d4cjz4kcgrxtec6twvcga4ky7zwa5boif6mswd4tdrq'],
    ['9915:test', 'eh5boavaktmbgzyh2a63dz4qov33fvp5nsdvqklucfraayoodw6a'],
    ['0192:810418052', 'wswqfoxzytbmhobgzefqk5ivxjvmafrq4ovcmy3evcn6qdokemvq'],
    ['0192:987654325', 'llrwfsubsgcviaamu5dkyrpuoizyjglyqwpucm4jd7lbaedozxja'],
    ['0192:991825827', '7i2243uolq5qzb6jxfvi6yei4iq7sfipkv55htzfnr6s54y6yufa'],
  ])('of %s', (id, hash) => {
    expect(smlName(id, 'sml.example.')).toBe(`${hash}.iso6523-actorid-upis.sml.example`);
  });
});

describe('the register', () => {
  let folder: string;
  let register: Awaited<ReturnType<typeof startRegisterStandIn>>;
  const start = (): ReturnType<typeof startRegisterStandIn> =>
    startRegisterStandIn({
      host: '127.0.0.1',
      port: 0,
      token: 'token',
      file: path.join(folder, 'stand-ins', 'register.json'),
      always,
    });
  const elma = (more: { token?: string; endpointId?: string } = {}) =>
    createElmaClient({ url: register.elmaUrl, token: 'token', endpointId: 'ours', ...more });
  const smp = () => createSmpClient({ smpUrl: register.smpUrl });

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'register-'));
    register = await start();
  });
  afterAll(async () => {
    await register.close();
    await rm(folder, { recursive: true });
  });

  it('publishes a participant from its registration to its removal', async () => {
    const look = () => smp().findReceiver(company.participantId, billingInvoice.documentTypeId);
    await expect(look()).rejects.toMatchObject({
      kind: 'recipient-unknown',
      code: 'participant-unknown',
    });
    expect(await elma().isRegistered(company.participantId)).toBe(false);

    await elma().register(company);
    expect(await elma().isRegistered(company.participantId)).toBe(true);
    expect(await look()).toEqual({
      endpointUrl: 'https://access-point.invalid/ours/as4',
      transportProfile: 'peppol-transport-as4-v2_0',
    });
    await expect(
      smp().findReceiver(company.participantId, billingCreditNote.documentTypeId),
    ).rejects.toMatchObject({ kind: 'recipient-unknown', code: 'document-type-unknown' });

    await elma().register({
      ...company,
      documentTypeIds: [billingInvoice.documentTypeId, billingCreditNote.documentTypeId],
    });
    expect(await smp().documentTypes(company.participantId)).toEqual([
      billingInvoice.documentTypeId,
      billingCreditNote.documentTypeId,
    ]);

    await elma().deregister(company.participantId);
    await elma().deregister(company.participantId);
    expect(await smp().documentTypes(company.participantId)).toBeNull();
  });

  it('keeps registrations over a restart, and none of the fixed ones in its file', async () => {
    await elma().register(company);
    await register.close();
    const file = await readFile(path.join(folder, 'stand-ins', 'register.json'), 'utf8');
    expect(file).not.toContain('999999905');
    register = await start();
    expect(await elma().isRegistered(company.participantId)).toBe(true);
  });

  it('keeps all of many registrations made at once', async () => {
    const ids = Array.from({ length: 20 }, (_, i) => `0192:9000000${String(i).padStart(2, '0')}`);
    await Promise.all(ids.map((participantId) => elma().register({ ...company, participantId })));
    await register.close();
    register = await start();
    const found = await Promise.all(ids.map((id) => elma().isRegistered(id)));
    expect(found.every(Boolean)).toBe(true);
  });

  it('has the fixed participants, which nobody can take over', async () => {
    const [fixed] = always;
    const id = fixed?.participantId ?? '';
    const found = await smp().findReceiver(id, billingInvoice.documentTypeId);
    expect(found.endpointUrl).toBe('https://access-point.outside.invalid/as4');
    const taken = elma().register({ ...company, participantId: id });
    await expect(taken).rejects.toMatchObject({
      kind: 'not-permitted',
      code: 'participant-exists',
    });
    const other = elma({ endpointId: 'theirs' });
    await expect(other.register(company)).rejects.toMatchObject({ kind: 'not-permitted' });
  });

  it('is asked once for a receiver that it knows, and each time for one that it does not', async () => {
    const client = createSmpClient({ smpUrl: register.smpUrl, rememberSeconds: 60 });
    const participantId = '0192:974760673';
    const look = () => client.findReceiver(participantId, billingInvoice.documentTypeId);
    await expect(look()).rejects.toMatchObject({ code: 'participant-unknown' });
    await elma().register({ ...company, participantId });
    const found = await look();
    await elma().deregister(participantId);
    expect(await look()).toEqual(found);
    await expect(
      smp().findReceiver(participantId, billingInvoice.documentTypeId),
    ).rejects.toMatchObject({ code: 'participant-unknown' });
  });

  it('refuses a wrong token: the operator is asked', async () => {
    const client = elma({ token: 'wrong' });
    await expect(client.register(company)).rejects.toMatchObject({ kind: 'misconfigured' });
    await expect(client.isRegistered('0192:987654325')).rejects.toMatchObject({
      kind: 'misconfigured',
    });
  });
});

describe('a look-up', () => {
  let server: Server;
  let url: string;
  let answer: [number, string] = [200, ''];
  beforeAll(async () => {
    server = http.createServer((_request, response) => {
      response.writeHead(answer[0]).end(answer[1]);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());
  const find = (smpUrl: string) =>
    createSmpClient({ smpUrl }).findReceiver('0192:987654325', billingInvoice.documentTypeId);

  it.each<[number, string]>([
    [500, ''],
    [200, 'hello'],
    [200, '<!DOCTYPE a><SignedServiceMetadata/>'],
    [200, '<SignedServiceMetadata xmlns="http://busdox.org/serviceMetadata/publishing/1.0/"/>'],
  ])('answered with %i %s is repeated later', async (status, text) => {
    answer = [status, text];
    await expect(find(url)).rejects.toMatchObject({ kind: 'service-unavailable' });
  });

  it('at an SMP that is not there is repeated later', async () => {
    await expect(find('http://smp.invalid')).rejects.toMatchObject({
      kind: 'service-unavailable',
    });
  });

  it('by the SML tells unknown participants from a name server in trouble', async () => {
    const failing = (code: string) =>
      createSmpClient({
        smlZone: 'sml.example',
        resolveNaptr: () => Promise.reject(Object.assign(new Error(code), { code })),
      }).findReceiver('0192:987654325', billingInvoice.documentTypeId);
    await expect(failing('ENOTFOUND')).rejects.toMatchObject({ code: 'participant-unknown' });
    await expect(failing('ENODATA')).rejects.toMatchObject({ kind: 'recipient-unknown' });
    await expect(failing('ESERVFAIL')).rejects.toMatchObject({
      kind: 'service-unavailable',
      code: 'sml-unavailable',
    });
  });

  it('by the SML takes the first https address for an SMP', async () => {
    const record = (order: number, service: string, target: string) => ({
      flags: 'U',
      service,
      regexp: `!.*!${target}!`,
      order,
      preference: 10,
    });
    const client = createSmpClient({
      smlZone: 'sml.example',
      resolveNaptr: () =>
        Promise.resolve([
          record(30, 'Meta:SMP', 'https://last.invalid'),
          record(20, 'Meta:SMP', 'https://smp.invalid/'),
          record(10, 'Meta:SMP', 'http://plain.invalid'),
          record(10, 'Meta:Other', 'https://other.invalid'),
        ]),
    });
    const failed = client.findReceiver('0192:987654325', billingInvoice.documentTypeId);
    await expect(failed).rejects.toThrow('smp.invalid');
  });
});
