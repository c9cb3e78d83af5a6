import { appendEvents } from '../../db/events.ts';
import { newId } from '../../db/id.ts';
import { insertKey, lockKey, revokeKey } from '../../db/keys.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import { newKey } from '../auth.ts';

export interface MadeKey {
  readonly keyId: string;
  /** Shown once. */
  readonly apiKey: string;
}

/** A new key of the company, with its event. */
export async function makeKey(
  transaction: TenantTransaction,
  { tenantId, name, scopes }: { tenantId: string; name: string; scopes: readonly string[] },
): Promise<MadeKey> {
  const keyId = newId('key');
  const { key: apiKey, hash } = newKey('company');
  await insertKey(transaction, { id: keyId, tenantId, name, hash, scopes: [...scopes] });
  await appendEvents(transaction, [
    { tenantId, code: 'key.created', subjectId: keyId, parameters: { name } },
  ]);
  return { keyId, apiKey };
}

/** Revokes a key of the company, with its event. False where the company has no such key. */
export async function withdrawKey(
  transaction: TenantTransaction,
  tenantId: string,
  keyId: string,
): Promise<boolean> {
  const key = await lockKey(transaction, tenantId, keyId);
  if (!key) return false;
  if (await revokeKey(transaction, tenantId, keyId)) {
    const { name } = key;
    await appendEvents(transaction, [
      { tenantId, code: 'key.revoked', subjectId: keyId, parameters: { name } },
    ]);
  }
  return true;
}
