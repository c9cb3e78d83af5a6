import { lookup as systemLookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { Failure } from '../../policy/failure.ts';
import { reachOf } from '../../policy/network-address.ts';
import { refuseWebhookUrl, webhookTimeoutSeconds } from '../../policy/webhook.ts';
import { signatureHeaders, type SignedMessage } from './signature.ts';

export interface WebhookCall extends SignedMessage {
  readonly url: string;
  /** The secrets that sign: two while an old one is being replaced. */
  readonly secrets: readonly string[];
}

export interface WebhookConnector {
  /**
   * Posts once and gives the receiver's status, whatever it is; redirects are not followed and the answer's body is
   * not read. Throws `not-permitted` where the URL or an address that it leads to may not be called,
   * `service-unavailable` where nobody answers in time, `misconfigured` where the certificate is no good.
   */
  post(call: WebhookCall): Promise<{ status: number; retryAfterSeconds: number | null }>;
}

export interface WebhookConnectorOptions {
  /** Hosts that may lie at private addresses, and be called by http and at any port. */
  readonly privateHosts: readonly string[];
  readonly timeoutSeconds?: number;
  /** Certificates to trust besides the public ones, PEM. */
  readonly extraCa?: string;
  /** How names are looked up; default: the system's way. */
  readonly lookup?: (
    host: string,
    options: LookupAllOptions,
    done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
  ) => void;
}

/** Sends messages to the receivers of companies, whose addresses are not ours to trust. */
export function createWebhookConnector(options: WebhookConnectorOptions): WebhookConnector {
  const timeoutMs = (options.timeoutSeconds ?? webhookTimeoutSeconds) * 1000;
  return {
    async post({ url: text, secrets, ...message }) {
      const url = new URL(text);
      const refusal = refuseWebhookUrl(url, options.privateHosts);
      if (refusal !== null) {
        throw new Failure('not-permitted', `${url.host} may not be called`, { code: refusal });
      }
      const isTrusted = options.privateHosts.includes(url.hostname.replace(/^\[|\]$/g, ''));
      return call(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(message.body)),
          'user-agent': 'autoinvoice-webhooks',
          ...signatureHeaders(message, secrets),
        },
        // No connection is kept: the next call looks the name up anew.
        agent: false,
        ...(!isTrusted && { lookup: publicOnly(options.lookup ?? systemLookup) }),
        ...(options.extraCa !== undefined && { ca: options.extraCa }),
        body: message.body,
        timeoutMs,
      });
    },
  };
}

class PrivateAddress extends Error {}

/**
 * Looks a name up and judges what came of it. The connection is made to these very addresses: a name that is looked up
 * once to be judged and once more to be called could answer differently the second time.
 */
const publicOnly =
  (lookup: NonNullable<WebhookConnectorOptions['lookup']>): LookupFunction =>
  (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, []);
      const bad = addresses.find(({ address }) => reachOf(address) !== 'public');
      const [first] = addresses;
      if (bad || !first) return done(new PrivateAddress(`${host} is at a private address`), []);
      if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };

function call(
  url: URL,
  { body, timeoutMs, ...request }: https.RequestOptions & { body: string; timeoutMs: number },
): Promise<{ status: number; retryAfterSeconds: number | null }> {
  return new Promise((resolve, reject) => {
    const sent = (url.protocol === 'https:' ? https : http).request(url, request);
    const timer = setTimeout(() => sent.destroy(new Error('no answer in time')), timeoutMs);
    sent.on('response', (response) => {
      clearTimeout(timer);
      const wish = response.headers['retry-after'] ?? '';
      resolve({
        status: response.statusCode ?? 0,
        retryAfterSeconds: /^\d{1,6}$/.test(wish) ? Number(wish) : null,
      });
      response.destroy();
    });
    sent.on('error', (error) => {
      clearTimeout(timer);
      reject(toFailure(url.host, error));
    });
    sent.end(body);
  });
}

function toFailure(host: string, error: Error): Failure {
  const text = `${host}: ${error.message}`;
  if (error instanceof PrivateAddress) {
    return new Failure('not-permitted', text, { code: 'address-private', cause: error });
  }
  const code = 'code' in error ? String(error.code) : '';
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL/.test(code)) {
    return new Failure('misconfigured', text, { code: 'certificate-refused', cause: error });
  }
  const isLate = error.message === 'no answer in time';
  return new Failure('service-unavailable', text, {
    code: isLate ? 'no-answer' : 'unreachable',
    cause: error,
  });
}
