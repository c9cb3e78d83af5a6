import { ownDoors, tenantTables } from './row-level-security.ts';

/** How far each company's people have been told, and who wants reports. */
export const notifications = {
  name: '0017-notifications',
  sql: `
alter table notification_settings add column report text not null default 'off';
alter table notification_settings add column reported_until date;
create table notification_places (
  tenant_id text primary key references tenants,
  last_position bigint,
  next_look_at timestamptz not null default now(),
  last_mail_at timestamptz,
  last_mail_events integer not null default 0
);
insert into notification_places (tenant_id, last_position)
select e.tenant_id, max(e.position) from events e group by e.tenant_id;

${tenantTables(['notification_places'])}grant select on notification_places, notification_settings to autoinvoice_doors;

create function door_notifications_due(at_most integer) returns table (tenant_id text, id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.tenant_id, t.tenant_id from tenants t
  left join notification_places p on p.tenant_id = t.tenant_id
  left join events seen on seen.position = p.last_position
  where t.status <> 'closed' and (
    (coalesce(p.next_look_at, '-infinity') <= now() and exists (
      select from events e where e.tenant_id = t.tenant_id
        and e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
        and (e.transaction_id, e.position) > (coalesce(seen.transaction_id, '0'::xid8), coalesce(seen.position, 0))))
    or exists (
      select from notification_settings s where s.tenant_id = t.tenant_id and s.report <> 'off'
        and coalesce(s.reported_until, '-infinity'::date) < case s.report
          when 'weekly' then date_trunc('week', now() at time zone 'Europe/Oslo' - interval '7 hours')::date - 1
          else (now() at time zone 'Europe/Oslo' - interval '7 hours')::date - 1 end))
  order by p.next_look_at nulls first limit at_most
$$;
${ownDoors}`,
};
