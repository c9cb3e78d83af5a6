/** A company’s rows are erased by a door: the app itself may delete next to nothing. */
export const erasure = {
  name: '0008-erasure',
  sql: `
create function door_erase_company(company text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  name text;
  remaining integer := 1;
begin
  -- Tables refer to each other: what is still referred to goes in a later pass.
  for pass in 1..20 loop
    exit when remaining = 0;
    remaining := 0;
    for name in select c.relname from pg_attribute a join pg_class c on c.oid = a.attrelid
                where a.attname = 'tenant_id' and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
                  and c.relname <> 'tenants' loop
      begin
        execute format('delete from %I where tenant_id = $1', name) using company;
      exception when foreign_key_violation then
        remaining := remaining + 1;
      end;
    end loop;
  end loop;
  if remaining > 0 then raise exception 'rows of % are left', company; end if;
  update tenants set name = '', organisation_number = '', status = 'closed', settings = '{}' where tenant_id = company;
end $$;
alter function door_erase_company(text) owner to autoinvoice_doors;
revoke all on function door_erase_company(text) from public;
grant execute on function door_erase_company(text) to autoinvoice_app;
grant update on tenants to autoinvoice_doors;
`,
};
