import { Failure } from '../policy/failure.ts';
import type { HttpAnswer } from './http.ts';

/** Where the service sets no time of its own. */
const defaultRetrySeconds = 60;

/** What an answer that is not the expected one means, by who has to act. */
export function refusal(what: string, { status, headers, body }: HttpAnswer): Failure {
  const text = `Visma Sign answered ${status} to ${what}: ${body.toString('utf8').slice(0, 300)}`;
  const code = `signing-${status}`;
  if (status === 429) {
    const given = headers.get('retry-after') ?? '';
    const retryAfterSeconds = /^\d{1,5}$/.test(given) ? Number(given) : defaultRetrySeconds;
    return new Failure('rate-limited', text, { code, retryAfterSeconds });
  }
  if (status >= 500 || status === 408) return new Failure('service-unavailable', text, { code });
  if (status === 404) return new Failure('misconfigured', text, { code: 'document-missing' });
  return new Failure('misconfigured', text, { code });
}
