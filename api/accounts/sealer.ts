import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Encrypts what must be read again and must not be readable in the database: secrets of authenticator apps, and
 * mails with links that are still to go out.
 */
export interface Sealer {
  /** `of` says what it belongs to: moved to another row it opens no more. */
  seal(text: string, of: string): string;
  /** Null where it was sealed by a key that is not here, belongs to something else, or is damaged. */
  open(sealed: string, of: string): { readonly text: string; readonly isCurrent: boolean } | null;
}

const version = 's1';
const [ivBytes, tagBytes] = [12, 16];

interface SealingKey {
  readonly id: string;
  readonly key: Buffer;
}

/** The id tells keys apart and says nothing of them. */
function readKey(text: string): SealingKey {
  const derive = (what: string, bytes: number): Buffer =>
    Buffer.from(hkdfSync('sha256', text, '', `autoinvoice ${what}`, bytes));
  const id = createHash('sha256').update(derive('sealing key id', 32)).digest('hex').slice(0, 8);
  return { id, key: derive('sealing', 32) };
}

/** AES-256-GCM. The first key seals; the others still open what they have sealed. */
export function createSealer(keys: readonly string[]): Sealer {
  const known = keys.map(readKey);
  const [current] = known;
  if (!current) throw new Error('There is no key to seal with.');
  return {
    seal: (text, of) => {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', current.key, iv).setAAD(Buffer.from(of));
      const parts = [iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return [version, current.id, Buffer.concat(parts).toString('base64url')].join('.');
    },
    open: (sealed, of) => {
      const [form, id, body = ''] = sealed.split('.');
      const found = form === version && known.find((one) => one.id === id);
      const bytes = Buffer.from(body, 'base64url');
      if (!found || bytes.length < ivBytes + tagBytes) return null;
      const decipher = createDecipheriv('aes-256-gcm', found.key, bytes.subarray(0, ivBytes))
        .setAAD(Buffer.from(of))
        .setAuthTag(bytes.subarray(-tagBytes));
      try {
        const text = Buffer.concat([
          decipher.update(bytes.subarray(ivBytes, -tagBytes)),
          decipher.final(),
        ]).toString('utf8');
        return { text, isCurrent: found === current };
      } catch {
        return null;
      }
    },
  };
}
