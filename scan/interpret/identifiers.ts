import { readOrganisationNumber } from '../../invoice/norway/organisation-number.ts';

/** A company's number as a country writes it. */
export interface CompanyNumber {
  /** ISO 3166: `NO`; of the number's own form, not of the address. */
  readonly country: string;
  /** As it goes into the invoice: nine digits in Norway, `SE559120908401` for a VAT number. */
  readonly value: string;
  readonly isVat: boolean;
  /** True where the number has check digits and they are right. */
  readonly checks: boolean;
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const value = Number(digits[digits.length - 1 - place]) * (place % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

const weighted = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);

/** Germany, ISO 7064 mod 11,10. */
function checksGerman(digits: string): boolean {
  let product = 10;
  for (const digit of digits.slice(0, 8)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === Number(digits[8]);
}

/** Britain: the last two digits are the weighted sum mod 97, the newer numbers with 55 added. */
function checksBritish(digits: string): boolean {
  const sum = weighted(digits, [8, 7, 6, 5, 4, 3, 2]) + Number(digits.slice(7, 9));
  return sum % 97 === 0 || (sum + 55) % 97 === 0;
}

const checksDanish = (digits: string): boolean =>
  weighted(digits, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;

const checksFinnish = (digits: string): boolean =>
  (11 - (weighted(digits, [7, 9, 10, 5, 8, 4, 2]) % 11)) % 11 === Number(digits[7]);

/** France: two key digits before the SIREN. */
const checksFrench = (id: string): boolean =>
  /^\d{11}$/.test(id) && (12 + 3 * (Number(id.slice(2)) % 97)) % 97 === Number(id.slice(0, 2));

interface VatForm {
  readonly shape: RegExp;
  readonly checks: (digits: string) => boolean;
}

/** VAT numbers by country: what follows the prefix. Countries without an entry are read by the general form. */
const vatForms: Readonly<Record<string, VatForm>> = {
  SE: { shape: /^\d{10}01$/, checks: (id) => luhn(id.slice(0, 10)) },
  DK: { shape: /^\d{8}$/, checks: checksDanish },
  DE: { shape: /^\d{9}$/, checks: checksGerman },
  GB: { shape: /^\d{9}(\d{3})?$/, checks: checksBritish },
  FI: { shape: /^\d{8}$/, checks: checksFinnish },
  FR: { shape: /^[0-9A-Z]{2}\d{9}$/, checks: checksFrench },
  NL: { shape: /^\d{9}B\d{2}$/, checks: () => true },
  AT: { shape: /^U\d{8}$/, checks: () => true },
  BE: {
    shape: /^[01]\d{9}$/,
    checks: (id) => 97 - (Number(id.slice(0, 8)) % 97) === Number(id.slice(8)),
  },
  PL: { shape: /^\d{10}$/, checks: () => true },
  ES: { shape: /^[A-Z0-9]\d{7}[A-Z0-9]$/, checks: () => true },
  IT: { shape: /^\d{11}$/, checks: luhn },
  LU: { shape: /^\d{8}$/, checks: (id) => Number(id.slice(0, 6)) % 89 === Number(id.slice(6)) },
  CZ: { shape: /^\d{8,10}$/, checks: () => true },
  PT: { shape: /^\d{9}$/, checks: () => true },
  IE: { shape: /^\d[A-Z0-9]\d{5}[A-Z]{1,2}$/, checks: () => true },
  EE: { shape: /^\d{9}$/, checks: () => true },
  LV: { shape: /^\d{11}$/, checks: () => true },
  LT: { shape: /^(\d{9}|\d{12})$/, checks: () => true },
  CH: { shape: /^E\d{9}(MWST|TVA|IVA)?$/, checks: () => true },
};

/**
 * A number with its country before it (`SE559120908401`, `DE 106 509 905`, `NO 930 043 370 MVA`); null where it has none.
 * The check digits are told, not asked for: papers carry wrong ones.
 */
export function readVatNumber(text: string): CompanyNumber | null {
  const compact = text.toUpperCase().replaceAll(/[\s.\-–]/g, '');
  const country = compact.slice(0, 2);
  const rest = compact.slice(2);
  if (country === 'NO') {
    const number = readOrganisationNumber(rest.replace(/MVA$/, ''));
    return number === null
      ? null
      : { country, value: `NO${number}MVA`, isVat: rest.endsWith('MVA'), checks: true };
  }
  const form = vatForms[country];
  if (!form?.shape.test(rest)) return null;
  return { country, value: compact, isVat: true, checks: form.checks(rest) };
}

/** A number without country, by the form and the check digits of Norway, Sweden, Denmark or Finland; null where none fits. */
export function readRegistrationNumber(text: string): CompanyNumber | null {
  const trimmed = text.trim();
  const norwegian = readOrganisationNumber(trimmed.replaceAll(/[\s.\u00a0]|MVA$/gi, ''));
  if (norwegian !== null)
    return { country: 'NO', value: norwegian, isVat: /mva$/i.test(trimmed), checks: true };
  const digits = trimmed.replaceAll(/[\s.\u00a0-]/g, '');
  if (/^\d{6}-?\d{4}$/.test(trimmed) && Number(digits[2]) >= 2 && luhn(digits))
    return { country: 'SE', value: digits, isVat: false, checks: true };
  if (/^\d{8}$/.test(digits) && !/-/.test(trimmed) && checksDanish(digits))
    return { country: 'DK', value: digits, isVat: false, checks: true };
  if (/^\d{7}-\d$/.test(trimmed) && checksFinnish(digits))
    return { country: 'FI', value: trimmed, isVat: false, checks: true };
  return null;
}

/** Eight digits with or without spaces, after a label that says so; Denmark's number where its digits check. */
export const looksLikeBankgiro = (text: string): boolean =>
  /^\d{3,4}-?\d{4}$/.test(text) && luhn(text.replaceAll('-', ''));

export const looksLikePlusgiro = (text: string): boolean =>
  /^\d{1,7}-\d$/.test(text.replaceAll(' ', '')) && luhn(text.replaceAll(/[ -]/g, ''));

export const looksLikeBic = (text: string): boolean =>
  /^[A-Z]{4}(NO|SE|DK|DE|GB|FI|FR|NL|AT|BE|CH|ES|IT|IE|LU|PL|EE|LV|LT|PT|CZ|IS|US)[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(
    text,
  );

/** How many characters an IBAN has, by country. */
const ibanLengths: Readonly<Record<string, number>> = {
  NO: 15,
  SE: 24,
  DK: 18,
  DE: 22,
  GB: 22,
  FI: 18,
  FR: 27,
  NL: 18,
  BE: 16,
  AT: 20,
  CH: 21,
  ES: 24,
  IT: 27,
  IE: 22,
  LU: 20,
  PL: 28,
  EE: 20,
  LV: 21,
  LT: 20,
  PT: 25,
  CZ: 24,
  IS: 26,
};

/** The IBAN's length by its first two letters; null where no country has them. */
export const ibanLength = (country: string): number | null => ibanLengths[country] ?? null;
