import { ownDoors } from './row-level-security.ts';

/** Reminders of invoices whose link nobody has opened. */
export const reminders = {
  name: '0018-reminders',
  sql: `
update tenants set settings = jsonb_set(settings, '{sending,reminderDays}', 'null') where settings ? 'sending';
alter table invoice_links add column remind_at timestamptz;
alter table invoice_links add column reminded_at timestamptz;
create index invoice_links_to_remind on invoice_links (remind_at)
where remind_at is not null and reminded_at is null and opened_at is null and objected_at is null;

create function door_reminders_due(at_most integer) returns table (tenant_id text, id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select l.tenant_id, l.id from invoice_links l
  where l.remind_at <= now() and l.reminded_at is null and l.opened_at is null and l.objected_at is null
  order by l.remind_at limit at_most
$$;
${ownDoors}`,
};
