/** Documents of one file may be merged again: what was merged into another one stays, and says so. */
export const scanPages = {
  name: '0013-scan-pages',
  sql: `
alter table scans drop constraint scans_status_check;
alter table scans add constraint scans_status_check
  check (status in ('received','reading','review','released','accepted','rejected','failed','split','merged'));
alter table scans add column merged_into text references scans;
create index scans_merged_into on scans (merged_into) where merged_into is not null;
`,
};
