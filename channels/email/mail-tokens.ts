import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The token in the link of a mail, and the hash by which it is known here. It is derived from the installation's mail
 * key: the mail that is sent again has the same link, and no table holds what would open it.
 */
export function invoiceLinkToken(key: string, attemptId: string): { token: string; hash: string } {
  const token = createHmac('sha256', key).update(`invoice-link/${attemptId}`).digest('base64url');
  return { token, hash: createHash('sha256').update(token).digest('hex') };
}

const unsubscribeSignature = (key: string, named: string): string =>
  createHmac('sha256', key).update(`unsubscribe/${named}`).digest('base64url');

/** What a notice's link to get no more carries: of whom, and our signature. It never grows old. */
export function unsubscribeToken(key: string, tenantId: string, subject: string): string {
  const named = `${tenantId}.${subject}`;
  return `${named}.${unsubscribeSignature(key, named)}`;
}

/** Whose token it is; null where we have not made it. */
export function readUnsubscribeToken(
  key: string,
  token: string,
): { tenantId: string; subject: string } | null {
  const [, tenantId, subject, signature] = /^(\w+)\.(\w+)\.([\w-]{43})$/.exec(token) ?? [];
  if (tenantId === undefined || subject === undefined || signature === undefined) return null;
  const ours = unsubscribeSignature(key, `${tenantId}.${subject}`);
  return timingSafeEqual(Buffer.from(ours), Buffer.from(signature)) ? { tenantId, subject } : null;
}
