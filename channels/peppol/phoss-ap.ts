import { z } from 'zod';
import { Failure } from '../../policy/failure.ts';
import { call, readJson, type HttpAnswer } from '../http.ts';
import type { AccessPoint, SubmissionResult, SubmissionState } from './access-point.ts';

/**
 * The states of phoss-ap. Its `failed` is one failed attempt of its own, which it repeats; only
 * `rejected` and `permanently_failed` are final.
 */
export const phossStates = [
  'pending',
  'sending',
  'sent',
  'failed',
  'rejected',
  'permanently_failed',
] as const;

/** What phoss-ap answers about one submission. */
const phossAnswer = z.object({
  sbdhInstanceID: z.string(),
  status: z.enum(phossStates),
  errorCode: z.string().optional(),
  errorDetails: z.string().optional(),
});
export type PhossAnswer = z.infer<typeof phossAnswer>;

const ownState: Record<PhossAnswer['status'], SubmissionState> = {
  pending: 'pending',
  sending: 'pending',
  failed: 'pending',
  sent: 'sent',
  rejected: 'failed',
  permanently_failed: 'failed',
};

function readResult(answer: HttpAnswer): SubmissionResult | null {
  const { data } = phossAnswer.safeParse(readJson(answer.text));
  return data
    ? {
        state: ownState[data.status],
        ...(data.errorCode !== undefined && { code: data.errorCode }),
        ...(data.errorDetails !== undefined && { detail: data.errorDetails }),
      }
    : null;
}

function refusal(answer: HttpAnswer): Failure {
  const text = `The access point answered ${answer.status}: ${answer.text.slice(0, 300)}`;
  const code = `access-point-${answer.status}`;
  if (answer.status >= 500) return new Failure('service-unavailable', text, { code });
  if (answer.status === 429) {
    const retryAfterSeconds = answer.retryAfterSeconds ?? 60;
    return new Failure('rate-limited', text, { code, retryAfterSeconds });
  }
  return new Failure('misconfigured', text, { code });
}

/** Drives phoss-ap (and the stand-in, which speaks the same REST) as our access point. */
export function createPhossAccessPoint(options: {
  url: string;
  token: string;
  timeoutSeconds?: number;
}): AccessPoint {
  const base = options.url.replace(/\/+$/, '');
  const timeoutSeconds = options.timeoutSeconds ?? 30;
  const headers = { 'x-token': options.token };
  return {
    async submit({ sbd }) {
      const answer = await call({
        method: 'POST',
        url: `${base}/api/outbound/submit-sbd`,
        headers: { ...headers, 'content-type': 'application/xml' },
        body: sbd,
        timeoutSeconds,
      });
      const result = answer.status === 200 || answer.status === 422 ? readResult(answer) : null;
      if (result) return result;
      if (answer.status !== 200) throw refusal(answer);
      const text = 'The access point took the submission, but its answer cannot be read';
      throw new Failure('outcome-unknown', text, { code: 'answer-unreadable' });
    },

    async status(instanceId) {
      const url = `${base}/api/outbound/status/${encodeURIComponent(instanceId)}`;
      const answer = await call({ method: 'GET', url, headers, timeoutSeconds });
      if (answer.status === 404) return null;
      const result = answer.status === 200 ? readResult(answer) : null;
      if (!result) throw refusal(answer);
      return result;
    },
  };
}
