import { absoluteSeconds } from '../policy/sessions.ts';

/**
 * The cookie's name: with TLS the one that browsers accept from this host and path only; without (loopback) a plain one.
 * Source: RFC 6265bis, 4.1.3.2.
 */
const nameFor = (publicUrl: string): string =>
  isSecure(publicUrl) ? '__Host-autoinvoice' : 'autoinvoice';

const isSecure = (publicUrl: string): boolean => publicUrl.startsWith('https:');

/** The session token that the browser has, if any. */
export function readSessionToken(
  header: string | undefined,
  publicUrl: string,
): string | undefined {
  const name = nameFor(publicUrl);
  const found = (header ?? '').split(';').find((part) => part.trim().startsWith(`${name}=`));
  const token = found?.slice(found.indexOf('=') + 1).trim();
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : undefined;
}

/** `Set-Cookie` for a new session; for `null`, one that takes the cookie away. */
export const sessionCookie = (
  token: string | null,
  publicUrl: string,
): { readonly 'Set-Cookie': string } => ({
  'Set-Cookie': [
    `${nameFor(publicUrl)}=${token ?? ''}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    `Max-Age=${token === null ? 0 : absoluteSeconds}`,
    ...(isSecure(publicUrl) ? ['Secure'] : []),
  ].join('; '),
});
