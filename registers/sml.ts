import { createHash } from 'node:crypto';
import dns from 'node:dns/promises';
import { Failure } from '../policy/failure.ts';
import { participantScheme } from './peppol-ids.ts';

/** OpenPeppol's own zones; the test network has `participant.sml.test.tech.peppol.org`. */
export const productionZone = 'participant.sml.prod.tech.peppol.org';

/** What of a NAPTR record the look-up needs; `dns.resolveNaptr` gives it. */
interface NaptrAnswer {
  readonly flags: string;
  readonly service: string;
  readonly regexp: string;
  readonly order: number;
  readonly preference: number;
}

export type ResolveNaptr = (name: string) => Promise<readonly NaptrAnswer[]>;

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** RFC 4648 base32 in lower case, without padding. */
function base32(bytes: Uint8Array): string {
  let text = '';
  let [value, bits] = [0, 0];
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(value >> bits) & 31] ?? '';
    }
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? text + (alphabet[(value << (5 - bits)) & 31] ?? '') : text;
}

/** The participant's name in the SML: base32 of the SHA-256 of its value in lower case. */
export function smlName(participantId: string, zone: string): string {
  const hash = createHash('sha256').update(participantId.toLowerCase()).digest();
  return `${base32(hash)}.${participantScheme}.${zone.replace(/\.$/, '')}`;
}

/** The target of `!.*!https://smp.example!`, or null. Peppol allows https only. */
function readTarget({ flags, service, regexp }: NaptrAnswer): string | null {
  if (flags.toUpperCase() !== 'U' || service !== 'Meta:SMP') return null;
  const separator = regexp[0] ?? '!';
  const target = regexp.split(separator)[2] ?? '';
  return /^https:\/\/[^\s]+$/.test(target) ? target.replace(/\/+$/, '') : null;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** The address of the participant's SMP, or null where the network does not know it. */
export async function findSmp(
  participantId: string,
  zone: string,
  resolveNaptr: ResolveNaptr = dns.resolveNaptr,
): Promise<string | null> {
  let answers: readonly NaptrAnswer[];
  try {
    answers = await resolveNaptr(smlName(participantId, zone));
  } catch (error) {
    if (codeOf(error) === 'ENOTFOUND' || codeOf(error) === 'ENODATA') return null;
    throw new Failure('service-unavailable', `The SML did not answer: ${codeOf(error)}`, {
      code: 'sml-unavailable',
      cause: error,
    });
  }
  const ordered = answers.toSorted((a, b) => a.order - b.order || a.preference - b.preference);
  return ordered.map(readTarget).find((target) => target !== null) ?? null;
}
