import { ownDoors } from './row-level-security.ts';

/**
 * The doors: what may be asked before the tenant is known. Each returns ids only, runs as the role
 * `autoinvoice_doors` with a fixed search path, and is listed by name in tests/db/doors.test.ts.
 */
export const doors = {
  name: '0002-doors',
  sql: `
create function door_company_key(key_hash text) returns table (tenant_id text, id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select k.tenant_id, k.id from api_keys k where k.hash = key_hash and k.revoked_at is null
$$;
create function door_key(key_id text) returns table (tenant_id text, id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select k.tenant_id, k.id from api_keys k where k.id = key_id
$$;
create function door_participant(number text, network text) returns table (tenant_id text, id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.tenant_id, t.organisation_number from tenants t
  where t.organisation_number = number and t.status = 'authenticated'
    and coalesce((t.settings -> 'networks' ->> network)::boolean, false)
$$;
create function door_message(message text) returns table (tenant_id text, id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.tenant_id, a.delivery_id from attempts a where a.message_id = message
$$;
create function door_due(at_most integer) returns table (tenant_id text, id text)
language sql volatile security definer set search_path = public, pg_temp as $$
  update deadlines d set looked_at = now()
  where d.workflow_id in (
    select o.workflow_id from deadlines o
    where o.due_at < now() and (o.looked_at is null or o.looked_at < now() - interval '5 seconds')
    order by o.due_at limit at_most for update skip locked)
  returning d.tenant_id, d.workflow_id
$$;
create function door_access_point_key(key_hash text) returns table (id text, networks text[])
language sql stable security definer set search_path = public, pg_temp as $$
  select k.id, k.networks from access_point_keys k where k.hash = key_hash and k.revoked_at is null
$$;
create function door_add_access_point_key(key_id text, key_hash text, key_networks text[]) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into access_point_keys (id, hash, networks) values (key_id, key_hash, key_networks)
  on conflict (id) do update set hash = excluded.hash, networks = excluded.networks
$$;
create function door_revoke_access_point_key(key_id text) returns table (id text)
language sql volatile security definer set search_path = public, pg_temp as $$
  update access_point_keys k set revoked_at = coalesce(k.revoked_at, now()) where k.id = key_id returning k.id
$$;
grant insert, update on access_point_keys to autoinvoice_doors;
${ownDoors}`,
};
