import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createS3Store, type S3Options, type S3Store } from '../../documents/s3.ts';
import { StoreUnavailable } from '../../documents/store.ts';
import { hasS3Server, startS3Server, type S3Server } from '../support/s3-server.ts';

const bytes = Buffer.from('<Invoice/>');
const sha256 = createHash('sha256').update(bytes).digest('hex');

describe.skipIf(!hasS3Server)('a document in a bucket', () => {
  let server: S3Server;
  let options: S3Options;
  let store: S3Store;
  beforeAll(async () => {
    server = await startS3Server();
    options = server.newBucket();
    store = createS3Store(options);
    await store.ensureBucket();
  });
  afterAll(() => server.stop());

  it('is found by its hash, by its own company only', async () => {
    expect(await store.put('ten_1', bytes)).toEqual({ sha256, sizeBytes: bytes.length });
    expect(Buffer.from(await createS3Store(options).get('ten_1', sha256))).toEqual(bytes);
    await expect(store.get('ten_2', sha256)).rejects.toThrow('missing');
  });

  it('written many times at once is one object', async () => {
    await Promise.all(Array.from({ length: 10 }, () => store.put('ten_3', bytes)));
    expect(await namesOf('ten_3')).toEqual([sha256]);
    expect(Buffer.from(await store.get('ten_3', sha256))).toEqual(bytes);
  });

  it('that somebody has changed is never handed out, and is not written over by the same size', async () => {
    await store.put('ten_4', bytes);
    await tamper('ten_4', Buffer.from('<INVOICE/>'));
    await store.put('ten_4', bytes);
    await expect(store.get('ten_4', sha256)).rejects.toThrow('damaged');
    await tamper('ten_4', Buffer.from('<In'));
    await store.put('ten_4', bytes);
    expect(Buffer.from(await store.get('ten_4', sha256))).toEqual(bytes);
  });

  it('is refused by the service when its bytes are not those of its hash', async () => {
    const answer = await new AwsClient({ ...options, service: 's3' }).fetch(urlOf('ten_5'), {
      method: 'PUT',
      headers: { 'x-amz-content-sha256': sha256 },
      body: 'something else',
    });
    expect(answer.status).toBe(400);
  });

  it('is listed over pages and erased with its company', async () => {
    const texts = Array.from({ length: 12 }, (_, at) => Buffer.from(`document ${at}`));
    const put = await Promise.all(texts.map((text) => store.put('ten_6', text)));
    await store.put('ten_60', bytes);
    expect(await namesOf('ten_6')).toEqual(put.map((one) => one.sha256).sort());
    const [first, ...rest] = await namesOf('ten_6');
    await store.remove('ten_6', first ?? '');
    await store.remove('ten_6', first ?? '');
    expect(await namesOf('ten_6')).toEqual(rest);
    await store.erase('ten_6');
    expect(await namesOf('ten_6')).toEqual([]);
    expect(await namesOf('ten_60')).toEqual([sha256]);
  });

  it('store says when it cannot be written', async () => {
    await store.check();
    await expect(createS3Store(server.newBucket()).check()).rejects.toThrow('NoSuchBucket');
    const stranger = createS3Store({ ...options, secretAccessKey: 'wrong' });
    await expect(stranger.check()).rejects.toThrow(StoreUnavailable);
    const nowhere = createS3Store({ ...options, endpoint: 'http://127.0.0.1:1' });
    await expect(nowhere.put('ten_1', bytes)).rejects.toThrow(StoreUnavailable);
  });

  it('keeps a bucket that is there', async () => {
    await store.ensureBucket();
    expect(await namesOf('ten_1')).toEqual([sha256]);
  });

  const urlOf = (tenant: string): string =>
    `${options.endpoint}/${options.bucket}/${options.prefix}${tenant}/${sha256.slice(0, 2)}/${sha256}`;

  async function namesOf(tenant: string): Promise<string[]> {
    const names: string[] = [];
    for await (const name of store.list(tenant)) names.push(name);
    return names.sort();
  }

  /** As somebody with access to the bucket. */
  async function tamper(tenant: string, text: Buffer<ArrayBuffer>): Promise<void> {
    const client = new AwsClient({ ...options, service: 's3' });
    const answer = await client.fetch(urlOf(tenant), { method: 'PUT', body: text });
    expect(answer.status).toBe(200);
  }
});
