import * as client from 'openid-client';
import type { IdentityProvider } from '../api/ports.ts';
import { Failure } from '../policy/failure.ts';

export interface OidcSettings {
  /** As in the provider's metadata, e.g. `https://login.example.no`. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const isLoopback = (issuer: string): boolean =>
  /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]?/.test(issuer);

/** An identity provider by OpenID Connect: authorization code with PKCE. Its metadata is read at the first log-in. */
export function createIdentityProvider(settings: OidcSettings): IdentityProvider {
  let found: Promise<client.Configuration> | null = null;
  const discover = async (): Promise<client.Configuration> => {
    // Plain HTTP on this machine only.
    const options = isLoopback(settings.issuer) ? { execute: [client.allowInsecureRequests] } : {};
    found ??= client.discovery(
      new URL(settings.issuer),
      settings.clientId,
      settings.clientSecret,
      undefined,
      options,
    );
    try {
      return await found;
    } catch (error) {
      found = null;
      throw new Failure('service-unavailable', 'The identity provider does not answer.', {
        cause: error,
      });
    }
  };
  return {
    async begin(redirectUri) {
      const configuration = await discover();
      const state = client.randomState();
      const nonce = client.randomNonce();
      const codeVerifier = client.randomPKCECodeVerifier();
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, state, nonce, codeVerifier };
    },
    async finish(url, { state, nonce, codeVerifier }) {
      const configuration = await discover();
      try {
        const tokens = await client.authorizationCodeGrant(configuration, url, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims) return null;
        const { iss: issuer, sub: subject } = claims;
        const info = await client.fetchUserInfo(configuration, tokens.access_token, subject);
        const email = info.email_verified === true ? (info.email ?? null) : null;
        return { issuer, subject, email };
      } catch (error) {
        if (isAway(error)) {
          throw new Failure('service-unavailable', 'The identity provider does not answer.', {
            cause: error,
          });
        }
        return null;
      }
    },
  };
}

/** fetch's own errors; the library's are about what the provider or the browser said. */
const isAway = (error: unknown): boolean =>
  error instanceof TypeError || (error instanceof Error && error.name === 'TimeoutError');
