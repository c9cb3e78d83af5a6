import { ownDoors } from './row-level-security.ts';

/**
 * What the law wants kept no longer is erased by a door, as a company is: the app itself may delete next to nothing.
 * The limit stands here once more, so that no mistake of the app erases what must be kept.
 */
export const retention = {
  name: '0023-retention',
  sql: `
create function door_retention_due(before timestamptz) returns table (tenant_id text, id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.tenant_id, t.tenant_id from tenants t
  where exists (select from deliveries d where d.tenant_id = t.tenant_id and d.accepted_at < before)
     or exists (select from received r where r.tenant_id = t.tenant_id and r.received_at < before)
     or exists (select from scan_arrivals a where a.tenant_id = t.tenant_id and a.received_at < before)
$$;

create function door_erase_expired(company text, before timestamptz, most integer)
returns table (kind text, id text, documents text[])
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  sent text[];
  arrivals text[];
  incoming text[];
  gone text[];
begin
  if before > (date_trunc('year', now() at time zone 'Europe/Oslo') - interval '5 years') at time zone 'Europe/Oslo' then
    raise exception 'accounting material is kept for five years after its year';
  end if;
  sent := array(
    select d.id from deliveries d
    where d.tenant_id = company and d.accepted_at < before and d.updated_at < before and d.issue_date < (before at time zone 'Europe/Oslo')::date
      and not exists (select from deadlines w where w.tenant_id = company and w.subject_id = d.id)
    order by d.id limit most);
  arrivals := array(
    select a.id from scan_arrivals a
    where a.tenant_id = company and a.received_at < before and not exists (
      select from scans s left join received r on r.id = s.received_id
      where s.arrival_id = a.id
        and (s.status in ('received', 'reading', 'review', 'released')
          or r.received_at >= before or r.confirmed_at >= before
          or exists (select from deadlines w where w.tenant_id = company and w.subject_id = s.id)))
    order by a.id limit most);
  incoming := array(
    select r.id from received r
    where r.tenant_id = company and r.received_at < before
      and coalesce(r.confirmed_at, r.received_at) < before and coalesce(r.issue_date, '-infinity') < (before at time zone 'Europe/Oslo')::date
      and not exists (select from deadlines w where w.tenant_id = company and w.subject_id = r.id)
      and not exists (select from scans s where s.received_id = r.id and s.arrival_id <> all (arrivals))
    order by r.id limit most);
  return query
    select 'delivery', d.id, array[d.document_sha256, d.sent_sha256]
        || array(select a ->> 'sha256' from jsonb_array_elements(d.attachments) a)
        || array(select b.raw_sha256 from bounces b where b.delivery_id = d.id)
      from deliveries d where d.id = any (sent)
    union all
    select 'received', r.id, array[r.document_sha256] from received r where r.id = any (incoming)
    union all
    select 'scan-arrival', a.id, array_remove(array[a.raw_sha256]
        || array(select unnest(array[s.document_sha256, s.words_sha256]) from scans s where s.arrival_id = a.id), null)
      from scan_arrivals a where a.id = any (arrivals);
  gone := sent || incoming || arrivals || array(select s.id from scans s where s.arrival_id = any (arrivals));
  delete from webhook_messages m using events e
    where m.tenant_id = company and e.tenant_id = company and m.position = e.position and e.subject_id = any (gone);
  delete from events e where e.tenant_id = company and e.subject_id = any (gone);
  delete from usage u where u.tenant_id = company and u.subject_id = any (gone);
  delete from idempotency_keys k where k.tenant_id = company and k.created_at < before;
  delete from bounces b where b.delivery_id = any (sent);
  delete from invoice_links l where l.delivery_id = any (sent);
  delete from attempts a where a.delivery_id = any (sent);
  delete from runs r where r.delivery_id = any (sent);
  delete from deliveries d where d.id = any (sent);
  delete from scan_forwards f where f.arrival_id = any (arrivals);
  delete from scan_batch_items i using scans s where i.scan_id = s.id and s.arrival_id = any (arrivals);
  delete from scan_runs r using scans s where r.scan_id = s.id and s.arrival_id = any (arrivals);
  delete from scan_drafts d using scans s where d.scan_id = s.id and s.arrival_id = any (arrivals);
  delete from scans s where s.arrival_id = any (arrivals);
  delete from scan_arrivals a where a.id = any (arrivals);
  delete from received r where r.id = any (incoming);
end $$;
${ownDoors}`,
};
