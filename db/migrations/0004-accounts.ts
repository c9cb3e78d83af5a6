import { ownDoors } from './row-level-security.ts';

/**
 * Persons and what they may do: users with their secrets and log-ins, memberships of companies, invitations,
 * links sent by e-mail, ERP vendors' keys, and who did what in the event log.
 *
 * A person is of no company, so users and their secrets have no tenant: `own_person` shows a person's rows
 * to transactions of that person (`withUser`). Memberships and sessions belong to both. Links, vendors' keys and
 * the counters of tries are reached by doors only.
 */
export const accounts = {
  name: '0004-accounts',
  sql: `
create table users (
  user_id text primary key,
  email text not null,
  name text not null,
  language text not null check (language in ('nb','en')),
  created_at timestamptz not null default now()
);
create unique index users_by_email on users (lower(email));

create table user_secrets (
  user_id text primary key references users,
  password_hash text,
  totp_secret text,
  totp_confirmed_at timestamptz,
  totp_last_step bigint,
  recovery_hashes text[] not null default '{}',
  changed_at timestamptz not null default now()
);

create table user_identities (
  issuer text not null,
  subject text not null,
  user_id text not null references users,
  created_at timestamptz not null default now(),
  primary key (issuer, subject)
);

create table memberships (
  tenant_id text not null references tenants,
  user_id text not null references users,
  role text not null check (role in ('superuser','accountant','viewer')),
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id)
);
create index memberships_of_user on memberships (user_id);

create table sessions (
  id text primary key,
  user_id text not null references users,
  tenant_id text references tenants,
  hash text not null unique,
  created_at timestamptz not null default now(),
  idle_expires_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index sessions_of_user on sessions (user_id);
create index sessions_of_tenant on sessions (tenant_id);

create table invitations (
  id text primary key,
  tenant_id text not null references tenants,
  email text not null,
  role text not null check (role in ('superuser','accountant','viewer')),
  hash text not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz
);
create unique index invitations_one_open on invitations (tenant_id, lower(email))
  where accepted_at is null and withdrawn_at is null;

create table links (
  id text primary key,
  hash text not null unique,
  purpose text not null,
  email text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);

create table vendor_keys (
  id text primary key,
  name text not null,
  hash text not null unique,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);

create table tries (
  name text primary key,
  count integer not null,
  since timestamptz not null
);

alter table api_keys add column last_used_at timestamptz, add column expires_at timestamptz;
alter table events add column actor_id text default nullif(current_setting('app.actor_id', true), '');
create index events_of_actor on events (tenant_id, actor_id, position);

do $$
declare
  name text;
begin
  foreach name in array array['memberships','invitations','sessions'] loop
    execute format('create policy own_rows on %I to autoinvoice_app using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')) with check (tenant_id = nullif(current_setting(''app.tenant_id'', true), ''''))', name);
  end loop;
  foreach name in array array['users','user_secrets','user_identities','memberships','sessions'] loop
    execute format('create policy own_person on %I to autoinvoice_app using (user_id = nullif(current_setting(''app.user_id'', true), '''')) with check (user_id = nullif(current_setting(''app.user_id'', true), ''''))', name);
  end loop;
  foreach name in array array['users','user_secrets','user_identities','memberships','sessions','invitations'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy all_rows_of_doors on %I to autoinvoice_doors using (true) with check (true)', name);
    execute format('create policy all_rows_of_owner on %I to %I using (true) with check (true)', name, current_user);
    execute format('grant select, insert, update on %I to autoinvoice_app', name);
  end loop;
end $$;
-- A company sees who its members are, and changes nothing of them. A person sees memberships and makes none.
create policy people_of_company on users for select to autoinvoice_app using (exists (
  select from memberships m
  where m.user_id = users.user_id and m.tenant_id = nullif(current_setting('app.tenant_id', true), '')));
alter policy own_person on memberships with check (false);
grant delete on memberships to autoinvoice_app;
grant select on users, user_identities, sessions, invitations to autoinvoice_doors;
grant select, insert, update on links, vendor_keys, tries to autoinvoice_doors;
grant delete on tries to autoinvoice_doors;

create or replace function door_company_key(key_hash text) returns table (tenant_id text, id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select k.tenant_id, k.id from api_keys k
  where k.hash = key_hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
$$;
create function door_session(session_hash text) returns table (tenant_id text, id text, user_id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.tenant_id, s.id, s.user_id from sessions s
  where s.hash = session_hash and s.ended_at is null and s.expires_at > now() and s.idle_expires_at > now()
$$;
create function door_user(address text) returns table (user_id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select u.user_id from users u where lower(u.email) = lower(address)
$$;
create function door_identity(of_issuer text, of_subject text) returns table (user_id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select i.user_id from user_identities i where i.issuer = of_issuer and i.subject = of_subject
$$;
create function door_invitation(token_hash text) returns table (tenant_id text, id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select i.tenant_id, i.id from invitations i
  where i.hash = token_hash and i.accepted_at is null and i.withdrawn_at is null and i.expires_at > now()
$$;
create function door_add_link(link_id text, token_hash text, for_purpose text, to_email text, seconds integer)
returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into links (id, hash, purpose, email, expires_at)
  values (link_id, token_hash, for_purpose, to_email, now() + make_interval(secs => seconds))
$$;
create function door_use_link(token_hash text, for_purpose text) returns table (email text)
language sql volatile security definer set search_path = public, pg_temp as $$
  update links l set used_at = now()
  where l.hash = token_hash and l.purpose = for_purpose and l.used_at is null and l.expires_at > now()
  returning l.email
$$;
create function door_count_try(of_name text, window_seconds integer) returns table (count integer, seconds_left integer)
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into tries as t (name, count, since) values (of_name, 1, now())
  on conflict (name) do update set
    count = case when t.since < now() - make_interval(secs => window_seconds) then 1 else t.count + 1 end,
    since = case when t.since < now() - make_interval(secs => window_seconds) then now() else t.since end
  returning t.count, greatest(1, ceil(extract(epoch from t.since - now()) + window_seconds))::integer
$$;
create function door_forget_tries(of_name text) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  delete from tries t where t.name = of_name
$$;
create function door_vendor_key(key_hash text) returns table (id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select v.id from vendor_keys v where v.hash = key_hash and v.revoked_at is null
$$;
create function door_add_vendor_key(key_id text, key_name text, key_hash text) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into vendor_keys (id, name, hash) values (key_id, key_name, key_hash)
$$;
create function door_revoke_vendor_key(key_id text) returns table (id text)
language sql volatile security definer set search_path = public, pg_temp as $$
  update vendor_keys v set revoked_at = coalesce(v.revoked_at, now()) where v.id = key_id returning v.id
$$;
${ownDoors}`,
};
