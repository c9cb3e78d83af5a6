import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { passwordRefusalTexts, refusePassword } from '../../policy/password.ts';
import { Problem } from '../problem.ts';

/**
 * scrypt with 32 MiB and three passes, as strong as 128 MiB in one and cheaper for the machine.
 * Source: OWASP Password Storage Cheat Sheet.
 */
const cost = { logN: 15, r: 8, p: 3 } as const;
const keyBytes = 32;

/** Two at a time, so that a storm of log-ins takes 64 MiB and leaves threads for files and DNS. */
let free = 2;
const waiting: (() => void)[] = [];

async function derive(
  password: string,
  salt: Buffer,
  { logN, r, p }: { logN: number; r: number; p: number },
): Promise<Buffer> {
  if (free > 0) free -= 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  const options: ScryptOptions = { N: 2 ** logN, r, p, maxmem: 256 * 2 ** logN * r };
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      // Normalised: the same letters typed on another keyboard are the same password.
      scrypt(password.normalize('NFKC'), salt, keyBytes, options, (error, key) =>
        error ? reject(error) : resolve(key),
      );
    });
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }
}

/** `scrypt$15$8$3$<salt>$<key>`: a later version may ask for more and still read this. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  const { logN, r, p } = cost;
  return ['scrypt', logN, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

const nobody = `scrypt$15$8$3$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** Whether it is the password. Without a hash it takes as long and is never right, so that nobody can tell users by time. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const [, logN, r, p, salt = '', key = ''] = (hash ?? nobody).split('$');
  const given = await derive(password, Buffer.from(salt, 'base64url'), {
    logN: Number(logN),
    r: Number(r),
    p: Number(p),
  });
  const isSame = timingSafeEqual(given, Buffer.from(key, 'base64url'));
  return isSame && hash !== null;
}

/** A 422 problem for a password that is too short or too easy to guess. */
export function requireGoodPassword(
  password: string,
  person: { readonly email: string; readonly name: string },
  language: 'nb' | 'en',
): void {
  const refusal = refusePassword(password, person);
  if (refusal === null) return;
  const text = passwordRefusalTexts[refusal][language];
  throw new Problem(422, 'password-refused', text, {
    findings: [{ path: 'body.password', text }],
  });
}
