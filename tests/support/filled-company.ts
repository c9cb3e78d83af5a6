import type { Sql } from 'postgres';
import { ask, deliver, json, sampleInvoice, type Company } from './installation.ts';
import { comeOnBoard } from './signing.ts';

/** Every table that has rows of tenants, as the database itself knows it. */
export async function tenantTables(on: Sql): Promise<string[]> {
  const rows = await on`
    select c.table_name as name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and c.column_name = 'tenant_id' and t.table_type = 'BASE TABLE'
    order by 1`;
  return rows.map((row) => String(row['name']));
}

/**
 * Gives the company at least one row in each of these tables: by the way that companies take where that is quick,
 * else written straight into the table. `sender` sends it an invoice.
 */
export async function fillCompany(admin: Sql, company: Company, sender: Company): Promise<void> {
  const { tenantId, key, organisationNumber } = company;
  await comeOnBoard(company);
  await deliver(sender.key, { recipient: `0192:${organisationNumber}` });
  const own = sampleInvoice().replaceAll('987654325', organisationNumber);
  await deliver(key, { method: 'email', email: 'kunde@example.com' }, own);
  await ask('PATCH', '/v1/settings', key, json({ notifications: { sent: true } }));
  const scanning = json({ enabled: true, returnEmail: 'post@example.com' });
  await ask('PUT', '/v1/scanning', key, scanning);
  await admin`insert into customers (tenant_id, customer_number, name, method)
    values (${tenantId}, 'C-1', 'Kunde', 'automatic')`;
  await admin`insert into deadlines (workflow_id, tenant_id, subject_id, due_at)
    values (${`outbound/${tenantId}/1`}, ${tenantId}, 'test', '9999-01-01')`;
  await insertAccounts(admin, tenantId);
  await insertAroundDelivery(admin, tenantId);
  await insertScan(admin, tenantId);
  await insertWebhook(admin, tenantId);
}

async function insertAccounts(admin: Sql, tenantId: string): Promise<void> {
  const [user, email] = [`usr_${tenantId}`, `${tenantId}@example.no`];
  await admin`insert into users (user_id, email, name, language) values (${user}, ${email}, 'Kari', 'nb')`;
  await admin`insert into memberships (tenant_id, user_id, role) values (${tenantId}, ${user}, 'viewer')`;
  await admin`insert into sessions (id, user_id, tenant_id, hash, idle_expires_at, expires_at)
    values (${`ses_${tenantId}`}, ${user}, ${tenantId}, ${tenantId}, now(), now())`;
  await admin`insert into invitations (id, tenant_id, email, role, hash, expires_at)
    values (${`ivt_${tenantId}`}, ${tenantId}, 'ola@example.no', 'viewer', ${tenantId}, now())`;
  await admin`insert into email_links (tenant_id, email, id, hashes, expires_at)
    values (${tenantId}, 'post@example.com', ${`eml_${tenantId}`}, '{}', now())`;
  await admin`insert into notification_places (tenant_id) values (${tenantId}) on conflict do nothing`;
  await admin`insert into efaktura_agreements (tenant_id, id, status)
    values (${tenantId}, ${`efa_${tenantId}`}, 'off')`;
}

async function insertAroundDelivery(admin: Sql, tenantId: string): Promise<void> {
  await admin`insert into bounces (id, tenant_id, delivery_id, attempt_id, raw_sha256, kind, settled_at)
    select ${`bnc_${tenantId}`}, tenant_id, delivery_id, id, '', 'delayed', now() from attempts
    where tenant_id = ${tenantId} limit 1`;
  await admin`insert into invoice_links (id, tenant_id, delivery_id, attempt_id, hash, expires_at)
    select ${`lnk_${tenantId}`}, tenant_id, delivery_id, id, ${tenantId}, now() from attempts
    where tenant_id = ${tenantId} limit 1`;
}

/** One row in each table of scanning. */
async function insertScan(admin: Sql, tenantId: string): Promise<void> {
  const [arrival, scan, batch] = [`arr_${tenantId}`, `scn_${tenantId}`, `bat_${tenantId}`];
  await admin`insert into scan_arrivals (id, tenant_id, source) values (${arrival}, ${tenantId}, 'upload')`;
  await admin`insert into scans (id, tenant_id, arrival_id, status, source, filename, content_type,
    document_sha256, size_bytes, run_number)
    values (${scan}, ${tenantId}, ${arrival}, 'review', 'upload', 'a.pdf', 'application/pdf', '', 0, 1)`;
  await admin`insert into scan_runs (tenant_id, scan_id, number, opened_by, engine, status)
    values (${tenantId}, ${scan}, 1, 'arrival', 'auto', 'closed')`;
  await admin`insert into scan_drafts (scan_id, tenant_id, version, invoice, read)
    values (${scan}, ${tenantId}, 1, '{}', '{}')`;
  await admin`insert into scan_memories (tenant_id, seller_key, seller_name, memory, learnt_from)
    values (${tenantId}, 'x', 'x', '{}', ${scan})`;
  await admin`insert into scan_batches (id, tenant_id, status, engine, total)
    values (${batch}, ${tenantId}, 'done', 'auto', 1)`;
  await admin`insert into scan_batch_items (batch_id, position, tenant_id, scan_id)
    values (${batch}, 1, ${tenantId}, ${scan})`;
  await admin`insert into scan_forwards (id, tenant_id, arrival_id, reason, recipient, message_id, status)
    values (${`fwd_${tenantId}`}, ${tenantId}, ${arrival}, 'empty', 'a@example.com', ${tenantId}, 'sent')`;
}

/** A webhook that is off, with a message. */
async function insertWebhook(admin: Sql, tenantId: string): Promise<void> {
  const endpoint = `whk_${tenantId}`;
  await admin`insert into webhook_endpoints (id, tenant_id, url, status)
    values (${endpoint}, ${tenantId}, 'https://example.com', 'disabled')`;
  await admin`insert into webhook_messages (endpoint_id, position, tenant_id, status)
    values (${endpoint}, 1, ${tenantId}, 'failed')`;
}
