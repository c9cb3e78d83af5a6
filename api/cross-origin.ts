import type { Request } from 'express';
import { Problem } from './problem.ts';

/**
 * A 403 problem for a page of another origin that uses a visitor's cookie. Requests with a key carry no cookie, and
 * GET changes nothing; what no browser sends has neither header. The same order as in Go's `CrossOriginProtection`.
 */
export function refuseCrossOrigin(request: Request, publicUrl: string): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return;
  if (request.get('authorization') !== undefined) return;
  const origin = request.get('origin');
  if (origin !== undefined && origin === new URL(publicUrl).origin) return;
  const site = request.get('sec-fetch-site');
  if (
    site === undefined
      ? origin === undefined || hostOf(origin) === request.get('host')
      : isOwn(site)
  ) {
    return;
  }
  throw new Problem(
    403,
    'cross-origin',
    'A page of another site may not do this in the name of a visitor who is logged in.',
  );
}

const isOwn = (site: string): boolean => site === 'same-origin' || site === 'none';

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
