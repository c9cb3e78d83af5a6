import { hashKey, type AuthPorts } from '../api/auth.ts';
import type { IdentityProvider } from '../api/ports.ts';
import { findSession, findVendorKey } from '../db/account-doors.ts';
import { readRole } from '../db/accounts.ts';
import type { Database } from '../db/client.ts';
import { findAccessPointKey, findCompanyKey } from '../db/doors.ts';
import { noteKeyUse } from '../db/keys.ts';
import { touchSession } from '../db/sessions.ts';
import { withMember, withTenant } from '../db/tenant.ts';
import { networkNames } from '../policy/channels.ts';
import type { ServiceConfig } from './config.ts';
import { createIdentityProvider } from './oidc.ts';

/** Where the API looks keys and sessions up. */
export const authPorts = (config: ServiceConfig, database: Database): AuthPorts => ({
  publicUrl: config.publicUrl,
  findCompanyKey: async (hash) => {
    const found = await findCompanyKey(database, hash);
    if (!found) return null;
    const { tenantId, id: keyId, scopes, isNoted } = found;
    if (!isNoted) {
      await withTenant(database, tenantId, (transaction) => noteKeyUse(transaction, keyId));
    }
    return { tenantId, keyId, scopes };
  },
  findSession: async (hash) => {
    const found = await findSession(database, hash);
    if (!found) return null;
    const { id: sessionId, userId, tenantId } = found;
    const scope = { userId, tenantId: tenantId ?? '' };
    const role = await withMember(database, scope, async (transaction) => {
      await touchSession(transaction, sessionId);
      return tenantId === null ? null : readRole(transaction, tenantId, userId);
    });
    return { userId, sessionId, tenantId, role };
  },
  findVendorKey: async (hash) => {
    const keyId = await findVendorKey(database, hash);
    return keyId === null ? null : { keyId };
  },
  findAccessPointKey: async (hash) => {
    const found = await findAccessPointKey(database, hash);
    return found && { networks: networkNames.filter((name) => found.networks.includes(name)) };
  },
  operatorKeyHash: hashKey(config.operatorKey),
});

/** The identity provider that the operator has configured: all three settings, or none. */
export function identityProviderOf(config: ServiceConfig): IdentityProvider | null {
  const { oidcIssuer: issuer, oidcClientId: clientId, oidcClientSecret: clientSecret } = config;
  if (issuer !== null && clientId !== null && clientSecret !== null) {
    return createIdentityProvider({ issuer, clientId, clientSecret });
  }
  if (issuer === null && clientId === null && clientSecret === null) return null;
  throw new Error(
    'Log-in by OpenID Connect needs OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: set all of them or none.',
  );
}
