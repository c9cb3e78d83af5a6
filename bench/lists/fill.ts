import type postgres from 'postgres';

/** The digits of `newId`, so that ids sort by the time that the row bears. */
const timeOf = (at: string): string =>
  `(select string_agg(substr('0123456789abcdefghjkmnpqrstvwxyz', ((floor(extract(epoch from ${at}) * 1000)::bigint >> shift) & 31)::int + 1, 1), '' order by shift desc)
    from generate_series(0, 45, 5) shift)`;

/**
 * Rows of three years, the oldest first: most delivered, few waiting for a person; some 5,000 buyers and sellers of
 * very unlike size; numbers that go up. Written as the owner, past the API, for a million requests would take a day.
 */
export async function fillLists(
  owner: postgres.Sql,
  tenantId: string,
  rows: number,
): Promise<void> {
  const at = `timestamptz '2024-01-01' + (n * interval '1095 days' / ${rows})`;
  const series = `(select n, ${at} as at, ${timeOf(at)} || lpad(to_hex(n), 16, '0') as tail,
      (100000000 + floor(5000 * power(random(), 3)))::bigint::text as party, random() as chance
    from generate_series(1, ${rows}) n) rows`;
  await owner.unsafe(
    `insert into deliveries (id, tenant_id, status, code, channel, method, sender, recipient, disabled_channels,
       document_type, document_type_id, process_id, number, issue_date, currency, amount_due, seller_name, seller_country,
       buyer_name, buyer_id, has_postal_address, document_sha256, sent_sha256, attachments, run_number, accepted_at)
     select 'dlv_' || tail, $1,
       case when chance < 0.0005 then 'needs-attention' when chance < 0.005 then 'failed' when chance < 0.01 then 'returned' when chance < 0.011 then 'waiting' else 'delivered' end,
       case when chance < 0.0005 then 'outcome-unknown' when chance < 0.005 then 'recipient-unknown' end,
       case when chance < 0.05 then 'print' when chance < 0.25 then 'email' when chance < 0.4 then 'visma-network' else 'peppol' end,
       'automatic', '0192:987654325', '0192:' || party, '{}', 'invoice', 'type', 'process', n::text, at::date, 'NOK', 1250.00,
       'Selger AS', 'NO', 'Kjøper ' || party, party, true, md5(n::text), md5(n::text), '[]', 1, at
     from ${series}`,
    [tenantId],
  );
  await owner.unsafe(
    `insert into received (id, tenant_id, status, network, instance_id, sender, recipient, document_type_id, process_id,
       document_sha256, size_bytes, document_type, number, issue_date, currency, amount_due, seller_name, seller_id, received_at)
     select 'rcv_' || tail, $1,
       case when chance < 0.0005 then 'unreadable' when chance < 0.005 then 'received' when chance < 0.3 then 'confirmed' else 'booked' end,
       case when chance < 0.2 then 'visma' else 'peppol' end,
       md5(n::text), '0192:' || party, '0192:987654325', 'type', 'process', md5(n::text), 12000, 'invoice',
       'F-' || n, at::date, 'NOK', 1250.00, 'Selger ' || party, party, at
     from ${series}`,
    [tenantId],
  );
}
