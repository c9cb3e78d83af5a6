/** What a person wants to be told of a company ends with the membership. */
export const wishes = {
  name: '0022-wishes',
  sql: `
grant delete on notification_settings to autoinvoice_app;
delete from notification_settings s using users u
  where u.user_id = s.subject
    and not exists (select from memberships m where m.tenant_id = s.tenant_id and m.user_id = s.subject);
`,
};
