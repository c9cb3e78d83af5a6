import { z } from 'zod';
import { secondsFromNow } from '../../db/clock.ts';
import { lastAgreementEvent, readAgreement } from '../../db/efaktura.ts';
import { recheckAgreementNow } from '../../db/requests.ts';
import { readSettings } from '../../db/settings.ts';
import { withTenant, type TenantTransaction } from '../../db/tenant.ts';
import { agreementAdvice, agreementStatuses } from '../../policy/efaktura.ts';
import { eventText } from '../../policy/events/texts.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { route, type Route } from '../route.ts';

const bothLanguages = z.object({ nb: z.string(), en: z.string() });
const agreement = z
  .object({
    id: z.string().nullable().describe('Null: never asked for.'),
    requested: z.boolean().describe('What the company wants: `consumers.requested`.'),
    status: z.enum(agreementStatuses).describe('How far it has come.'),
    code: z.string().nullable().describe('Why it waits, or what is wrong.'),
    advice: bothLanguages.nullable().describe('What to do about it.'),
    nextAt: z.iso.datetime().nullable().describe('When something happens by itself.'),
    lastEvent: z.object({ at: z.iso.datetime(), code: z.string(), text: bothLanguages }).nullable(),
  })
  .meta({ id: 'EfakturaAgreement' });

/** The agreement by which consumers get invoices in their bank and Vipps. */
export function efakturaRoutes({ database, workflows, graceSeconds }: ApiPorts): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/efaktura',
      operationId: 'getEfakturaAgreement',
      summary: 'The eFaktura agreement, and how far it has come',
      description:
        'It is asked for and ended by `consumers.requested` of the settings. Another provider’s ' +
        'agreement is transferred by a form that somebody signs at Visma Sign.',
      security: 'company',
      scopes: ['settings:read'],
      answers: { 200: { description: 'The agreement.', schema: agreement } },
      problems: [503],
      handle: async ({ caller: { tenantId } }) => ({
        status: 200,
        body: await withTenant(database, tenantId, (transaction) =>
          viewAgreement(transaction, tenantId),
        ),
      }),
    }),
    route({
      method: 'post',
      path: '/v1/efaktura/check',
      operationId: 'checkEfakturaAgreement',
      summary: 'Ask again at once',
      description:
        'After what stood in the way was solved. A form that was not signed is sent anew.',
      security: 'company',
      scopes: ['settings:write'],
      answers: { 202: { description: 'It is being looked at.', schema: agreement } },
      problems: [409, 503],
      handle: async ({ caller: { tenantId } }) => {
        const dueAt = secondsFromNow(graceSeconds);
        const { follow, body } = await withTenant(database, tenantId, async (transaction) => ({
          follow: await recheckAgreementNow(transaction, tenantId, dueAt),
          body: await viewAgreement(transaction, tenantId),
        }));
        if (!follow) {
          throw new Problem(409, 'wrong-state', 'Nothing is under way that could be looked at.');
        }
        await workflows.follow(follow);
        return { status: 202, body };
      },
    }),
  ];
}

async function viewAgreement(
  transaction: TenantTransaction,
  tenantId: string,
): Promise<z.output<typeof agreement>> {
  const [company, found, last] = await Promise.all([
    readSettings(transaction, tenantId),
    readAgreement(transaction, tenantId),
    lastAgreementEvent(transaction, tenantId),
  ]);
  if (!company) throw new Error(`There is no company ${tenantId}.`);
  const { id = null, status = 'off' as const, code = null, nextAt = null } = found ?? {};
  return {
    id,
    requested: company.settings.consumers.requested,
    status,
    code,
    advice: code === null ? null : agreementAdvice(code),
    nextAt: nextAt === null ? null : new Date(nextAt).toISOString(),
    lastEvent: last && {
      at: last.at.toISOString(),
      code: last.code,
      text: eventText(last.code, last.parameters),
    },
  };
}
