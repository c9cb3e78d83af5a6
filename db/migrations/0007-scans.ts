import { tenantTables } from './row-level-security.ts';

/**
 * Scans: arrivals (a mail, an upload, a batch of paper), the files in them with their runs and drafts, what corrections
 * have taught about suppliers, batches of re-runs, and mails that go back to the company.
 * A received invoice may now come from a scan, which has no network. Keys that may do everything may scan.
 */
export const scans = {
  name: '0007-scans',
  sql: `
create table scan_arrivals (
  id text primary key,
  tenant_id text not null references tenants,
  source text not null check (source in ('upload','mail','folder')),
  sender text,
  subject text,
  message_id text,
  raw_sha256 text,
  once_key text,
  authentication jsonb,
  parts jsonb not null default '[]',
  received_at timestamptz not null default now()
);
create unique index scan_arrivals_once on scan_arrivals (tenant_id, once_key) where once_key is not null;
create index scan_arrivals_newest on scan_arrivals (tenant_id, id desc);

create table scans (
  id text primary key,
  tenant_id text not null references tenants,
  arrival_id text not null references scan_arrivals,
  status text not null check (status in ('received','reading','review','released','accepted','rejected','failed','split')),
  code text,
  source text not null,
  filename text not null,
  content_type text not null,
  document_sha256 text not null,
  size_bytes integer not null,
  split_from text references scans,
  pages integer[],
  rotations jsonb not null default '{}',
  run_number integer not null,
  engine text,
  page_count integer,
  words_sha256 text,
  drafted_by_run integer,
  fingerprint text,
  kind text,
  certainty real,
  number text,
  issue_date date,
  due_date date,
  currency text,
  amount_due numeric,
  seller_name text,
  seller_key text,
  account text,
  received_id text references received,
  locked_by text,
  locked_until timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index scans_newest on scans (tenant_id, id desc);
create index scans_by_status on scans (tenant_id, status, id desc);
create index scans_by_seller on scans (tenant_id, seller_key, number);
create index scans_by_document on scans (tenant_id, document_sha256);
create index scans_of_arrival on scans (arrival_id);
create index scans_of_parent on scans (split_from);

create table scan_runs (
  tenant_id text not null references tenants,
  scan_id text not null references scans,
  number integer not null,
  opened_by text not null,
  engine text not null,
  batch_id text,
  status text not null check (status in ('open','closed')),
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  primary key (scan_id, number)
);
create unique index scan_runs_one_open on scan_runs (scan_id) where status = 'open';

create table scan_drafts (
  scan_id text primary key references scans,
  tenant_id text not null references tenants,
  version integer not null,
  invoice jsonb not null,
  read jsonb not null,
  corrected text[] not null default '{}',
  findings jsonb not null default '[]',
  updated_at timestamptz not null default now()
);

create table scan_memories (
  tenant_id text not null references tenants,
  seller_key text not null,
  seller_name text not null,
  memory jsonb not null,
  learnt_from text not null,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, seller_key)
);

create table scan_batches (
  id text primary key,
  tenant_id text not null references tenants,
  status text not null check (status in ('running','paused','cancelled','done')),
  engine text not null,
  total integer not null,
  created_at timestamptz not null default now(),
  closed_at timestamptz
);
create index scan_batches_newest on scan_batches (tenant_id, id desc);

create table scan_batch_items (
  batch_id text not null references scan_batches,
  position integer not null,
  tenant_id text not null references tenants,
  scan_id text not null references scans,
  run_number integer,
  outcome text,
  code text,
  primary key (batch_id, position)
);
create index scan_batch_items_of_run on scan_batch_items (scan_id, run_number);

create table scan_forwards (
  id text primary key,
  tenant_id text not null references tenants,
  arrival_id text not null references scan_arrivals,
  scan_id text references scans,
  reason text not null,
  recipient text not null,
  message_id text not null unique,
  status text not null check (status in ('open','sent','refused')),
  code text,
  created_at timestamptz not null default now(),
  closed_at timestamptz
);
create index scan_forwards_of_arrival on scan_forwards (arrival_id);

alter table received alter column network drop not null;
alter table received add column origin text not null default 'network' check (origin in ('network','scan','mail'));

${tenantTables(['scan_arrivals', 'scans', 'scan_runs', 'scan_drafts', 'scan_memories', 'scan_batches', 'scan_batch_items', 'scan_forwards'])}update api_keys set scopes = scopes || array['scans:read','scans:write']
where scopes @> array['deliveries:write','received:write','customers:write','settings:write'];
grant delete on scan_memories to autoinvoice_app;
`,
};
