import { normalized } from '../../select.ts';

/** How Germany wants accounts, addresses and payment terms to be written. */

/** An IBAN by its check digits. Small letters behind the country count by their own code, as in the official rule. */
export function isIban(text: string): boolean {
  const iban = text.replace(/[ \t\r\n]/g, '');
  if (!/^[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{0,30}$/.test(iban)) return false;
  let rest = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const point = character.charCodeAt(0);
    for (const digit of String(point > 64 ? point - 55 : point - 48)) {
      rest = (rest * 10 + Number(digit)) % 97;
    }
  }
  return rest === 1;
}

export const isEmail = (text: string): boolean =>
  /^[^@ \t\r\n]+@(?:[^@. \t\r\n]+\.)+[^@. \t\r\n]+$/.test(text);

/** As before 3.0.21: the local part and the domain from a narrower set of characters. */
export function isEmailBefore(text: string): boolean {
  const [local = '', domain = '', ...more] = text.split('@');
  const labels = domain.split('.');
  return (
    more.length === 0 &&
    local.split('.').every((atom) => /^[a-zA-Z0-9!#$%&"*+/=?^_`{|}~-]+$/.test(atom)) &&
    labels.length > 1 &&
    labels.every((label) => /^[a-zA-Z0-9-]+$/.test(label) && !/^-|-$/.test(label))
  );
}

const skonto =
  /^#SKONTO#TAGE=[0-9]+#PROZENT=[0-9]+\.[0-9]{2}(?:#BASISBETRAG=-?[0-9]+\.[0-9]{2})?#$/;

/** Cash discounts in the payment terms: each line that begins with `#` has the fixed form, and a line break follows the last. */
export function areSkontoTerms(note: string): boolean {
  const lines = note
    .split(/\r?\n/)
    .map(normalized)
    .filter((line) => line.startsWith('#'));
  if (lines.length === 0) return true;
  const [last = ''] = note.split(/#[^\r\n]+#/).slice(-1);
  return /^[ \t\r\n]*\n/.test(last) && lines.every((line) => skonto.test(line));
}
