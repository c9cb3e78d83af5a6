/**
 * SQL that closes new tables of tenants: the app sees the rows of one tenant only, doors and owner all of them.
 * Each such table of a migration is named here, or tests/db/tenancy.test.ts fails.
 */
export const tenantTables = (names: readonly string[]): string => `do $$
declare
  name text;
begin
  foreach name in array array[${names.map((name) => `'${name}'`).join(',')}] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_rows on %I to autoinvoice_app using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')) with check (tenant_id = nullif(current_setting(''app.tenant_id'', true), ''''))', name);
    execute format('create policy all_rows_of_doors on %I to autoinvoice_doors using (true) with check (true)', name);
    execute format('create policy all_rows_of_owner on %I to %I using (true) with check (true)', name, current_user);
    execute format('grant select, insert, update on %I to autoinvoice_app', name);
  end loop;
end $$;
`;

/** SQL that gives all doors to their role, and to the app nothing but their call. Comes last in a migration with doors. */
export const ownDoors = `do $$
declare
  door record;
begin
  for door in select p.oid::regprocedure as signature from pg_proc p join pg_namespace n on n.oid = p.pronamespace
              where n.nspname = 'public' and p.proname like 'door\\_%' loop
    execute format('alter function %s owner to autoinvoice_doors', door.signature);
    execute format('revoke all on function %s from public', door.signature);
    execute format('grant execute on function %s to autoinvoice_app', door.signature);
  end loop;
end $$;
`;
