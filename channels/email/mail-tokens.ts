import { createHash, createHmac } from 'node:crypto';

/**
 * The token in the link of a mail, and the hash by which it is known here. It is derived from the installation's mail
 * key: the mail that is sent again has the same link, and no table holds what would open it.
 */
export function invoiceLinkToken(key: string, attemptId: string): { token: string; hash: string } {
  const token = createHmac('sha256', key).update(`invoice-link/${attemptId}`).digest('base64url');
  return { token, hash: createHash('sha256').update(token).digest('hex') };
}
