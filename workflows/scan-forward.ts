import {
  ActivityFailure,
  ApplicationFailure,
  proxyActivities,
  proxyLocalActivities,
  sleep,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { ScanForward, ScanForwardActivities } from '../activities/scan-forward.ts';
import { searchAttributes } from './contracts/outbound.ts';

const { recordForward } = proxyLocalActivities<ScanForwardActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

const { forwardByEmail } = proxyActivities<ScanForwardActivities>({
  startToCloseTimeout: '2m',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** For two days: a mail server that is away longer is not coming back by itself. */
const pauses = ['10s', '1m', '5m', '30m', '2h', '6h', '12h', '24h'] as const;

/** Forwards one document; the same Message-ID at every try. A server that is away is asked again. */
export async function forwardDocument(forward: ScanForward): Promise<string> {
  let code: string | null = null;
  for (const pause of ['0s', ...pauses] as const) {
    if (pause !== '0s') await sleep(pause, { summary: 'Venter før nytt forsøk' });
    code = await tryOnce(forward);
    if (code === null) break;
    if (isFinal(code)) break;
  }
  const status = code === null ? 'sent' : 'refused';
  await recordForward(forward, { status, code: code && codeOnly(code) });
  upsertSearchAttributes([{ key: searchAttributes.stage, value: status }]);
  return status;
}

/** Null where the server has taken it, else kind and code of the failure. */
async function tryOnce(forward: ScanForward): Promise<string | null> {
  try {
    await forwardByEmail(forward);
    return null;
  } catch (error) {
    const cause = error instanceof ActivityFailure ? error.cause : undefined;
    if (!(cause instanceof ApplicationFailure)) throw error;
    const [code] = cause.details ?? [];
    return `${cause.type} ${typeof code === 'string' ? code : ''}`.trim();
  }
}

const isFinal = (code: string): boolean => code.startsWith('recipient-');
const codeOnly = (code: string): string => code.split(' ').at(-1) ?? code;
