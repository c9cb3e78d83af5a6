import { z } from 'zod';
import { Failure } from '../policy/failure.ts';
import { call, readJson } from './http.ts';
import { refusal } from './refusal.ts';
import { contentMd5, requestSignature } from './request-signature.ts';

/** Who calls Visma Sign. */
export type SigningCredentials =
  | {
      /** An organisation for itself: each request is signed. */
      readonly kind: 'organisation';
      readonly clientId: string;
      /** Base64, as Visma Sign hands it out. */
      readonly secret: string;
    }
  | {
      /** A partner for one of its organisations: OAuth2 with client credentials. */
      readonly kind: 'partner';
      readonly clientId: string;
      readonly secret: string;
      /** Visma Sign's id of the organisation. */
      readonly asOrganisation: string;
    };

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly contentType: string;
  readonly body: Uint8Array;
}

export interface Authorization {
  /** The request's address and headers, as they are to be sent. */
  authorize(request: OutgoingRequest): Promise<{ url: string; headers: Record<string, string> }>;
  /** After a 401: true where another try may go better, as the token was not a fresh one. */
  forget(): boolean;
}

export interface AuthorizationOptions {
  /** With its path: `https://sign.visma.net/api/v1`. */
  readonly baseUrl: string;
  readonly now: () => number;
  readonly timeoutSeconds: number;
}

export const authorizationOf = (
  credentials: SigningCredentials,
  options: AuthorizationOptions,
): Authorization =>
  credentials.kind === 'organisation'
    ? signedRequests(credentials, options.now)
    : bearerToken(credentials, options);

function signedRequests(
  { clientId, secret }: { readonly clientId: string; readonly secret: string },
  now: () => number,
): Authorization {
  return {
    authorize: ({ method, url, contentType, body }) => {
      const md5 = contentMd5(body);
      const date = new Date(now()).toUTCString();
      const path = url.pathname + url.search;
      const parts = { method, contentMd5: md5, contentType, date, path };
      return Promise.resolve({
        url: url.href,
        headers: {
          'content-type': contentType,
          'content-md5': md5,
          date,
          authorization: `Onnistuu ${clientId}:${requestSignature(secret, parts)}`,
        },
      });
    },
    forget: () => false,
  };
}

const scopes = [
  'organization_get',
  'document_get',
  'document_create',
  'document_add_file',
  'document_get_file',
  'document_create_invitations',
  'document_search',
];

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number() });

/** A token is renewed that long before it expires: a request takes its time. */
const renewBeforeSeconds = 90;

interface Token {
  readonly value: string;
  readonly until: number;
}

function bearerToken(
  credentials: {
    readonly clientId: string;
    readonly secret: string;
    readonly asOrganisation: string;
  },
  { baseUrl, now, timeoutSeconds }: AuthorizationOptions,
): Authorization {
  let held: Promise<Token> | null = null;
  let uses = 0;

  async function fetchToken(): Promise<Token> {
    const askedAt = now();
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: credentials.clientId,
      client_secret: credentials.secret,
      scope: scopes.join(' '),
    });
    const answer = await call({
      method: 'POST',
      url: `${baseUrl}/auth/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: Buffer.from(form.toString()),
      timeoutSeconds,
      mayBeRepeated: true,
    });
    const read = tokenAnswer.safeParse(readJson(answer.body));
    if (answer.status !== 200) {
      const refused = refusal('a request for a token', answer);
      // No such address: then the whole service is another one than was set.
      const code = answer.status === 404 ? 'signing-404' : refused.code;
      throw new Failure(refused.kind, refused.message, {
        code,
        ...(refused.retryAfterSeconds !== undefined && {
          retryAfterSeconds: refused.retryAfterSeconds,
        }),
      });
    }
    if (!read.success) {
      throw new Failure('service-unavailable', 'Visma Sign gave a token that cannot be read', {
        code: 'signing-answer-unreadable',
      });
    }
    const until = askedAt + (read.data.expires_in - renewBeforeSeconds) * 1000;
    return { value: read.data.access_token, until };
  }

  function renew(): Promise<Token> {
    const asked = fetchToken();
    held = asked;
    uses = 0;
    asked.catch(() => {
      if (held === asked) held = null;
    });
    return asked;
  }

  async function take(): Promise<Token> {
    const asked = held ?? renew();
    const token = await asked;
    if (token.until > now()) return token;
    return held === asked ? renew() : take();
  }

  return {
    async authorize({ url, contentType }) {
      const token = await take();
      uses++;
      const as = `as_organization=${encodeURIComponent(credentials.asOrganisation)}`;
      return {
        url: `${url.href}${url.search === '' ? '?' : '&'}${as}`,
        headers: { 'content-type': contentType, authorization: `Bearer ${token.value}` },
      };
    },
    forget() {
      held = null;
      return uses > 1;
    },
  };
}
