import type { EventCode } from './events/texts.ts';
import { reachOf } from './network-address.ts';

/** A company may have so many; each costs a look at the event log per second. */
export const maximumWebhooks = 20;

/** How long a receiver may take to answer. */
export const webhookTimeoutSeconds = 20;

/** How long both secrets sign after a rotation, unless the caller says otherwise. */
export const defaultOverlapHours = 24;

/**
 * Seconds to the next try, by the tries made: ten tries within three days and four hours.
 * Source: Standard Webhooks 1.0, "Deliverability and reliability".
 */
const retrySeconds = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;

/** What came of one call. `status` is null where there was no answer; then `code` says why. */
export interface WebhookAnswer {
  readonly status: number | null;
  readonly code: string | null;
  readonly retryAfterSeconds: number | null;
  readonly milliseconds: number;
}

export type WebhookVerdict =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'retry'; readonly afterSeconds: number }
  /** The receiver says that it is gone for good: nothing is sent to it any more. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'exhausted' };

/**
 * What follows from the answer to call number `tries` of a message. Only 2xx counts as received; a redirect is not
 * followed and counts as a failure. A receiver that asks for a longer pause gets it, up to a day.
 */
export function afterWebhookCall(answer: WebhookAnswer, tries: number): WebhookVerdict {
  const { status } = answer;
  if (status !== null && status >= 200 && status < 300) return { kind: 'delivered' };
  if (status === 410) return { kind: 'gone' };
  const planned = retrySeconds[tries - 1];
  if (planned === undefined) return { kind: 'exhausted' };
  const asked = status === 429 || status === 503 ? (answer.retryAfterSeconds ?? 0) : 0;
  return { kind: 'retry', afterSeconds: Math.max(planned, Math.min(asked, 86_400)) };
}

/** Why a webhook was switched off: by a person, by its own 410, or because nothing arrived for three days. */
export type DisabledReason = 'by-request' | 'gone' | 'failing';

/** Whether events of this code are sent to a webhook with these types; `delivery.*` stands for a group, null for all. */
export const wantsEvent = (types: readonly string[] | null, code: EventCode): boolean =>
  types === null || types.includes(code) || types.includes(`${code.split('.')[0]}.*`);

/** The parts of a URL, as the URL class takes them apart. */
export interface UrlParts {
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly hostname: string;
  readonly port: string;
}

/** Besides 443, where a receiver behind a proxy usually listens. */
const allowedPorts = ['', '443', '8443'];

/**
 * Why nothing may be sent to this URL, or null: https on a usual port, without a login, to no private address.
 * Hosts that the operator has named (`privateHosts`) may be private, use http and any port. A host *name* passes
 * here; the addresses that it is looked up to are judged when the connection is made.
 */
export function refuseWebhookUrl(url: UrlParts, privateHosts: readonly string[]): string | null {
  if (url.username !== '' || url.password !== '') return 'url-has-login';
  const isHttp = url.protocol === 'http:';
  if (!isHttp && url.protocol !== 'https:') return 'url-not-https';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (privateHosts.includes(host)) return null;
  if (isHttp) return 'url-not-https';
  if (!allowedPorts.includes(url.port)) return 'port-not-allowed';
  return reachOf(host) === 'private' ? 'address-private' : null;
}
