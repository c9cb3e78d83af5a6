import { Failure } from '../policy/failure.ts';

const timeoutSeconds = 20;
const answerLimitBytes = 5_000_000;

/**
 * A register's answer, whatever its status. Every call to a register may be repeated, so that a
 * lost answer is the same as none: `service-unavailable`.
 */
export async function request(
  url: string,
  init: {
    method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
    headers?: Record<string, string>;
    body?: string;
  } = {},
): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      if (size > answerLimitBytes) throw new Error('the answer is too large');
      chunks.push(chunk);
    }
    return { status: response.status, text: Buffer.concat(chunks).toString('utf8') };
  } catch (error) {
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const message = reason instanceof Error ? reason.message : String(reason);
    throw new Failure('service-unavailable', `${new URL(url).host}: ${message}`, {
      code: 'register-unreachable',
      cause: error,
    });
  }
}
