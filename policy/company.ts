/** `none → activated → authenticated`, or `closed`. */
export const companyStatuses = ['none', 'activated', 'authenticated', 'closed'] as const;
export type CompanyStatus = (typeof companyStatuses)[number];
