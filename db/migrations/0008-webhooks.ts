import { tenantTables } from './row-level-security.ts';

/** Webhooks with the messages that they were sent, and the index in the order in which readers go through the events. */
export const webhooks = {
  name: '0008-webhooks',
  sql: `
create index events_in_reading_order on events (tenant_id, transaction_id, position);
create index events_by_time on events (tenant_id, at);
drop index if exists events_of_tenant;

create table webhook_endpoints (
  id text primary key,
  tenant_id text not null references tenants,
  url text not null,
  description text,
  types text[],
  status text not null check (status in ('enabled','disabled','deleted')),
  disabled_reason text,
  secret_generation integer not null default 1,
  previous_secret_until timestamptz,
  last_position bigint,
  succeeded_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index webhook_endpoints_of_tenant on webhook_endpoints (tenant_id, id);

create table webhook_messages (
  endpoint_id text not null references webhook_endpoints,
  position bigint not null,
  tenant_id text not null references tenants,
  status text not null check (status in ('pending','delivered','failed')),
  code text,
  tries integer not null default 0,
  next_try_at timestamptz,
  calls jsonb not null default '[]',
  created_at timestamptz not null default now(),
  primary key (endpoint_id, position)
);
create index webhook_messages_by_status on webhook_messages (endpoint_id, status, position);

${tenantTables(['webhook_endpoints', 'webhook_messages'])}grant select on events, webhook_endpoints to autoinvoice_doors;

create function door_webhooks_behind(at_most integer) returns table (tenant_id text, id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.tenant_id, e.id from webhook_endpoints e
  left join events seen on seen.position = e.last_position
  where e.status = 'enabled' and exists (
    select from events v where v.tenant_id = e.tenant_id
      and v.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
      and (v.transaction_id, v.position) > (coalesce(seen.transaction_id, '0'::xid8), coalesce(seen.position, 0)))
  order by e.last_position nulls first limit at_most
$$;
alter function door_webhooks_behind(integer) owner to autoinvoice_doors;
revoke all on function door_webhooks_behind(integer) from public;
grant execute on function door_webhooks_behind(integer) to autoinvoice_app;

update api_keys set scopes = scopes || array['events:read']
where scopes @> array['deliveries:write','received:write','customers:write','settings:write']
  and not scopes @> array['events:read'];
update api_keys set scopes = scopes || array['webhooks:read','webhooks:write']
where scopes @> array['deliveries:write','received:write','customers:write','settings:write'];
`,
};
