import { ownDoors, tenantTables } from './row-level-security.ts';

/** Links in mails that open an invoice without a log-in. */
export const invoiceLinks = {
  name: '0016-invoice-links',
  sql: `
create table invoice_links (
  id text primary key,
  tenant_id text not null references tenants,
  delivery_id text not null references deliveries,
  attempt_id text not null unique references attempts,
  hash text not null unique,
  expires_at timestamptz not null,
  opened_at timestamptz,
  objected_at timestamptz
);

${tenantTables(['invoice_links'])}grant select on invoice_links to autoinvoice_doors;

create function door_invoice_link(token_hash text) returns table (tenant_id text, id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select l.tenant_id, l.id from invoice_links l where l.hash = token_hash and l.expires_at > now()
$$;
${ownDoors}`,
};
