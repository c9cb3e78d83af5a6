import { tenantTables } from './row-level-security.ts';

/**
 * Settings get all their sections and a version; networks and scan accounts say how far they have come.
 * The inbound door opens by the network's state, not by the wish: a network that is being left still takes
 * what is on its way.
 */
export const settingsAndNetworks = {
  name: '0006-settings-and-networks',
  sql: `
alter table tenants add column settings_version integer not null default 1;
alter table customers add column auto_invoice boolean not null default true;
update tenants set settings = jsonb_build_object(
  'company', '{"name":null,"email":null,"website":null,"logo":null,"postalAddress":null}'::jsonb,
  'sending', '{"email":true,"print":true,"duplicates":"refuse","maySendForOthers":false,"printFormat":"plain",
    "newCustomers":true,"emailForm":"pdf-and-xml","replyName":null,"replyEmail":null,"replyPhone":null,
    "letterClass":"economy","colour":false,"duplex":true,"printAttachments":true,"printPriceAccepted":null}'::jsonb
    || coalesce(settings -> 'sending', '{}'),
  'scanning', '{"enabled":false,"returnEmail":null}'::jsonb,
  'consumers', '{"requested":false}'::jsonb,
  'networks', '{"visma":true,"peppol":true}'::jsonb || coalesce(settings -> 'networks', '{}'));

create table networks (
  tenant_id text not null references tenants,
  network text not null,
  status text not null check (status in ('off','requested','pending','active','error')),
  stage text check (stage in ('register','verify','deregister','drain')),
  change integer not null default 0,
  tries integer not null default 0,
  next_at timestamptz,
  left_at timestamptz,
  code text,
  detail text,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, network)
);
create table scan_accounts (
  tenant_id text primary key references tenants,
  status text not null check (status in ('off','requested','opening','open','closing')),
  address text not null,
  postal_address jsonb not null,
  next_at timestamptz,
  updated_at timestamptz not null default now()
);
create unique index scan_accounts_one_address on scan_accounts (address) where status in ('open','closing');
create table email_links (
  tenant_id text not null references tenants,
  email text not null,
  id text not null unique,
  hashes text[] not null,
  expires_at timestamptz not null,
  verified_at timestamptz,
  primary key (tenant_id, email)
);
create index email_links_by_hash on email_links using gin (hashes);
create table notification_settings (
  tenant_id text not null references tenants,
  subject text not null,
  received boolean not null,
  sent boolean not null,
  send_errors boolean not null,
  primary key (tenant_id, subject)
);

${tenantTables(['networks', 'scan_accounts', 'email_links', 'notification_settings'])}grant select on networks, scan_accounts, email_links to autoinvoice_doors;

insert into networks (tenant_id, network, status)
select t.tenant_id, n.name, case
  when not coalesce((t.settings -> 'networks' ->> n.name)::boolean, false) then 'off'
  when t.status = 'authenticated' then 'active' else 'requested' end
from tenants t, (values ('visma'), ('peppol')) as n (name);

create or replace function door_participant(number text, network text) returns table (tenant_id text, id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.tenant_id, t.organisation_number from tenants t
  join networks n on n.tenant_id = t.tenant_id and n.network = $2
  where t.organisation_number = $1 and t.status = 'authenticated' and n.status in ('pending','active','error')
$$;
create function door_scan_account(mail_address text) returns table (tenant_id text, id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.tenant_id, a.address from scan_accounts a
  where a.address = lower(mail_address) and a.status in ('open','closing')
$$;
create function door_email_link(token_hash text) returns table (tenant_id text, id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select l.tenant_id, l.id from email_links l where l.hashes @> array[token_hash] and l.expires_at > now()
$$;
do $$
declare
  door text;
begin
  foreach door in array array['door_scan_account(text)','door_email_link(text)'] loop
    execute format('alter function %s owner to autoinvoice_doors', door);
    execute format('revoke all on function %s from public', door);
    execute format('grant execute on function %s to autoinvoice_app', door);
  end loop;
end $$;
`,
};
