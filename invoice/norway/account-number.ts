import { mod11CheckDigit } from './organisation-number.ts';

/** The eleven digits of a Norwegian account (`1234.56.78903`, spaces too), or null where the last one does not check. */
export function readAccountNumber(text: string): string | null {
  const digits = text.replaceAll(/[\s.]/g, '');
  if (!/^\d{11}$/.test(digits)) return null;
  return mod11CheckDigit(digits.slice(0, 10)) === digits[10] ? digits : null;
}

/** The IBAN without spaces, or null where its length or check digits (ISO 13616, mod 97) are wrong. */
export function readIban(text: string): string | null {
  const iban = text.replaceAll(/\s/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return null;
  if (iban.startsWith('NO') && readAccountNumber(iban.slice(4)) === null) return null;
  let rest = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    for (const digit of String(parseInt(character, 36))) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1 ? iban : null;
}

/** An account as payers know it: `1234.56.78903`, an IBAN in groups of four, anything else as it is. */
export function formatAccount(text: string): string {
  const digits = readAccountNumber(text);
  if (digits) return `${digits.slice(0, 4)}.${digits.slice(4, 6)}.${digits.slice(6)}`;
  return readIban(text)?.replaceAll(/(.{4})(?=.)/g, '$1 ') ?? text;
}
