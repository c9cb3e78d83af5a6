import { Failure, type FailureKind } from './failure.ts';

/** Error codes of access points (facts of Tickstar and IBM, shared by others). */
const table: Record<string, readonly [FailureKind, string]> = {
  '1100': ['invoice-invalid', 'refused-by-access-point'],
  '4000': ['invoice-invalid', 'refused-by-access-point'],
  '4001': ['invoice-invalid', 'refused-by-access-point'],
  '4002': ['invoice-invalid', 'refused-by-access-point'],
  '4100': ['invoice-invalid', 'refused-by-access-point'],
  '1360': ['recipient-unknown', 'participant-unknown'],
  '1362': ['recipient-unknown', 'participant-unknown'],
  '1363': ['recipient-unknown', 'document-type-unknown'],
  '4312': ['recipient-unknown', 'transport-profile-unknown'],
  '501': ['recipient-refused', 'refused-by-receiver'],
  '1361': ['service-unavailable', 'smp-unavailable'],
  '1364': ['service-unavailable', 'smp-answer-unreadable'],
};

/**
 * What an access point's error code means for the delivery.
 * A code that nobody knows speaks of our set-up: it is repeated and shown, and changes no channel.
 */
export function accessPointFailure(code: string | undefined, detail = ''): Failure {
  const [kind, ownCode] = table[code ?? ''] ?? ['misconfigured', 'access-point-code-unknown'];
  return new Failure(kind, `Access point: ${code ?? 'no code'} ${detail}`.trimEnd(), {
    code: ownCode,
  });
}
