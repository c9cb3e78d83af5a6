/** Which layout a PDF has: of the company, of a customer, and what a delivery was accepted with. */
export const printFormats = {
  name: '0003-print-formats',
  sql: `
alter table customers add column print_format text;
alter table deliveries add column print_format text not null default 'plain';
update tenants set settings = jsonb_set(settings, '{sending,printFormat}', '"plain"')
where settings -> 'sending' -> 'printFormat' is null;
`,
};
