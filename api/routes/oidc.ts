import { z } from 'zod';
import { findIdentity, findUser } from '../../db/account-doors.ts';
import { insertIdentity } from '../../db/accounts.ts';
import { withUser } from '../../db/tenant.ts';
import { readEmailAddress } from '../../policy/email-address.ts';
import { logIn } from '../accounts/session.ts';
import { limitClient } from '../accounts/tries.ts';
import { sessionCookie } from '../cookie.ts';
import type { ApiPorts, IdentityProvider, ProvenIdentity } from '../ports.ts';
import { Problem } from '../problem.ts';
import { route, type Route } from '../route.ts';

const path = '/v1/session/oidc';
const cookieName = 'autoinvoice-oidc';
const minutes = 10;

/** What the browser keeps between leaving for the identity provider and coming back. */
const begun = z.object({ state: z.string(), nonce: z.string(), codeVerifier: z.string() });
type Begun = z.output<typeof begun>;

const cookie = (value: string, seconds: number, publicUrl: string): string =>
  [
    `${cookieName}=${value}`,
    `Path=${path}`,
    'HttpOnly',
    'SameSite=Lax',
    `Max-Age=${seconds}`,
    ...(publicUrl.startsWith('https:') ? ['Secure'] : []),
  ].join('; ');

function readBegun(header: string | undefined): Begun | null {
  const value = new RegExp(`(?:^|; *)${cookieName}=([\\w-]+)`).exec(header ?? '')?.[1] ?? '';
  try {
    return begun.parse(JSON.parse(Buffer.from(value, 'base64url').toString()));
  } catch {
    return null;
  }
}

/** Log-in by OpenID Connect, where the operator has configured a provider. */
export function oidcRoutes({
  database,
  publicUrl,
  identityProvider,
}: Pick<ApiPorts, 'database' | 'publicUrl' | 'identityProvider'>): Route[] {
  const callback = `${publicUrl}${path}/callback`;
  const provider = (): IdentityProvider => {
    if (identityProvider) return identityProvider;
    throw new Problem(404, 'oidc-off', 'This installation has no identity provider.');
  };

  /** The user with this identity; a user with the address that the provider has verified gets it. */
  async function userOf({ issuer, subject, email }: ProvenIdentity): Promise<string> {
    const known = await findIdentity(database, issuer, subject);
    if (known !== null) return known;
    const address = email === null ? null : readEmailAddress(email);
    const userId = address === null ? null : await findUser(database, address);
    if (userId === null) {
      throw new Problem(
        403,
        'user-unknown',
        'There is no user with the e-mail address of this log-in. Sign up, or have a superuser invite you.',
      );
    }
    await withUser(database, userId, (transaction) =>
      insertIdentity(transaction, { issuer, subject, userId }),
    );
    return userId;
  }

  return [
    route({
      method: 'get',
      path,
      operationId: 'beginOidc',
      summary: 'Go to the identity provider',
      tag: 'accounts',
      security: 'public',
      answers: { 302: { description: 'To the provider’s page.' } },
      problems: [404, 503],
      handle: async () => {
        const { url, ...state } = await provider().begin(callback);
        const value = Buffer.from(JSON.stringify(state)).toString('base64url');
        return {
          status: 302,
          headers: { Location: url, 'Set-Cookie': cookie(value, minutes * 60, publicUrl) },
        };
      },
    }),
    route({
      method: 'get',
      path: `${path}/callback`,
      operationId: 'finishOidc',
      summary: 'Come back from the identity provider',
      description:
        'Logs in the user who has this identity, or the verified e-mail address. A second factor is the provider’s matter.',
      tag: 'accounts',
      security: 'public',
      headers: z.object({ cookie: z.string().max(10_000).optional() }),
      query: z.object({
        code: z.string().max(2000).optional(),
        state: z.string().max(500).optional(),
        iss: z.string().max(500).optional(),
        error: z.string().max(100).optional(),
        error_description: z.string().max(500).optional(),
      }),
      answers: { 302: { description: 'Logged in: to the page.' } },
      problems: [400, 403, 404, 429, 503],
      handle: async ({ query, headers, ...client }) => {
        await limitClient(database, 'log-in-client', client);
        const state = readBegun(headers.cookie);
        if (state === null) throw refused();
        const url = new URL(callback);
        for (const [name, value] of Object.entries(query)) {
          if (value !== undefined) url.searchParams.set(name, value);
        }
        const identity = await provider().finish(url, state);
        if (identity === null) throw refused();
        const { token } = await logIn(database, await userOf(identity));
        return {
          status: 302,
          headers: { Location: `${publicUrl}/`, ...sessionCookie(token, publicUrl) },
        };
      },
    }),
  ];
}

const refused = (): Problem =>
  new Problem(
    400,
    'oidc-refused',
    'This log-in was cancelled, is too old or not yours. Begin again.',
  );
