import { z } from 'zod';
import { readActivation, readNewestActivation } from '../../db/activations.ts';
import { findActivation, findActivationsAsking } from '../../db/doors.ts';
import { withTenant } from '../../db/tenant.ts';
import { readEmailAddress } from '../../policy/email-address.ts';
import type { ActivationAction } from '../../policy/activation-actions.ts';
import { actOnActivation } from '../activation/actions.ts';
import {
  activationRefused,
  newActivation,
  openActivation,
  requireMailServer,
} from '../activation/open.ts';
import {
  activationUnknown,
  activationView,
  companyView,
  readOwnCompany,
  showActivation,
} from '../activation/view.ts';
import { findingsLanguage, languageHeaders } from '../language.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { route, type Route } from '../route.ts';

const byId = z.object({ id: z.string().max(100) });
const askedAtOnce = 200;

/** A company comes on board: the wizard, the wait for the signature, and what the operator answers. */
export function activationRoutes(ports: ApiPorts): Route[] {
  const { database, documents } = ports;
  const read = (tenantId: string, id: string) =>
    withTenant(database, tenantId, async (transaction) => {
      const row = await readActivation(transaction, tenantId, id);
      if (!row) throw activationUnknown(id);
      return showActivation(transaction, row);
    });
  /** An action of the company on its open activation. */
  const action = (
    name: string,
    text: { operationId: string; summary: string; description?: string },
    kind: 'cancel' | 'restart',
  ): Route =>
    route({
      method: 'post',
      path: `/v1/activations/{id}/${name}`,
      ...text,
      security: 'company',
      scopes: ['settings:write'],
      headers: languageHeaders,
      params: byId,
      answers: { 200: { description: 'The activation after it.', schema: activationView } },
      problems: [404, 409, 503],
      handle: async ({ caller: { tenantId }, params: { id }, headers }) => {
        const of = { tenantId, id, language: findingsLanguage(headers) };
        await actOnActivation(ports, of, { kind });
        return { status: 200, body: await read(tenantId, id) };
      },
    });
  /** The operator's answer to what a person is asked. */
  const answer = (kind: 'accept' | 'reject', summary: string): Route =>
    route({
      method: 'post',
      path: `/v1/admin/activations/{id}/${kind}`,
      operationId: `${kind}Activation`,
      summary,
      security: 'operator',
      headers: languageHeaders,
      params: byId,
      answers: { 200: { description: 'The activation after it.', schema: activationView } },
      problems: [404, 409, 503],
      handle: async ({ params: { id }, headers }) => {
        const found = await findActivation(database, id);
        if (!found) throw new Problem(404, 'activation-unknown', `There is no activation ${id}.`);
        const { tenantId } = found;
        const given: ActivationAction = { kind };
        await actOnActivation(ports, { tenantId, id, language: findingsLanguage(headers) }, given);
        return { status: 200, body: await read(tenantId, id) };
      },
    });

  return [
    route({
      method: 'get',
      path: '/v1/activations/current',
      operationId: 'getCurrentActivation',
      summary: 'The company’s status, and its newest activation',
      security: 'company',
      scopes: ['settings:read'],
      answers: {
        200: {
          description: 'Activation is null before the first one.',
          schema: z.object({ company: companyView, activation: activationView.nullable() }),
        },
      },
      problems: [503],
      handle: ({ caller: { tenantId } }) =>
        withTenant(database, tenantId, async (transaction) => {
          const { name, organisationNumber, status } = await readOwnCompany(transaction, tenantId);
          const row = await readNewestActivation(transaction, tenantId);
          return {
            status: 200 as const,
            body: {
              company: { tenantId, name, organisationNumber, status },
              activation: row && (await showActivation(transaction, row)),
            },
          };
        }),
    }),
    route({
      method: 'post',
      path: '/v1/activations',
      operationId: 'openActivation',
      summary: 'Activate the company',
      description:
        'The terms are accepted and the company is activated. An invitation to sign goes to the e-mail address; when the agreement is signed, the company is authenticated and sending and receiving open. While an activation is open, it is the answer.',
      security: 'company',
      scopes: ['settings:write'],
      headers: languageHeaders,
      body: newActivation,
      answers: {
        200: { description: 'One was open already: this one.', schema: activationView },
        202: { description: 'Activated; the invitation is on its way.', schema: activationView },
      },
      problems: [403, 409, 422, 503],
      handle: async ({ caller: { tenantId, actorId }, body, headers, clientAddress }) => {
        const language = findingsLanguage(headers);
        const opener = { tenantId, acceptedBy: actorId, acceptedFrom: clientAddress, language };
        const { id, isNew } = await openActivation(ports, opener, body);
        return { status: isNew ? 202 : 200, body: await read(tenantId, id) };
      },
    }),
    route({
      method: 'get',
      path: '/v1/activations/{id}',
      operationId: 'getActivation',
      summary: 'One activation and all that happened to it',
      security: 'company',
      scopes: ['settings:read'],
      params: byId,
      answers: { 200: { description: 'The activation.', schema: activationView } },
      problems: [404, 503],
      handle: async ({ caller, params }) => ({
        status: 200,
        body: await read(caller.tenantId, params.id),
      }),
    }),
    route({
      method: 'get',
      path: '/v1/activations/{id}/agreement',
      operationId: 'getAgreement',
      summary: 'The agreement: signed, else as it was sent to be signed',
      security: 'company',
      scopes: ['settings:read'],
      params: byId,
      answers: { 200: { description: 'PDF.', contentType: 'application/pdf' } },
      problems: [404, 503],
      handle: async ({ caller: { tenantId }, params: { id } }) => {
        const row = await withTenant(database, tenantId, (transaction) =>
          readActivation(transaction, tenantId, id),
        );
        const sha256 = row?.signedSha256 ?? row?.agreementSha256 ?? null;
        if (!row || sha256 === null) throw activationUnknown(id);
        const bytes = await documents.get(tenantId, sha256);
        return { status: 200, contentType: 'application/pdf', bytes, filename: `${id}.pdf` };
      },
    }),
    action(
      'cancel',
      {
        operationId: 'cancelActivation',
        summary: 'Call the activation off',
        description: 'The company stays activated; a new activation may be opened.',
      },
      'cancel',
    ),
    action(
      'restart',
      {
        operationId: 'restartActivation',
        summary: 'Have a new invitation sent',
        description: 'The earlier one does not hold any more; the time to sign begins anew.',
      },
      'restart',
    ),
    route({
      method: 'put',
      path: '/v1/activations/{id}/email',
      operationId: 'changeActivationEmail',
      summary: 'Have the invitation sent to another address',
      description: 'The earlier one does not hold any more; the time to sign begins anew.',
      security: 'company',
      scopes: ['settings:write'],
      headers: languageHeaders,
      params: byId,
      body: z.object({ email: z.string().max(300) }),
      answers: { 200: { description: 'The activation after it.', schema: activationView } },
      problems: [404, 409, 422, 503],
      handle: async ({ caller: { tenantId }, params: { id }, body, headers }) => {
        const language = findingsLanguage(headers);
        const email = readEmailAddress(body.email);
        if (!email) throw activationRefused('email-invalid', language);
        await requireMailServer(ports, email, language);
        await actOnActivation(ports, { tenantId, id, language }, { kind: 'change-email', email });
        return { status: 200, body: await read(tenantId, id) };
      },
    }),
    route({
      method: 'get',
      path: '/v1/admin/activations',
      operationId: 'listActivationsAsking',
      summary: 'Activations that wait for a person or are held up',
      description: `The oldest ${askedAtOnce}, of all companies.`,
      security: 'operator',
      answers: {
        200: {
          description: 'The activations.',
          schema: z.object({ data: z.array(activationView) }),
        },
      },
      problems: [503],
      handle: async () => {
        const found = await findActivationsAsking(database, askedAtOnce);
        const data = await Promise.all(found.map(({ tenantId, id }) => read(tenantId, id)));
        return { status: 200, body: { data } };
      },
    }),
    answer('accept', 'Accept what a person is asked: the activation goes on'),
    answer('reject', 'Reject the signature: the activation ends'),
  ];
}
