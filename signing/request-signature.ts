import { createHash, createHmac } from 'node:crypto';

/** What a signature of a request covers. */
export interface SignedParts {
  readonly method: string;
  readonly contentMd5: string;
  /** As the header says it; empty where none is sent. */
  readonly contentType: string;
  /** RFC 1123, as the header says it. */
  readonly date: string;
  /** From `/api/v1/` on, with the query as it is sent. */
  readonly path: string;
}

/** The value of the header `Content-MD5`. */
export const contentMd5 = (body: Uint8Array | string): string =>
  createHash('md5').update(body).digest('base64');

/** Visma Sign's signature of a request: HMAC-SHA512 under the decoded secret, base64. */
export function requestSignature(secret: string, parts: SignedParts): string {
  const { method, contentMd5: md5, contentType, date, path } = parts;
  return createHmac('sha512', Buffer.from(secret, 'base64'))
    .update([method, md5, contentType, date, path].join('\n'))
    .digest('base64');
}
