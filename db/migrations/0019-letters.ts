/** What a letter consists of, and how many of a service were used. */
export const letters = {
  name: '0019-letters',
  sql: `
alter table attempts add column letter jsonb;
alter table usage add column quantity integer not null default 1 check (quantity > 0);
`,
};
