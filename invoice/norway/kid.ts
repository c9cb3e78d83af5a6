import { mod11CheckDigit } from './organisation-number.ts';

/** Whether the text can be a KID: 2 to 25 digits whose last one checks by mod 10 or mod 11 (there `-` stands for ten). */
export function isKid(text: string): boolean {
  if (!/^\d{1,24}[\d-]$/.test(text)) return false;
  const last = text.at(-1);
  const digits = text.slice(0, -1);
  return last === mod10CheckDigit(digits) || last === mod11CheckDigit(digits);
}

function mod10CheckDigit(digits: string): string {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const product = Number(digits[digits.length - 1 - place]) * (place % 2 === 0 ? 2 : 1);
    sum += product > 9 ? product - 9 : product;
  }
  return String((10 - (sum % 10)) % 10);
}
