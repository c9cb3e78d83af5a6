import { ownDoors } from './row-level-security.ts';

/** The door of the keys says what a key may do as well: each request asks it, and no second question is needed. */
export const keys = {
  name: '0021-keys',
  sql: `
drop function door_company_key(text);
create function door_company_key(key_hash text)
  returns table (tenant_id text, id text, scopes text[], is_noted boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select k.tenant_id, k.id, k.scopes, coalesce(k.last_used_at > now() - interval '1 minute', false) from api_keys k
  where k.hash = key_hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
$$;
${ownDoors}`,
};
