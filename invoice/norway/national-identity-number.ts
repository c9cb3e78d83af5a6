const weights = [
  [3, 7, 6, 1, 8, 9, 4, 5, 2, 1],
  [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1],
];

/**
 * Whether the text is, by its form, a fødselsnummer or D-nummer: eleven digits, a day that exists, two check digits.
 * Such a number is neither stored nor logged here. Source: Skatteetaten, "Kontroll av fødselsnummer".
 */
export function isNationalIdentityNumber(text: string): boolean {
  const digits = text.replaceAll(/[\s.-]/g, '');
  if (!/^\d{11}$/.test(digits)) return false;
  const day = Number(digits.slice(0, 2));
  const month = Number(digits.slice(2, 4));
  // A D-nummer has 40 added to its day; synthetic test numbers have 40 or 80 added to the month.
  const isDay = (day >= 1 && day <= 31) || (day >= 41 && day <= 71);
  const isMonth = month % 40 >= 1 && month % 40 <= 12 && month < 93;
  if (!isDay || !isMonth) return false;
  return weights.every((row) => {
    const sum = row.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
    return sum % 11 === 0;
  });
}
