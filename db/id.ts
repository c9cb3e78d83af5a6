import { currentTime } from './clock.ts';
import { createHash, randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** What an id is of, as everybody sees it in front of the id. */
export type IdPrefix =
  | ('t' | 'key' | 'usr' | 'ses' | 'ivt' | 'lnk' | 'mail' | 'act')
  | ('dlv' | 'atm' | 'bnc' | 'rcv' | 'whk' | 'efa')
  | ('scn' | 'arr' | 'fwd' | 'bat');

/**
 * A new id: prefix, 10 characters of time, 16 of chance. Sorts by time of creation,
 * so that a list by id is a list by time and pages by one index.
 */
export function newId(prefix: IdPrefix): string {
  let chance = '';
  for (const byte of randomBytes(16)) chance += alphabet[byte % 32] ?? '';
  return firstIdOf(prefix, currentTime().getTime()) + chance;
}

/** Sorts before every id that is made from this millisecond on, and behind all earlier ones. */
export function firstIdOf(prefix: IdPrefix, milliseconds: number): string {
  let time = Math.max(0, milliseconds);
  let text = '';
  for (let i = 0; i < 10; i++) {
    text = (alphabet[time % 32] ?? '') + text;
    time = Math.floor(time / 32);
  }
  return `${prefix}_${text}`;
}

/** The id of what there can be only once for these parts: made again, also after a backup is restored, it is the same. */
export function derivedId(prefix: IdPrefix, ...parts: readonly (string | number)[]): string {
  let text = '';
  for (const byte of digestOf(parts).subarray(0, 26)) text += alphabet[byte % 32] ?? '';
  return `${prefix}_${text}`;
}

/** The same as a UUID (version 8, RFC 9562). */
export function derivedUuid(...parts: readonly (string | number)[]): string {
  const hex = digestOf(parts).toString('hex');
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4] ?? '8';
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}

const digestOf = (parts: readonly (string | number)[]): Buffer =>
  createHash('sha256').update(JSON.stringify(parts)).digest();
