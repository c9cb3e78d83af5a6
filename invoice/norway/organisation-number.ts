/**
 * The nine digits of a Norwegian organisation number, or null.
 * Takes it as people write it: spaces, dots, a leading `NO`, a trailing `MVA`. The last digit checks the others (mod 11).
 */
export function readOrganisationNumber(text: string): string | null {
  const digits = /^(?:NO)?([89]\d{8})(?:MVA)?$/i.exec(text.replaceAll(/[\s.]/g, ''))?.[1];
  return digits !== undefined && mod11CheckDigit(digits.slice(0, 8)) === digits[8] ? digits : null;
}

/** The mod 11 check digit of the digits, weights 2 to 7 from the right: `'0'`…`'9'`, or `'-'` for ten. */
export function mod11CheckDigit(digits: string): string {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    sum += Number(digits[digits.length - 1 - place]) * (2 + (place % 6));
  }
  const digit = (11 - (sum % 11)) % 11;
  return digit === 10 ? '-' : String(digit);
}
