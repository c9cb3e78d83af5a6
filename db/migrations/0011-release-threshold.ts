/** Each company may say how sure the interpretation must be before a document is accepted without a person. */
export const releaseThreshold = {
  name: '0011-release-threshold',
  sql: `
update tenants set settings = jsonb_set(settings, '{scanning,releaseThreshold}', 'null')
where settings ? 'scanning';
`,
};
