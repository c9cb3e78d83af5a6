import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const stepSeconds = 30;
const digits = 6;

/** A new secret of 160 bits in base32, as authenticator apps take it. Source: RFC 4226, 4 (R6). */
export function newTotpSecret(): string {
  const bits = Array.from(randomBytes(20), (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join('');
}

function readBase32(text: string): Buffer {
  const bits = Array.from(text, (letter) =>
    alphabet.indexOf(letter).toString(2).padStart(5, '0'),
  ).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The code of one step of 30 seconds. Source: RFC 6238, RFC 4226 5.3. */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', readBase32(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7f_ff_ff_ff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The step whose code this is, one step before and after now included; null for a wrong or used code. */
export function findTotpStep(
  secret: string,
  code: string,
  { now, lastStep }: { now: Date; lastStep: number | null },
): number | null {
  const given = Buffer.from(code.replaceAll(/\s/g, ''));
  const current = Math.floor(now.getTime() / 1000 / stepSeconds);
  const isCodeOf = (step: number): boolean => {
    const right = Buffer.from(totpCode(secret, step));
    return given.length === right.length && timingSafeEqual(given, right);
  };
  const found = [current, current - 1, current + 1].find(isCodeOf);
  return found !== undefined && found > (lastStep ?? -1) ? found : null;
}

/** What an app reads from a QR code. Source: Google Authenticator's Key URI Format. */
export const totpUri = (secret: string, email: string): string =>
  `otpauth://totp/AutoInvoice:${encodeURIComponent(email)}?secret=${secret}&issuer=AutoInvoice`;

/** Ten codes for the day when the phone is gone, e.g. `k7qd-m2xw-9rtb`; each opens once. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: 10 }, () =>
    (newTotpSecret().slice(0, 12).toLowerCase().match(/.{4}/g) ?? []).join('-'),
  );

/** The code as it is hashed, however it was typed. */
export const plainRecoveryCode = (code: string): string =>
  code.toLowerCase().replaceAll(/[\s-]/g, '');
