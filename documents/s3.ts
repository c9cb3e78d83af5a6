import { AwsClient } from 'aws4fetch';
import { digest, documentKey, StoreUnavailable, tenantKey, type DocumentStore } from './store.ts';

export interface S3Options {
  /** Address of the service, e.g. `https://s3.eu-north-1.amazonaws.com`; buckets are asked for by path. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** What all keys begin with: empty, or it ends with `/`. */
  readonly prefix: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** How long one request may take. */
  readonly timeoutSeconds?: number;
}

/** A store in a bucket. */
export interface S3Store extends DocumentStore {
  /** Makes the bucket where there is none yet. */
  ensureBucket(): Promise<void>;
}

/** Requests beside each other while a company is erased. */
const width = 8;

/**
 * A store in a bucket of any service that speaks S3: `<prefix><tenant>/<first two of the hash>/<hash>`.
 * A document is written under the condition that there is none yet, with its hash for the service to check. Versions of
 * a bucket that keeps them are left to the bucket's own rules.
 */
export function createS3Store(options: S3Options): S3Store {
  const { prefix, timeoutSeconds = 30 } = options;
  const { accessKeyId, secretAccessKey, region } = options;
  const client = new AwsClient({
    accessKeyId,
    secretAccessKey,
    region,
    service: 's3',
    retries: 3,
  });
  const bucketUrl = `${options.endpoint.replace(/\/+$/, '')}/${options.bucket}`;
  const urlOf = (key: string): string => `${bucketUrl}/${prefix}${key}`;

  /** The answer if it has one of the statuses; a service that is away or refuses us is unavailable. */
  async function ask(
    method: string,
    url: string,
    expected: readonly number[],
    init: { headers?: Record<string, string>; body?: Uint8Array<ArrayBuffer> } = {},
  ): Promise<Response> {
    let answer;
    try {
      const signal = AbortSignal.timeout(timeoutSeconds * 1000);
      answer = await client.fetch(url, { ...init, method, signal });
    } catch (error) {
      throw new StoreUnavailable(`The bucket ${options.bucket} cannot be reached.`, {
        cause: error,
      });
    }
    if (expected.includes(answer.status)) return answer;
    const code = /<Code>(\w+)<\/Code>/.exec(await answer.text())?.[1] ?? '';
    throw new StoreUnavailable(
      `The bucket ${options.bucket} answered ${answer.status} ${code} to ${method}.`,
    );
  }

  /** 412: there is one already. 409: another call is writing it just now. */
  const write = (key: string, bytes: Uint8Array, sha256: string, isNew: boolean) =>
    ask('PUT', urlOf(key), [200, 409, 412], {
      headers: { 'x-amz-content-sha256': sha256, ...(isNew && { 'if-none-match': '*' }) },
      body: Uint8Array.from(bytes),
    });

  async function sizeOf(key: string): Promise<number | null> {
    const { status, headers } = await ask('HEAD', urlOf(key), [200, 404]);
    return status === 404 ? null : Number(headers.get('content-length'));
  }

  async function* keysOf(tenantId: string): AsyncGenerator<string> {
    const under = `${prefix}${tenantKey(tenantId)}/`;
    for (let after = ''; ;) {
      const query = new URLSearchParams({ 'list-type': '2', prefix: under });
      if (after !== '') query.set('start-after', after);
      const answer = await ask('GET', `${bucketUrl}?${query.toString()}`, [200]);
      const text = await answer.text();
      const keys = [...text.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => key);
      yield* keys;
      after = keys.at(-1) ?? '';
      if (after === '' || !text.includes('<IsTruncated>true</IsTruncated>')) return;
    }
  }

  return {
    async put(tenantId, bytes) {
      const sha256 = digest(bytes);
      const sizeBytes = bytes.byteLength;
      const key = documentKey(tenantId, sha256);
      const { status } = await write(key, bytes, sha256, true);
      if (status !== 200 && (await sizeOf(key)) !== sizeBytes) {
        await write(key, bytes, sha256, false);
        if ((await sizeOf(key)) !== sizeBytes)
          throw new StoreUnavailable(`Document ${sha256} cannot be written just now.`);
      }
      return { sha256, sizeBytes };
    },

    async get(tenantId, sha256) {
      const answer = await ask('GET', urlOf(documentKey(tenantId, sha256)), [200, 404]);
      if (answer.status === 404) throw new Error(`Document ${sha256} is missing in the bucket`);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      if (digest(bytes) !== sha256) throw new Error(`Document ${sha256} is damaged in the bucket`);
      return bytes;
    },

    async *list(tenantId) {
      for await (const key of keysOf(tenantId)) {
        const sha256 = key.slice(key.lastIndexOf('/') + 1);
        if (/^[0-9a-f]{64}$/.test(sha256)) yield sha256;
      }
    },

    async remove(tenantId, sha256) {
      await ask('DELETE', urlOf(documentKey(tenantId, sha256)), [200, 204, 404]);
    },

    async erase(tenantId) {
      let some: Promise<Response>[] = [];
      for await (const key of keysOf(tenantId)) {
        some.push(ask('DELETE', `${bucketUrl}/${key}`, [200, 204]));
        if (some.length < width) continue;
        await Promise.all(some);
        some = [];
      }
      await Promise.all(some);
    },

    async check() {
      await write('.check', new Uint8Array(), digest(new Uint8Array()), false);
    },

    async ensureBucket() {
      const { status } = await ask('HEAD', bucketUrl, [200, 404]);
      if (status === 404) await ask('PUT', bucketUrl, [200, 409]);
    },
  };
}
