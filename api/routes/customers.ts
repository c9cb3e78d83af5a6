import { z } from 'zod';
import { readCompany } from '../../db/companies.ts';
import { listCustomers, putCustomer } from '../../db/customers.ts';
import { withTenant } from '../../db/tenant.ts';
import { readOrganisationNumber } from '../../invoice/norway/organisation-number.ts';
import { deliveryMethods } from '../../policy/channels.ts';
import { readEmailAddress } from '../../policy/email-address.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { refuseNationalIdentityNumbers, requirePhone } from '../consumers.ts';
import { printFormatName } from '../print-format.ts';
import { postalAddress } from '../postal-address.ts';
import { page, pageOf, pageQuery, route, type Route } from '../route.ts';

const customerBody = z.object({
  name: z.string().min(1).max(300),
  organisationNumber: z.string().max(20).nullable().default(null),
  email: z.string().max(320).nullable().default(null),
  phone: z
    .string()
    .max(30)
    .nullable()
    .default(null)
    .describe('Norwegian mobile number: a consumer is found by it.'),
  method: z.enum(deliveryMethods).default('automatic'),
  address: postalAddress.nullable().default(null),
  printFormat: printFormatName
    .nullable()
    .optional()
    .describe(
      'Layout of its PDFs; null: the company’s. Left out: a new customer gets the company’s present one.',
    ),
  autoInvoice: z
    .boolean()
    .optional()
    .describe(
      'Off: nothing is sent to it through AutoInvoice. Left out: a new customer gets `sending.newCustomers`.',
    ),
});
const customer = customerBody
  .extend({
    customerNumber: z.string().describe('The number in your own system.'),
    printFormat: printFormatName.nullable(),
    autoInvoice: z.boolean(),
  })
  .meta({ id: 'Customer' });

/** The customer register: how each customer wants its invoices. */
export function customerRoutes({ database }: ApiPorts): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/customers',
      operationId: 'listCustomers',
      summary: 'Customers by number',
      security: 'company',
      scopes: ['customers:read'],
      query: pageQuery,
      answers: { 200: { description: 'A page.', schema: page(customer) } },
      problems: [503],
      handle: async ({ caller: { tenantId }, query: { limit, cursor } }) => {
        const rows = await withTenant(database, tenantId, (transaction) =>
          listCustomers(transaction, tenantId, { limit: limit + 1, cursor: cursor ?? null }),
        );
        return {
          status: 200,
          body: pageOf(
            rows,
            limit,
            (row) => row,
            ({ customerNumber }) => customerNumber,
          ),
        };
      },
    }),
    route({
      method: 'put',
      path: '/v1/customers/{customerNumber}',
      operationId: 'putCustomer',
      summary: 'Create or replace a customer',
      security: 'company',
      scopes: ['customers:write'],
      params: z.object({ customerNumber: z.string().min(1).max(100) }),
      body: customerBody,
      answers: { 200: { description: 'The customer.', schema: customer } },
      problems: [422, 503],
      handle: async ({ caller: { tenantId }, params: { customerNumber }, body }) => {
        refuseNationalIdentityNumbers([customerNumber, body.organisationNumber, body.phone]);
        const organisationNumber =
          body.organisationNumber === null ? null : readOrganisationNumber(body.organisationNumber);
        if (organisationNumber === null && body.organisationNumber !== null) {
          throw new Problem(
            422,
            'organisation-number-invalid',
            `${body.organisationNumber} is no Norwegian organisation number.`,
          );
        }
        const email = body.email === null ? null : readEmailAddress(body.email);
        if (email === null && body.email !== null) {
          throw new Problem(
            422,
            'email-invalid',
            'Give exactly one e-mail address, without line breaks.',
          );
        }
        const phone = body.phone === null ? null : requirePhone(body.phone);
        const { printFormat, autoInvoice } = body;
        const row = {
          ...body,
          customerNumber,
          organisationNumber,
          email,
          phone,
          printFormat,
          autoInvoice,
        };
        const written = await withTenant(database, tenantId, async (transaction) => {
          const company = await readCompany(transaction, tenantId);
          if (!company) throw new Error(`There is no company ${tenantId}.`);
          const { sending } = company.settings;
          const defaults = { printFormat: sending.printFormat, autoInvoice: sending.newCustomers };
          return putCustomer(transaction, tenantId, row, defaults);
        });
        return { status: 200, body: written };
      },
    }),
  ];
}
