import { z } from 'zod';
import { secondsFromNow } from '../../db/clock.ts';
import { lastNetworkEvent, readNetworks, type Networks } from '../../db/networks.ts';
import { recheckNetwork } from '../../db/requests.ts';
import { readSettings } from '../../db/settings.ts';
import { withTenant, type TenantTransaction } from '../../db/tenant.ts';
import { networkNames, type NetworkName } from '../../policy/channels.ts';
import { eventText } from '../../policy/events/texts.ts';
import { adviceOf, networkStatuses } from '../../policy/networks.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { route, type Route } from '../route.ts';
import { changeCompanySettings } from '../settings/change.ts';
import { companySubject } from '../settings/view.ts';

const bothLanguages = z.object({ nb: z.string(), en: z.string() });
export const network = z
  .object({
    network: z.enum(networkNames),
    enabled: z.boolean().describe('What the company wants.'),
    status: z.enum(networkStatuses).describe('How far it has come.'),
    code: z.string().nullable().describe('Why it waits, or what is wrong.'),
    advice: bothLanguages.nullable().describe('What to do about it.'),
    nextAt: z.iso.datetime().nullable().describe('When something happens by itself.'),
    lastEvent: z.object({ at: z.iso.datetime(), code: z.string(), text: bothLanguages }).nullable(),
  })
  .meta({ id: 'Network' });
const params = z.object({ network: z.enum(networkNames) });

/** The networks over which the company receives. */
export function networkRoutes(ports: ApiPorts): Route[] {
  const { database, workflows, graceSeconds } = ports;
  const look = (tenantId: string, name: NetworkName) =>
    withTenant(database, tenantId, async (transaction) => {
      const all = await viewNetworks(transaction, tenantId);
      const found = all.find((one) => one.network === name);
      if (!found) throw new Error(`There is no network ${name}.`);
      return found;
    });
  return [
    route({
      method: 'get',
      path: '/v1/networks',
      operationId: 'getNetworks',
      summary: 'The networks, and how far each has come',
      security: 'company',
      scopes: ['settings:read'],
      answers: {
        200: { description: 'Both networks.', schema: z.object({ data: z.array(network) }) },
      },
      problems: [503],
      handle: async ({ caller: { tenantId } }) => {
        const data = await withTenant(database, tenantId, (transaction) =>
          viewNetworks(transaction, tenantId),
        );
        return { status: 200, body: { data } };
      },
    }),
    route({
      method: 'get',
      path: '/v1/networks/{network}',
      operationId: 'getNetwork',
      summary: 'One network, and how far it has come',
      security: 'company',
      scopes: ['settings:read'],
      params,
      answers: { 200: { description: 'The network.', schema: network } },
      problems: [503],
      handle: async ({ caller: { tenantId }, params: { network: name } }) => ({
        status: 200,
        body: await look(tenantId, name),
      }),
    }),
    route({
      method: 'put',
      path: '/v1/networks/{network}',
      operationId: 'switchNetwork',
      summary: 'Switch a network on or off',
      description:
        'The Visma network must be on to receive at all. Peppol registers the company in ELMA. ' +
        'To stop, Peppol goes off first, then Visma; invoices on their way are still taken.',
      security: 'company',
      scopes: ['settings:write'],
      params,
      body: z.object({ enabled: z.boolean() }),
      answers: { 200: { description: 'The network as it is now.', schema: network } },
      problems: [409, 503],
      handle: async ({ caller: { tenantId, actorId }, params: { network: name }, body }) => {
        await changeCompanySettings(ports, {
          tenantId,
          by: actorId,
          change: { networks: { [name]: body.enabled } },
          subject: companySubject,
        });
        return { status: 200, body: await look(tenantId, name) };
      },
    }),
    route({
      method: 'post',
      path: '/v1/networks/{network}/check',
      operationId: 'checkNetwork',
      summary: 'Look again at once',
      description: 'After what stood in the way was solved, at another provider for instance.',
      security: 'company',
      scopes: ['settings:write'],
      params,
      answers: { 202: { description: 'It is being looked at.', schema: network } },
      problems: [409, 503],
      handle: async ({ caller: { tenantId }, params: { network: name } }) => {
        const follow = await withTenant(database, tenantId, (transaction) =>
          recheckNetwork(transaction, tenantId, name, secondsFromNow(graceSeconds)),
        );
        if (!follow) {
          throw new Problem(409, 'wrong-state', 'Nothing is under way that could be looked at.');
        }
        await workflows.follow(follow);
        return { status: 202, body: await look(tenantId, name) };
      },
    }),
  ];
}

async function viewNetworks(
  transaction: TenantTransaction,
  tenantId: string,
): Promise<z.output<typeof network>[]> {
  const [company, networks, events] = await Promise.all([
    readSettings(transaction, tenantId),
    readNetworks(transaction, tenantId),
    Promise.all(networkNames.map((name) => lastNetworkEvent(transaction, tenantId, name))),
  ]);
  if (!company) throw new Error(`There is no company ${tenantId}.`);
  return networkNames.map((name, at) => {
    const last = events[at];
    return {
      network: name,
      enabled: company.settings.networks[name],
      ...shown(networks[name]),
      lastEvent: last
        ? {
            at: last.at.toISOString(),
            code: last.code,
            text: eventText(last.code, last.parameters),
          }
        : null,
    };
  });
}

const shown = ({ status, code, nextAt }: Networks[NetworkName]) => ({
  status,
  code,
  advice: code === null ? null : adviceOf(code),
  nextAt: nextAt === null ? null : new Date(nextAt).toISOString(),
});
