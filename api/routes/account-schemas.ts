import { z } from 'zod';
import { memberRoles } from '../../policy/access.ts';
import { companyStatuses } from '../../policy/company.ts';

export const emailAddress = z.string().min(1).max(320);
export const language = z.enum(['nb', 'en']).default('nb').describe('Of mails and messages.');
export const linkToken = z.string().max(100).describe('What stands in the link of the mail.');
export const personName = z.string().trim().min(1).max(200);
export const newPassword = z.string().max(1000).describe('At least 12 characters.');
export const memberRole = z.enum(memberRoles);

const companyOfPerson = z
  .object({
    tenantId: z.string(),
    name: z.string(),
    organisationNumber: z.string(),
    status: z.enum(companyStatuses),
    role: memberRole,
  })
  .meta({ id: 'CompanyOfPerson' });

export const sessionView = z
  .object({
    user: z.object({
      userId: z.string(),
      email: z.string(),
      name: z.string(),
      language: z.enum(['nb', 'en']),
    }),
    company: companyOfPerson.nullable().describe('Where the person works now.'),
    companies: z.array(companyOfPerson).describe('Where the person could go.'),
  })
  .meta({ id: 'Session' });
