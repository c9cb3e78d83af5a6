import { tenantTables } from './row-level-security.ts';

/** Activations with their mails; the operator's terms and prices, which belong to no tenant and which everybody may read. */
export const activations = {
  name: '0005-activations',
  sql: `
create table activations (
  id text primary key,
  tenant_id text not null references tenants,
  status text not null check (status in ('inviting','waiting','needs-attention','signed','declined','expired','cancelled')),
  code text,
  organisation_number text not null,
  company_name text not null,
  company_form text,
  company_address jsonb,
  email text not null,
  language text not null check (language in ('nb','en')),
  erp_name text not null,
  erp_version text not null,
  terms_version text not null,
  terms_accepted_at timestamptz not null,
  terms_accepted_by text not null,
  terms_accepted_from text,
  document_number integer not null default 1,
  document_id text,
  agreement_sha256 text,
  invited_at timestamptz,
  expires_at timestamptz not null,
  signed_by text,
  signed_at timestamptz,
  signed_sha256 text,
  signer_role text,
  register_roles jsonb,
  is_accepted boolean not null default false,
  documents_to_clear text[] not null default '{}',
  clearing_failures integer not null default 0,
  next_clearing_at timestamptz,
  delay_kind text,
  delay_code text,
  delay_detail text,
  delayed_since timestamptz,
  call_failures integer not null default 0,
  created_at timestamptz not null default now(),
  ended_at timestamptz
);
create unique index activations_one_open on activations (tenant_id) where ended_at is null;
create index activations_newest on activations (tenant_id, id desc);
create index activations_asking on activations (id) where status = 'needs-attention' or delay_code is not null;

create table activation_mails (
  message_id text primary key,
  tenant_id text not null references tenants,
  activation_id text not null references activations,
  document_number integer not null,
  kind text not null check (kind in ('reminder','authenticated','expired','declined')),
  day integer,
  email text not null,
  tries integer not null default 0,
  next_try_at timestamptz,
  code text,
  written_at timestamptz not null default now(),
  sent_at timestamptz
);
create index activation_mails_of_activation on activation_mails (activation_id);

${tenantTables(['activations', 'activation_mails'])}grant select on activations to autoinvoice_doors;

create table terms (
  version text primary key,
  valid_from date not null,
  text_nb text not null,
  text_en text not null,
  created_at timestamptz not null default now()
);
create table prices (
  service text not null,
  valid_from date not null,
  amount numeric not null check (amount >= 0),
  currency text not null,
  created_at timestamptz not null default now(),
  primary key (service, valid_from)
);
grant select, insert on terms, prices to autoinvoice_app;

create function door_activation(activation_id text) returns table (tenant_id text, id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.tenant_id, a.id from activations a where a.id = activation_id
$$;
create function door_activations_asking(at_most integer) returns table (tenant_id text, id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.tenant_id, a.id from activations a
  where a.status = 'needs-attention' or a.delay_code is not null order by a.id limit at_most
$$;
create function door_number_authenticated(number text) returns table (tenant_id text, id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.tenant_id, t.organisation_number from tenants t
  where t.organisation_number = number and t.status = 'authenticated'
$$;
do $$
declare
  door text;
begin
  foreach door in array array['door_activation(text)','door_activations_asking(integer)','door_number_authenticated(text)'] loop
    execute format('alter function %s owner to autoinvoice_doors', door);
    execute format('revoke all on function %s from public', door);
    execute format('grant execute on function %s to autoinvoice_app', door);
  end loop;
end $$;
`,
};
