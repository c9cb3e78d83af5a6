import { readNotifications, storeNotifications } from '../../db/settings.ts';
import { withMember, type TenantTransaction } from '../../db/tenant.ts';
import { requireMembership } from '../accounts/session.ts';
import { companyNotChosen, type PersonCaller } from '../auth.ts';
import type { ApiPorts } from '../ports.ts';
import { route, type Route } from '../route.ts';
import { notifications } from '../settings/contract.ts';

/**
 * What a person wants to be told of the company that is chosen, whatever the person's role in it. The company's own
 * address is told what its settings say.
 */
export function accountNotificationRoutes({ database }: ApiPorts): Route[] {
  const asMember = <T>(
    { userId, tenantId }: PersonCaller,
    work: (transaction: TenantTransaction, tenantId: string) => Promise<T>,
  ): Promise<T> => {
    if (tenantId === null) throw companyNotChosen();
    return withMember(database, { userId, tenantId }, async (transaction) => {
      await requireMembership(transaction, tenantId, userId);
      return work(transaction, tenantId);
    });
  };
  return [
    route({
      method: 'get',
      path: '/v1/account/notifications',
      operationId: 'getOwnNotifications',
      summary: 'What the person is told of the company by mail',
      tag: 'accounts',
      security: 'person',
      answers: { 200: { description: 'In the chosen company.', schema: notifications } },
      problems: [403, 404, 503],
      handle: async ({ caller }) => ({
        status: 200,
        body: await asMember(caller, (transaction, tenantId) =>
          readNotifications(transaction, tenantId, caller.userId),
        ),
      }),
    }),
    route({
      method: 'patch',
      path: '/v1/account/notifications',
      operationId: 'changeOwnNotifications',
      summary: 'Choose what to be told of the company by mail',
      description: 'For the person alone, in the chosen company; what is left out stays.',
      tag: 'accounts',
      security: 'person',
      body: notifications.partial(),
      answers: { 200: { description: 'All wishes after it.', schema: notifications } },
      problems: [403, 404, 503],
      handle: async ({ caller, body }) => {
        const { userId } = caller;
        const after = await asMember(caller, async (transaction, tenantId) => {
          await storeNotifications(transaction, tenantId, userId, body, userId);
          return readNotifications(transaction, tenantId, userId);
        });
        return { status: 200, body: after };
      },
    }),
  ];
}
