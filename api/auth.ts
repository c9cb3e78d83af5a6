import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import {
  accessExplanation,
  authorize,
  readScope,
  type Authority,
  type Role,
  type Scope,
} from '../policy/access.ts';
import type { NetworkName } from '../policy/channels.ts';
import { Problem } from './problem.ts';

/** Who may use a route. `company` takes a company's key or a person's session; `person` a session, with or without a company. */
export type Security = 'company' | 'person' | 'vendor' | 'access-point' | 'operator' | 'public';

/** Somebody who acts for a company: by key, or a person who is a member. */
export interface CompanyCaller extends Authority {
  readonly kind: 'company';
  readonly tenantId: string;
  /** Null where a key was shown. */
  readonly userId: string | null;
  /** The user or the key: who did it, wherever that is written down. */
  readonly actorId: string;
}
/** A person with a session, whether or not a company is chosen. */
export interface PersonCaller {
  readonly kind: 'person';
  readonly userId: string;
  readonly sessionId: string;
  readonly tenantId: string | null;
}
export interface AccessPointCaller {
  readonly kind: 'access-point';
  readonly networks: readonly NetworkName[];
}
export interface Callers {
  company: CompanyCaller;
  person: PersonCaller;
  /** An ERP vendor, who may make companies. */
  vendor: { readonly kind: 'vendor'; readonly keyId: string };
  'access-point': AccessPointCaller;
  operator: { readonly kind: 'operator' };
  public: { readonly kind: 'public' };
}

/** A session that is good, with the person's role in its company as it is now. */
export interface FoundSession {
  readonly userId: string;
  readonly sessionId: string;
  readonly tenantId: string | null;
  readonly role: Role | null;
}

/** Where keys and sessions are looked up, by their SHA-256 in hex. Revoked and ended ones are not found. */
export interface AuthPorts {
  /** How browsers reach this installation; decides on the cookie, and which origin is ours. */
  readonly publicUrl: string;
  findCompanyKey(
    hash: string,
  ): Promise<{ tenantId: string; keyId: string; scopes: readonly string[] } | null>;
  findSession(hash: string): Promise<FoundSession | null>;
  findVendorKey(hash: string): Promise<{ keyId: string } | null>;
  findAccessPointKey(hash: string): Promise<{ networks: readonly NetworkName[] } | null>;
  /** Null: this installation has no operator's credential. */
  readonly operatorKeyHash: string | null;
}

const prefixes = {
  company: 'ai_live_',
  vendor: 'ai_vendor_',
  'access-point': 'ai_ap_',
  operator: 'ai_op_',
} as const;
type KeyKind = keyof typeof prefixes;

/** A new key, to be shown once, and the hash to be stored. */
export function newKey(kind: KeyKind): { key: string; hash: string } {
  const key = prefixes[kind] + newToken();
  return { key, hash: hashKey(key) };
}

/** 43 characters of chance, for a session or the link in a mail. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** SHA-256 in hex. Keys and tokens are random, so no salt or slow hash is needed. */
export const hashKey = (key: string): string => createHash('sha256').update(key).digest('hex');

export interface Credentials {
  readonly authorization: string | undefined;
  /** Of the cookie. */
  readonly sessionToken: string | undefined;
}

/** The caller that the `Authorization` header or the session proves, or a 401 problem. */
export async function authenticate(
  security: Security,
  { authorization, sessionToken }: Credentials,
  ports: AuthPorts,
): Promise<Callers[Security]> {
  if (security === 'public') return { kind: 'public' };
  const takesSession = security === 'company' || security === 'person';
  if (takesSession && authorization === undefined && sessionToken !== undefined) {
    const session = await ports.findSession(hashKey(sessionToken));
    if (session === null) throw unauthorized('session-ended', 'Log in again.');
    return security === 'person' ? personOf(session) : memberOf(session);
  }
  if (security === 'person') {
    throw unauthorized('session-missing', 'Log in: POST /v1/session.');
  }
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

const personOf = ({ userId, sessionId, tenantId }: FoundSession): PersonCaller => ({
  kind: 'person',
  userId,
  sessionId,
  tenantId,
});

/** For a person who has to be in a company for this. */
export const companyNotChosen = (): Problem =>
  new Problem(
    403,
    'company-not-chosen',
    'Choose one of your companies first: PUT /v1/session/company.',
  );

function memberOf({ userId, tenantId, role }: FoundSession): CompanyCaller {
  if (tenantId === null || role === null) {
    throw companyNotChosen();
  }
  return { kind: 'company', tenantId, role, scopes: null, userId, actorId: userId };
}

async function find(
  security: KeyKind,
  hash: string,
  ports: AuthPorts,
): Promise<Callers[Security] | null> {
  switch (security) {
    case 'company': {
      const found = await ports.findCompanyKey(hash);
      if (!found) return null;
      const { tenantId, scopes, keyId: actorId } = found;
      return { kind: 'company', tenantId, role: 'integration', scopes, userId: null, actorId };
    }
    case 'vendor': {
      const found = await ports.findVendorKey(hash);
      return found && { kind: 'vendor', ...found };
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

/** A 403 problem where the caller's role or key does not reach to what the route needs. */
export function requireAccess(
  caller: Callers[Security],
  needed: readonly Scope[],
  language: 'nb' | 'en',
): void {
  if (caller.kind !== 'company') return;
  for (const scope of needed) {
    const { action, resource } = readScope(scope);
    const refusal = authorize(caller, action, resource);
    if (refusal === 'role-lacks-access') {
      throw new Problem(403, refusal, accessExplanation(caller, action, resource, language));
    }
    if (refusal !== null) {
      throw new Problem(403, refusal, `This key lacks the scope ${scope}.`);
    }
  }
}

/** In whose name the events of a request are written: `usr_…`, `key_…`, `operator`, or nobody's. */
export function actorOf(caller: Callers[Security]): string {
  switch (caller.kind) {
    case 'company':
      return caller.actorId;
    case 'person':
      return caller.userId;
    case 'vendor':
      return caller.keyId;
    case 'operator':
      return 'operator';
    case 'access-point':
    case 'public':
      return '';
  }
}

const unauthorized = (code: string, detail: string): Problem =>
  new Problem(401, code, detail, {
    headers: { 'WWW-Authenticate': `Bearer realm="autoinvoice"` },
  });
