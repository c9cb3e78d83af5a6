import { z } from 'zod';
import { readCompany } from '../../db/companies.ts';
import { findCustomer } from '../../db/customers.ts';
import { findParticipant } from '../../db/doors.ts';
import { withTenant } from '../../db/tenant.ts';
import { billingInvoice } from '../../invoice/document-types.ts';
import { readOrganisationNumber } from '../../invoice/norway/organisation-number.ts';
import { channelNames, type ChannelName } from '../../policy/channels.ts';
import { Failure } from '../../policy/failure.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { route, type Route } from '../route.ts';

const reachability = z
  .object({
    organisationNumber: z.string(),
    participantId: z.string(),
    channels: z.array(
      z.object({
        channel: z.enum(channelNames),
        reachable: z.boolean(),
        code: z.string().nullable().describe('Why not.'),
      }),
    ),
  })
  .meta({ id: 'Reachability' });

/** Which channels can reach a buyer. */
export function lookupRoutes({ database, registers }: ApiPorts): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/lookup/receivers',
      operationId: 'lookUpReceiver',
      summary: 'Which channels can reach this buyer, and why the others cannot',
      security: 'company',
      scopes: ['deliveries:read'],
      query: z.object({ organisationNumber: z.string().max(20) }),
      answers: { 200: { description: 'Every channel with its answer.', schema: reachability } },
      problems: [422, 503],
      handle: async ({ caller: { tenantId }, query }) => {
        const organisationNumber = readOrganisationNumber(query.organisationNumber);
        if (!organisationNumber) {
          throw new Problem(
            422,
            'organisation-number-invalid',
            `${query.organisationNumber} is no Norwegian organisation number: nine digits, the last one checks the others.`,
          );
        }
        const participantId = `0192:${organisationNumber}`;
        const [{ company, customer }, member, peppol] = await Promise.all([
          withTenant(database, tenantId, async (transaction) => ({
            company: await readCompany(transaction, tenantId),
            customer: await findCustomer(transaction, tenantId, { organisationNumber }),
          })),
          findParticipant(database, organisationNumber, 'visma'),
          why(() => registers.findReceiver(participantId, billingInvoice.documentTypeId)),
        ]);
        if (!company) throw new Error(`There is no company ${tenantId}.`);
        const { sending, networks } = company.settings;
        const hasAddress = Boolean(
          customer?.address?.lines.length && customer.address.postCode && customer.address.city,
        );
        const says = (channel: ChannelName, isOn: boolean, code: string | null) => ({
          channel,
          reachable: isOn && code === null,
          code: isOn ? code : 'channel-disabled',
        });
        const channels = [
          says('visma-network', networks.visma, member ? null : 'recipient-unknown'),
          says('peppol', networks.peppol, peppol),
          says('email', sending.email, customer?.email ? null : 'email-missing'),
          says('print', sending.print, hasAddress ? null : 'address-incomplete'),
        ];
        return { status: 200, body: { organisationNumber, participantId, channels } };
      },
    }),
  ];
}

async function why(lookUp: () => Promise<unknown>): Promise<string | null> {
  try {
    await lookUp();
    return null;
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
}
