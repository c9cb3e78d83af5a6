/** A company's number without country and suffix: one company has it in several forms. */
export const companyKey = (value: string): string => {
  const compact = value
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
    .replace(/MVA$/, '');
  const rest = compact.replace(/^(NO|SE|DK|DE|GB|FI|FR|NL|AT|BE)(?=.{8})/, '');
  return compact.startsWith('SE') && rest.length === 12 ? rest.slice(0, 10) : rest;
};
