import { ownDoors, tenantTables } from './row-level-security.ts';

/** Mails that came to the return path of an attempt: kept before the sender's server is answered, acted on after it. */
export const bounces = {
  name: '0012-bounces',
  sql: `
create table bounces (
  id text primary key,
  tenant_id text not null references tenants,
  delivery_id text not null references deliveries,
  attempt_id text not null references attempts,
  raw_sha256 text not null,
  kind text not null,
  failure_kind text,
  code text,
  detail text,
  effect text,
  received_at timestamptz not null default now(),
  looked_at timestamptz,
  settled_at timestamptz,
  unique (attempt_id, raw_sha256)
);
create index bounces_pending on bounces (received_at) where settled_at is null;

${tenantTables(['bounces'])}grant select on bounces to autoinvoice_doors;
grant update (looked_at) on bounces to autoinvoice_doors;

create function door_attempt(attempt text) returns table (tenant_id text, id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.tenant_id, a.delivery_id from attempts a where a.id = attempt
$$;
create function door_bounces_pending(at_most integer) returns table (tenant_id text, id text)
language sql volatile security definer set search_path = public, pg_temp as $$
  update bounces b set looked_at = now()
  where b.id in (
    select o.id from bounces o
    where o.settled_at is null and (o.looked_at is null or o.looked_at < now() - interval '2 seconds')
    order by o.received_at limit at_most for update skip locked)
  returning b.tenant_id, b.id
$$;
${ownDoors}`,
};
