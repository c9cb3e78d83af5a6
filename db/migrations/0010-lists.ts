/** An index for each filter of the lists, in the order of the list. */
export const lists = {
  name: '0010-lists',
  sql: `
drop index deliveries_by_time;
drop index deliveries_by_number;
create index deliveries_by_number on deliveries (tenant_id, number collate "C", id);
create index deliveries_by_code on deliveries (tenant_id, code, id desc) where code is not null;
drop index received_by_number;
create index received_by_number on received (tenant_id, number collate "C", id);
create index received_by_network on received (tenant_id, network, id desc);
create index received_newest_of_seller on received (tenant_id, seller_id, id desc);
create index scans_by_number on scans (tenant_id, number collate "C", id);
create index scans_newest_of_seller on scans (tenant_id, seller_key, id desc);
`,
};
