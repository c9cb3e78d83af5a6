import { ownDoors } from './row-level-security.ts';

/**
 * Mails about accounts that are still to go out. They belong to no company and carry links that open something, so
 * their text is sealed, they are reached by doors only, and a mail that is out is deleted.
 */
export const accountMails = {
  name: '0014-account-mails',
  sql: `
create table account_mails (
  id text primary key,
  email text not null,
  sealed text not null,
  written_at timestamptz not null default now(),
  next_try_at timestamptz not null default now(),
  give_up_at timestamptz not null,
  tries integer not null default 0,
  code text
);
create index account_mails_due on account_mails (next_try_at);
grant select, insert, update, delete on account_mails to autoinvoice_doors;

create function door_add_account_mail(mail_id text, to_email text, sealed_text text, seconds integer) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into account_mails (id, email, sealed, give_up_at)
  values (mail_id, to_email, sealed_text, now() + make_interval(secs => seconds))
$$;
create function door_claim_account_mails(most integer, lease_seconds integer)
returns table (id text, email text, sealed text, tries integer, seconds_left integer)
language sql volatile security definer set search_path = public, pg_temp as $$
  update account_mails m set tries = m.tries + 1, next_try_at = now() + make_interval(secs => lease_seconds)
  from (select d.id from account_mails d where d.next_try_at <= now()
        order by d.next_try_at limit most for update skip locked) due
  where m.id = due.id
  returning m.id, m.email, m.sealed, m.tries, extract(epoch from m.give_up_at - now())::integer
$$;
create function door_retry_account_mail(mail_id text, seconds integer, why text) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  update account_mails m set next_try_at = now() + make_interval(secs => seconds), code = why where m.id = mail_id
$$;
create function door_drop_account_mail(mail_id text) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  delete from account_mails m where m.id = mail_id
$$;
${ownDoors}`,
};
