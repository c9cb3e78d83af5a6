import { tenantTables } from './row-level-security.ts';

/** Agreements about eFaktura, and the mobile numbers by which consumers are found. */
export const efaktura = {
  name: '0015-efaktura',
  sql: `
create table efaktura_agreements (
  tenant_id text primary key references tenants,
  id text not null unique,
  status text not null check (status in ('off','requested','pending','signing','active','error')),
  stage text check (stage in ('ask','order','await','invite','signature','transfer','end')),
  change integer not null default 0,
  tries integer not null default 0,
  next_at timestamptz,
  code text,
  detail text,
  document_id text,
  updated_at timestamptz not null default now()
);
${tenantTables(['efaktura_agreements'])}
alter table customers add column phone text;
alter table deliveries add column phone text;
update tenants set settings = jsonb_set(settings, '{consumers}',
  '{"requested":false,"signerEmail":null,"avtaleGiro":false}'::jsonb || (settings -> 'consumers'))
where settings ? 'consumers';
`,
};
