import { z } from 'zod';
import { Failure } from '../../policy/failure.ts';
import { call, readJson, type HttpAnswer } from '../http.ts';

export interface VismaNetworkConnector {
  /** Hands an SBD over to the installation's inbound door; the same instance id again is one document. */
  handOver(message: { instanceId: string; sbd: Uint8Array }): Promise<{ id: string }>;
}

const accepted = z.object({ id: z.string().min(1) });
const problem = z.object({ code: z.string(), detail: z.string().optional() });

function refusal(answer: HttpAnswer): Failure {
  const { data } = problem.safeParse(readJson(answer.text));
  const text = `The inbound door answered ${answer.status} ${data?.code ?? ''} ${data?.detail ?? ''}`;
  const options = { code: data?.code ?? `door-${answer.status}` };
  if (answer.status === 404 && data?.code === 'recipient-unknown') {
    return new Failure('recipient-unknown', text, options);
  }
  if (answer.status === 429) {
    const retryAfterSeconds = answer.retryAfterSeconds ?? 60;
    return new Failure('rate-limited', text, { ...options, retryAfterSeconds });
  }
  if (answer.status >= 500) return new Failure('service-unavailable', text, options);
  // Another 404 is a wrong address of the door: ours to mend, not the recipient's absence.
  return new Failure('misconfigured', text, options);
}

/** The connector to companies of this installation, by the same door as every access point uses. */
export function createVismaNetworkConnector(options: {
  doorUrl: string;
  key: string;
  timeoutSeconds?: number;
}): VismaNetworkConnector {
  const url = new URL(options.doorUrl);
  url.searchParams.set('network', 'visma');
  return {
    async handOver({ instanceId, sbd }) {
      const answer = await call({
        method: 'POST',
        url: url.href,
        headers: {
          authorization: `Bearer ${options.key}`,
          'content-type': 'application/xml',
          'x-sbdh-instance-id': instanceId,
        },
        body: sbd,
        timeoutSeconds: options.timeoutSeconds ?? 30,
      });
      if (answer.status !== 200) throw refusal(answer);
      const { data } = accepted.safeParse(readJson(answer.text));
      if (!data) {
        const text = 'The inbound door answered 200 without an id';
        throw new Failure('outcome-unknown', text, { code: 'answer-unreadable' });
      }
      return data;
    },
  };
}
