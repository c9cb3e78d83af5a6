import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { NetworkName } from '../policy/channels.ts';
import { Problem } from './problem.ts';

/** What a company's key may do. A key made without a choice may do all of it. */
export const scopes = [
  'deliveries:read',
  'deliveries:write',
  'received:read',
  'received:write',
  'scans:read',
  'scans:write',
  'customers:read',
  'customers:write',
  'settings:read',
  'settings:write',
  'events:read',
] as const;
export type Scope = (typeof scopes)[number];

/** Whose key opens a route. */
export type Security = 'company' | 'access-point' | 'operator' | 'public';

export interface CompanyCaller {
  readonly kind: 'company';
  readonly tenantId: string;
  readonly keyId: string;
  readonly scopes: readonly string[];
}
export interface AccessPointCaller {
  readonly kind: 'access-point';
  readonly networks: readonly NetworkName[];
}
export interface Callers {
  company: CompanyCaller;
  'access-point': AccessPointCaller;
  operator: { readonly kind: 'operator' };
  public: { readonly kind: 'public' };
}

/** Where keys are looked up, by their SHA-256 in hex. Revoked keys are not found. */
export interface AuthPorts {
  findCompanyKey(
    hash: string,
  ): Promise<{ tenantId: string; keyId: string; scopes: readonly string[] } | null>;
  findAccessPointKey(hash: string): Promise<{ networks: readonly NetworkName[] } | null>;
  /** Null: this installation has no operator's credential. */
  readonly operatorKeyHash: string | null;
}

const prefixes = { company: 'ai_live_', 'access-point': 'ai_ap_', operator: 'ai_op_' } as const;

/** A new key, to be shown once, and the hash to be stored. */
export function newKey(kind: keyof typeof prefixes): { key: string; hash: string } {
  const key = prefixes[kind] + randomBytes(32).toString('base64url');
  return { key, hash: hashKey(key) };
}

/** SHA-256 in hex. Keys are random, so no salt or slow hash is needed. */
export const hashKey = (key: string): string => createHash('sha256').update(key).digest('hex');

/** The caller that the `Authorization` header proves, or a 401 problem. */
export async function authenticate(
  security: Security,
  authorization: string | undefined,
  ports: AuthPorts,
): Promise<Callers[Security]> {
  if (security === 'public') return { kind: 'public' };
  const key = /^bearer +(\S{1,200})$/i.exec(authorization ?? '')?.[1];
  if (key === undefined) {
    throw unauthorized('key-missing', 'Send a key: Authorization: Bearer <key>.');
  }
  if (key.startsWith(prefixes[security])) {
    const caller = await find(security, hashKey(key), ports);
    if (caller !== null) return caller;
  }
  throw unauthorized('key-unknown', 'This key is unknown, revoked, or not meant for this route.');
}

async function find(
  security: Exclude<Security, 'public'>,
  hash: string,
  ports: AuthPorts,
): Promise<Callers[Security] | null> {
  switch (security) {
    case 'company': {
      const found = await ports.findCompanyKey(hash);
      return found && { kind: 'company', ...found };
    }
    case 'access-point': {
      const found = await ports.findAccessPointKey(hash);
      return found && { kind: 'access-point', networks: found.networks };
    }
    case 'operator': {
      const expected = ports.operatorKeyHash;
      const isOperator =
        expected?.length === hash.length &&
        timingSafeEqual(Buffer.from(expected), Buffer.from(hash));
      return isOperator ? { kind: 'operator' } : null;
    }
  }
}

/** A 403 problem where a company's key lacks one of the scopes. */
export function requireScopes(caller: Callers[Security], needed: readonly Scope[]): void {
  if (caller.kind !== 'company') return;
  const missing = needed.filter((scope) => !caller.scopes.includes(scope));
  if (missing.length > 0) {
    throw new Problem(403, 'scope-missing', `This key lacks the scope ${missing.join(', ')}.`);
  }
}

const unauthorized = (code: string, detail: string): Problem =>
  new Problem(401, code, detail, {
    headers: { 'WWW-Authenticate': `Bearer realm="autoinvoice"` },
  });
