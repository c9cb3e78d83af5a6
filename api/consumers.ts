import type { Invoice } from '../invoice/model.ts';
import { readMobileNumber } from '../invoice/norway/mobile-number.ts';
import { isNationalIdentityNumber } from '../invoice/norway/national-identity-number.ts';
import { Problem } from './problem.ts';

/** The mobile number as it is kept, or a 422 problem. */
export function requirePhone(text: string): string {
  const phone = readMobileNumber(text);
  if (phone !== null) return phone;
  throw new Problem(
    422,
    'phone-invalid',
    'Give a Norwegian mobile number: eight digits, 4 or 9 first.',
  );
}

/**
 * A 422 problem where one of these is a national identity number, before anything of it is stored. The number is
 * not repeated in the answer.
 */
export function refuseNationalIdentityNumbers(
  values: readonly (string | null | undefined)[],
): void {
  if (!values.some((value) => value && isNationalIdentityNumber(value))) return;
  throw new Problem(
    422,
    'national-identity-number',
    'A national identity number (fødselsnummer) stands where a buyer is named. It is not stored here: leave it out, a consumer is found by mobile number or e-mail.',
  );
}

/** Where an invoice names its buyer by a number. */
export const identifiersOf = (
  { buyer, buyerReference }: Invoice,
  options: {
    readonly customerNumber?: string | undefined;
    readonly phone?: string | undefined;
    readonly recipient?: string | undefined;
  },
): (string | undefined)[] => [
  options.customerNumber,
  options.phone,
  options.recipient?.replace(/^\d{4}:/, ''),
  buyerReference,
  buyer.legalRegistrationId,
  buyer.vatId,
  buyer.endpointId?.value,
  ...(buyer.identifiers ?? []).map(({ value }) => value),
];
