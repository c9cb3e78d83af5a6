const weights = [3, 2, 7, 6, 5, 4, 3, 2];

/**
 * The nine digits of a Norwegian organisation number, or null.
 * Takes it as people write it: spaces, a leading `NO`, a trailing `MVA`. The last digit checks the others (mod 11).
 */
export function readOrganisationNumber(text: string): string | null {
  const digits = text.replaceAll(/\s/g, '').replace(/^NO/i, '').replace(/MVA$/i, '');
  if (!/^[89]\d{8}$/.test(digits)) return null;
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === Number(digits[8]) ? digits : null;
}
