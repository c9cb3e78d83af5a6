import { ownDoors } from './row-level-security.ts';

/** How much there is of everything in the installation, without a word of whose it is. */
export const measures = {
  name: '0020-measures',
  sql: `
grant select on deliveries, scans, webhook_messages, deadlines to autoinvoice_doors;

create function door_measures() returns table (name text, first text, second text, value double precision)
language sql stable security definer set search_path = public, pg_temp as $$
  select 'deliveries', status, coalesce(channel, 'none'), count(*)
    from deliveries where accepted_at > now() - interval '30 days' group by status, channel
  union all
  select 'needs_attention', coalesce(code, 'none'), null, count(*)
    from deliveries where status = 'needs-attention' group by code
  union all
  select 'scans', status, null, count(*) from scans group by status
  union all
  select 'webhook_messages', status, null, count(*) from webhook_messages group by status
  union all
  select 'overdue_promises', split_part(workflow_id, '/', 1), null, count(*)
    from deadlines where due_at < now() group by 2
  union all
  select 'oldest_overdue_seconds', null, null,
    coalesce(extract(epoch from now() - min(due_at)), 0) from deadlines where due_at < now()
$$;
${ownDoors}`,
};
