import { z } from 'zod';
import { withTenant } from '../../db/tenant.ts';
import type { ConsumerContact } from '../../policy/consumers.ts';
import { readEmailAddress } from '../../policy/email-address.ts';
import { readConsumerReach, reachOfConsumer } from '../consumer-reach.ts';
import { refuseNationalIdentityNumbers, requirePhone } from '../consumers.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { route, type Route } from '../route.ts';
import { channelReach, reach } from './lookup.ts';

const contact = z.object({
  phone: z.string().max(30).optional().describe('Norwegian mobile number.'),
  email: z.string().max(320).optional(),
  name: z.string().max(300).optional().describe('With the post code, where nothing else is known.'),
  postCode: z.string().max(20).optional(),
  hasPostalAddress: z
    .boolean()
    .default(false)
    .describe('Street, post code and city are known: a letter can be sent.'),
});

/** Which channels can reach a consumer, in the order in which an invoice tries them. Nothing of it is kept. */
export function consumerLookupRoutes({ database, consumers }: ApiPorts): Route[] {
  return [
    route({
      method: 'post',
      path: '/v1/lookup/consumers',
      operationId: 'lookUpConsumer',
      summary: 'Which channels can reach this consumer: bank, Vipps, e-mail, letter',
      description:
        'By mobile number, else e-mail, else name and post code. Neither question nor answer is stored or logged; a national identity number is refused.',
      security: 'company',
      scopes: ['deliveries:read'],
      body: contact,
      answers: {
        200: {
          description: 'The channels in the order in which an invoice tries them.',
          schema: z
            .object({
              channels: z.array(channelReach),
              avtaleGiro: z.boolean().describe('The consumer lets the bank draw your invoices.'),
            })
            .meta({ id: 'ConsumerReachability' }),
        },
      },
      problems: [422, 503],
      handle: async ({ caller: { tenantId }, body }) => {
        refuseNationalIdentityNumbers([body.phone, body.email, body.name, body.postCode]);
        const asked = contactOf(body);
        const { organisationNumber, settings, agreement } = await withTenant(
          database,
          tenantId,
          (transaction) => readConsumerReach(transaction, tenantId),
        );
        const found = await reachOfConsumer(consumers, { organisationNumber, agreement }, asked);
        const { sending } = settings;
        return {
          status: 200,
          body: {
            channels: [
              ...found.channels,
              reach('email', sending.email, asked.email === null ? 'email-missing' : null),
              reach('print', sending.print, body.hasPostalAddress ? null : 'address-incomplete'),
            ],
            avtaleGiro: found.hasMandate,
          },
        };
      },
    }),
  ];
}

function contactOf(body: z.output<typeof contact>): ConsumerContact {
  const email = body.email === undefined ? null : readEmailAddress(body.email);
  if (body.email !== undefined && email === null) {
    throw new Problem(422, 'email-invalid', `${body.email} is no e-mail address.`);
  }
  const phone = body.phone === undefined ? null : requirePhone(body.phone);
  const isNamed = Boolean(body.name && body.postCode);
  if (phone === null && email === null && !isNamed) {
    throw new Problem(
      422,
      'contact-missing',
      'Give a mobile number, an e-mail address, or name and post code.',
    );
  }
  return { phone, email, name: body.name ?? '', postCode: body.postCode ?? null };
}
