/** What was delivered, each with the price that was in force. */
export const usageRows = {
  name: '0009-usage',
  sql: `
create table usage (
  id text not null,
  service text not null,
  tenant_id text not null references tenants,
  subject_id text not null,
  day date not null,
  at timestamptz not null,
  amount numeric not null,
  currency text not null,
  price_is_example boolean not null,
  primary key (id, service)
);
create index usage_by_day on usage (tenant_id, day, id, service);
alter table usage enable row level security;
alter table usage force row level security;
create policy own_rows on usage to autoinvoice_app using (tenant_id = nullif(current_setting('app.tenant_id', true), '')) with check (tenant_id = nullif(current_setting('app.tenant_id', true), ''));
create policy all_rows_of_doors on usage to autoinvoice_doors using (true) with check (true);
do $$ begin
  execute format('create policy all_rows_of_owner on usage to %I using (true) with check (true)', current_user);
end $$;
grant select, insert, update on usage to autoinvoice_app;
update api_keys set scopes = scopes || array['usage:read']
where scopes @> array['deliveries:write','received:write','customers:write','settings:write'];
`,
};
