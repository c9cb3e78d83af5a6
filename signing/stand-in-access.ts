import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { contentMd5, requestSignature } from './request-signature.ts';

/** How far the clock of a caller may be off. The real limit is not published. */
const clockSkewSeconds = 300;
const tokenSeconds = 3600;

export interface StandInClient {
  readonly clientId: string;
  /** Base64, as for the real service. */
  readonly secret: string;
}

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export interface Access {
  /** Null where the request may pass. */
  refuse(request: {
    readonly method: string;
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
    readonly body: Buffer;
  }): Refusal | null;
  /** OAuth2 with client credentials: the answer to `POST /auth/token`. */
  issueToken(form: URLSearchParams): Refusal | { readonly json: unknown };
}

const isSame = (a: string, b: string): boolean => {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
};

const unauthorized = (message: string): Refusal => ({
  status: 401,
  code: 'unauthorized',
  message,
});

/** Both ways in: signed requests, and a partner's token with the organisation that it acts for. */
export function createAccess(options: {
  readonly client: StandInClient;
  readonly partner: (StandInClient & { readonly organisation: string }) | null;
  readonly requestsPerSecond: number;
  readonly now: () => number;
}): Access {
  const { client, partner, now } = options;
  const tokens = new Map<string, { until: number; scopes: readonly string[] }>();
  let recent: number[] = [];

  function checkSignature(
    given: string,
    { method, path, headers, body }: Parameters<Access['refuse']>[0],
  ): Refusal | null {
    const [clientId = '', signature = ''] = given.split(':', 2);
    if (!isSame(clientId, client.clientId)) return unauthorized('Unknown client');
    const md5 = headers['content-md5'];
    if (typeof md5 !== 'string' || md5 !== contentMd5(body)) {
      return unauthorized('Content-MD5 is not that of the body');
    }
    const { date = '' } = headers;
    const skew = Math.abs(Date.parse(date) - now());
    if (!(skew <= clockSkewSeconds * 1000)) return unauthorized('Date is missing or too far off');
    const contentType = headers['content-type'] ?? '';
    const parts = { method, path, contentMd5: md5, contentType, date };
    return isSame(signature, requestSignature(client.secret, parts))
      ? null
      : unauthorized('The signature does not fit');
  }

  function checkToken(given: string, path: string): Refusal | null {
    const token = tokens.get(given);
    if (!partner || !token || token.until <= now()) return unauthorized('No such token');
    const organisation = new URL(path, 'http://sign').searchParams.get('as_organization');
    if (organisation === partner.organisation) return null;
    const message = 'This organisation has not given access';
    return { status: 403, code: 'forbidden', message };
  }

  return {
    refuse(request) {
      const [, scheme = '', given = ''] =
        /^(\S+) (.+)$/.exec(request.headers.authorization ?? '') ?? [];
      const refused =
        scheme === 'Onnistuu'
          ? checkSignature(given, request)
          : scheme === 'Bearer'
            ? checkToken(given, request.path)
            : unauthorized('Authorization is missing');
      if (refused) return refused;
      recent = recent.filter((at) => at > now() - 1000);
      if (recent.length >= options.requestsPerSecond) {
        return { status: 429, code: 'too_many_requests', message: 'Too many requests' };
      }
      recent.push(now());
      return null;
    },

    issueToken(form) {
      const isKnown =
        partner !== null &&
        form.get('grant_type') === 'client_credentials' &&
        isSame(form.get('client_id') ?? '', partner.clientId) &&
        isSame(form.get('client_secret') ?? '', partner.secret);
      if (!isKnown) return unauthorized('Unknown client or wrong secret');
      const scopes = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
      const value = randomBytes(24).toString('base64url');
      tokens.set(value, { until: now() + tokenSeconds * 1000, scopes });
      const json = { access_token: value, expires_in: tokenSeconds, token_type: 'Bearer' };
      return { json: { ...json, scope: scopes.join(' ') } };
    },
  };
}
