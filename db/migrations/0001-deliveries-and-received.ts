import { tenantTables } from './row-level-security.ts';

/**
 * Companies, keys, customers, deliveries with their runs and attempts, received invoices, the one event log.
 *
 * Every table with tenant data has row-level security enabled and forced. Three kinds of policy:
 * `own_rows` for the app (the tenant set by `withTenant`), `all_rows` for the doors and for the owner,
 * whom forced security would bind too (a backfill would change nothing).
 */
export const deliveriesAndReceived = {
  name: '0001-deliveries-and-received',
  sql: `
create table tenants (
  tenant_id text primary key,
  name text not null,
  organisation_number text not null,
  status text not null check (status in ('none','activated','authenticated','closed')),
  settings jsonb not null,
  created_at timestamptz not null default now()
);
create unique index tenants_authenticated_once on tenants (organisation_number) where status = 'authenticated';

create table api_keys (
  id text primary key,
  tenant_id text not null references tenants,
  name text not null,
  hash text not null unique,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);

create table access_point_keys (
  id text primary key,
  hash text not null unique,
  networks text[] not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);

create table customers (
  tenant_id text not null references tenants,
  customer_number text not null,
  name text not null,
  organisation_number text,
  email text,
  method text not null,
  address jsonb,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, customer_number)
);
create index customers_by_organisation on customers (tenant_id, organisation_number);

create table deliveries (
  id text primary key,
  tenant_id text not null references tenants,
  status text not null,
  code text,
  channel text,
  method text not null,
  sender text not null,
  recipient text,
  email text,
  disabled_channels text[] not null,
  only_channel text,
  not_before timestamptz,
  document_type text not null,
  document_type_id text not null,
  process_id text not null,
  number text not null,
  issue_date date not null,
  due_date date,
  currency text not null,
  amount_due numeric not null,
  seller_name text not null,
  seller_id text,
  seller_country text not null,
  buyer_name text not null,
  buyer_id text,
  has_postal_address boolean not null,
  document_sha256 text not null,
  sent_sha256 text not null,
  attachments jsonb not null,
  duplicate_key text,
  run_number integer not null,
  accepted_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index deliveries_newest on deliveries (tenant_id, id desc);
create index deliveries_by_status on deliveries (tenant_id, status, id desc);
create index deliveries_by_channel on deliveries (tenant_id, channel, id desc);
create index deliveries_by_buyer on deliveries (tenant_id, buyer_id, id desc);
create index deliveries_by_number on deliveries (tenant_id, number text_pattern_ops, id desc);
create index deliveries_by_time on deliveries (tenant_id, accepted_at);
create unique index deliveries_once on deliveries (tenant_id, duplicate_key) where duplicate_key is not null;

create table runs (
  tenant_id text not null references tenants,
  delivery_id text not null references deliveries,
  number integer not null,
  opened_by text not null,
  purpose text not null,
  since integer not null,
  status text not null check (status in ('open','closed')),
  hold_released boolean not null default false,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  primary key (delivery_id, number)
);
create unique index runs_one_open on runs (delivery_id) where status = 'open';

create table attempts (
  id text primary key,
  tenant_id text not null references tenants,
  delivery_id text not null references deliveries,
  run_number integer not null,
  ordinal integer not null,
  channel text not null,
  message_id text not null unique,
  status text not null check (status in ('open','accepted','refused','unknown','abandoned')),
  failure_kind text,
  code text,
  detail text,
  tries integer not null default 0,
  unknown_tries integer not null default 0,
  looks integer not null default 0,
  in_call boolean not null default true,
  may_have_passed boolean not null default false,
  awaits_receipt boolean not null default false,
  next_try_at timestamptz,
  deadline_at timestamptz not null,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  unique (delivery_id, run_number, channel)
);
create unique index attempts_one_unfinished on attempts (delivery_id) where status in ('open','unknown');
create index attempts_of_delivery on attempts (delivery_id, ordinal);

create table deadlines (
  workflow_id text primary key,
  tenant_id text not null references tenants,
  subject_id text not null,
  due_at timestamptz not null,
  looked_at timestamptz
);
create index deadlines_due on deadlines (due_at);

create table idempotency_keys (
  tenant_id text not null references tenants,
  key text not null,
  request_sha256 text not null,
  answer jsonb not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, key)
);

create table events (
  position bigint generated always as identity primary key,
  transaction_id xid8 not null default pg_current_xact_id(),
  tenant_id text not null references tenants,
  at timestamptz not null default clock_timestamp(),
  code text not null,
  subject_id text not null,
  parameters jsonb not null
);
create index events_of_subject on events (subject_id, position);
create index events_of_tenant on events (tenant_id, position);
create index events_fallbacks on events (tenant_id, at) where code = 'delivery.fell-back';

create table received (
  id text primary key,
  tenant_id text not null references tenants,
  status text not null,
  network text not null,
  instance_id text not null,
  sender text not null,
  recipient text not null,
  document_type_id text not null,
  process_id text not null,
  document_sha256 text not null,
  size_bytes integer not null,
  duplicate_of text,
  unreadable_code text,
  document_type text,
  number text,
  issue_date date,
  due_date date,
  currency text,
  amount_due numeric,
  seller_name text,
  seller_id text,
  received_at timestamptz not null default now(),
  confirmed_at timestamptz
);
create unique index received_once on received (tenant_id, instance_id, document_sha256);
create index received_newest on received (tenant_id, id desc);
create index received_by_status on received (tenant_id, status, id desc);
create index received_by_number on received (tenant_id, number text_pattern_ops, id desc);
create index received_by_seller on received (tenant_id, seller_id, number);

${tenantTables(['tenants', 'api_keys', 'customers', 'deliveries', 'runs', 'attempts', 'deadlines', 'idempotency_keys', 'events', 'received'])}grant delete on deadlines to autoinvoice_app;
grant select on tenants, api_keys, attempts, deliveries, deadlines to autoinvoice_doors;
grant select on access_point_keys to autoinvoice_doors;
grant update (looked_at) on deadlines to autoinvoice_doors;
`,
};
