import { createHmac } from 'node:crypto';

/**
 * The secret of a webhook as its owner sees it: `whsec_` and 32 bytes in base64.
 * It is derived from the installation's key and so stored nowhere; a rotation counts `generation` up.
 */
export function webhookSecret(
  installationKey: string,
  endpointId: string,
  generation: number,
): string {
  const bytes = createHmac('sha256', installationKey)
    .update(`webhook-secret/${endpointId}/${generation}`)
    .digest('base64');
  return `whsec_${bytes}`;
}

export interface SignedMessage {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}

/** The three headers of a message, with one signature per secret. Source: Standard Webhooks 1.0, "Signature scheme". */
export function signatureHeaders(
  { id, timestamp, body }: SignedMessage,
  secrets: readonly string[],
): Record<string, string> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  };
}
