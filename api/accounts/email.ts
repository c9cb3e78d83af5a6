import { readEmailAddress } from '../../policy/email-address.ts';
import { Problem } from '../problem.ts';

/** One address as it can stand in a mail, or a 422 problem. */
export function requireEmail(text: string): string {
  const email = readEmailAddress(text.trim());
  if (email !== null) return email;
  throw new Problem(422, 'email-invalid', 'Give exactly one e-mail address, without line breaks.');
}
