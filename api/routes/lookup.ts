import { z } from 'zod';
import { findCustomer } from '../../db/customers.ts';
import { findParticipant } from '../../db/doors.ts';
import { withTenant } from '../../db/tenant.ts';
import { billingInvoice } from '../../invoice/document-types.ts';
import { readOrganisationNumber } from '../../invoice/norway/organisation-number.ts';
import { channelNames, type ChannelName } from '../../policy/channels.ts';
import { Failure } from '../../policy/failure.ts';
import { channelsOn } from '../../policy/settings.ts';
import {
  consumersWithout,
  reachOfConsumer,
  readConsumerReach,
  type ChannelReach,
} from '../consumer-reach.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { route, type Route } from '../route.ts';

/** One channel's answer. */
export const channelReach = z.object({
  channel: z.enum(channelNames),
  reachable: z.boolean(),
  code: z.string().nullable().describe('Why not.'),
});

const reachability = z
  .object({
    organisationNumber: z.string(),
    participantId: z.string(),
    channels: z.array(channelReach),
  })
  .meta({ id: 'Reachability' });

/** Which channels can reach a buyer. */
export function lookupRoutes({ database, registers, consumers }: ApiPorts): Route[] {
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
            company: await readConsumerReach(transaction, tenantId),
            customer: await findCustomer(transaction, tenantId, { organisationNumber }),
          })),
          findParticipant(database, organisationNumber, 'visma'),
          why(() => registers.findReceiver(participantId, billingInvoice.documentTypeId)),
        ]);
        const { address } = customer ?? {};
        const hasAddress = Boolean(address?.lines.length && address.postCode && address.city);
        const on = channelsOn(company.settings);
        // Who has an organisation number gets invoices in a private bank only where its customer says so.
        const inBank =
          customer?.method === 'efaktura'
            ? await reachOfConsumer(consumers, company, {
                phone: customer.phone,
                email: customer.email,
                name: customer.name,
                postCode: address?.postCode ?? null,
              })
            : { channels: consumersWithout('not-a-consumer') };
        const channels = [
          reach('visma-network', on['visma-network'], member ? null : 'recipient-unknown'),
          reach('peppol', on.peppol, peppol),
          ...inBank.channels,
          reach('email', on.email, customer?.email ? null : 'email-missing'),
          reach('print', on.print, hasAddress ? null : 'address-incomplete'),
        ];
        return { status: 200, body: { organisationNumber, participantId, channels } };
      },
    }),
  ];
}

/** The answer of a channel that the company has on or off. */
export const reach = (channel: ChannelName, isOn: boolean, code: string | null): ChannelReach => ({
  channel,
  reachable: isOn && code === null,
  code: isOn ? code : 'channel-disabled',
});

async function why(lookUp: () => Promise<unknown>): Promise<string | null> {
  try {
    await lookUp();
    return null;
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
}
