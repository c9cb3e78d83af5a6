import { z } from 'zod';
import { Failure } from '../policy/failure.ts';
import { request } from './http.ts';
import { fullParticipantId } from './peppol-ids.ts';

export interface ElmaClient {
  /** Makes the participant receive these document types at our endpoint; the same again is no change. */
  register(participant: {
    participantId: string;
    name: string;
    documentTypeIds: readonly string[];
  }): Promise<void>;
  /** Already gone is gone. */
  deregister(participantId: string): Promise<void>;
  /** At our endpoint; elsewhere in the network it may be registered by another access point. */
  isRegistered(participantId: string): Promise<boolean>;
}

/** ELMA's ParticipantDto, as far as we use it. */
export const elmaParticipant = z.object({
  countryCode: z.string().length(2),
  organizationNumber: z.string().regex(/^\d{9}$/),
  name: z.string().min(1),
  profileIds: z.array(z.string().min(1)).min(1),
});
export type ElmaParticipant = z.infer<typeof elmaParticipant>;

const problem = z.object({ code: z.string() });

function refusal(answer: { status: number; text: string }): Failure {
  const text = `ELMA answered ${answer.status}: ${answer.text.slice(0, 300)}`;
  let code = `elma-${answer.status}`;
  try {
    code = problem.parse(JSON.parse(answer.text)).code;
  } catch {
    // An answer in another form still has its status.
  }
  if (answer.status === 409) return new Failure('not-permitted', text, { code });
  if (answer.status === 429) {
    return new Failure('rate-limited', text, { code, retryAfterSeconds: 60 });
  }
  return new Failure(answer.status >= 500 ? 'service-unavailable' : 'misconfigured', text, {
    code,
  });
}

/** A client of ELMA, the Norwegian SMP, for one endpoint (our access point) that is known to it. */
export function createElmaClient(options: {
  url: string;
  token: string;
  endpointId: string;
}): ElmaClient {
  const endpoint = encodeURIComponent(options.endpointId);
  const participants = `${options.url.replace(/\/+$/, '')}/api/endpoints/${endpoint}/participants`;
  const one = (participantId: string): string =>
    `${participants}/${encodeURIComponent(fullParticipantId(participantId))}`;
  const headers = { authorization: `Bearer ${options.token}` };
  const jsonHeaders = { ...headers, 'content-type': 'application/json' };

  return {
    async register({ participantId, name, documentTypeIds }) {
      const body = JSON.stringify({
        countryCode: 'NO',
        organizationNumber: participantId.replace(/^0192:/, ''),
        name,
        profileIds: [...documentTypeIds],
      } satisfies ElmaParticipant);
      const found = await request(one(participantId), { headers });
      // POST makes a new one and PUT replaces; ELMA refuses a second POST.
      const answer =
        found.status === 404
          ? await request(participants, { method: 'POST', headers: jsonHeaders, body })
          : found.status === 200
            ? await request(one(participantId), { method: 'PUT', headers: jsonHeaders, body })
            : found;
      if (answer.status < 200 || answer.status > 299) throw refusal(answer);
    },

    async deregister(participantId) {
      const answer = await request(one(participantId), { method: 'DELETE', headers });
      if (answer.status !== 404 && (answer.status < 200 || answer.status > 299)) {
        throw refusal(answer);
      }
    },

    async isRegistered(participantId) {
      const answer = await request(one(participantId), { headers });
      if (answer.status !== 200 && answer.status !== 404) throw refusal(answer);
      return answer.status === 200;
    },
  };
}
