import { createHmac, timingSafeEqual } from 'node:crypto';

/** Where a mail that cannot be delivered comes back to: an address of its own for each attempt, that only we can make. */
export interface ReturnPaths {
  /** The envelope sender of the attempt's mail. */
  readonly of: (attemptId: string) => string;
  /** The attempt that the address was made for; null for an address that is not ours or was not made by us. */
  readonly read: (address: string) => string | null;
}

/** 128 bits in base32: with the id it keeps within the 64 characters of a local part, in any case. */
const signatureLength = 26;
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * Return paths `<attempt>.<signature>@<domain>` (VERP), signed with the installation's mail key. A server on the way
 * may change the case of letters; ids and signatures have small ones only.
 */
export function createReturnPaths({ domain, key }: { domain: string; key: string }): ReturnPaths {
  const signatureOf = (attemptId: string): string => {
    const bytes = createHmac('sha256', key).update(`return-path/${attemptId}`).digest();
    let text = '';
    for (const byte of bytes.subarray(0, signatureLength)) text += alphabet[byte % 32] ?? '';
    return text;
  };
  return {
    of: (attemptId) => `${attemptId}.${signatureOf(attemptId)}@${domain}`,
    read(address) {
      const at = address.lastIndexOf('@');
      if (address.slice(at + 1).toLowerCase() !== domain.toLowerCase()) return null;
      const [, attemptId, signature] =
        /^(atm_[0-9a-z]{26})\.([0-9a-z]{26})$/.exec(address.slice(0, at).toLowerCase()) ?? [];
      if (attemptId === undefined || signature === undefined) return null;
      const isOurs = timingSafeEqual(Buffer.from(signatureOf(attemptId)), Buffer.from(signature));
      return isOurs ? attemptId : null;
    },
  };
}
