import type { Invoice } from '../invoice/model.ts';
import { readOrganisationNumber } from '../invoice/norway/organisation-number.ts';

/**
 * By what a seller is known again: the Norwegian organisation number, else the registration or VAT number without
 * spaces, else the name in lower case. Null where the document names no seller.
 */
export function sellerKeyOf({ seller }: Pick<Invoice, 'seller'>): string | null {
  const { legalRegistrationId = '', vatId = '', name } = seller;
  const norwegian = readOrganisationNumber(legalRegistrationId) ?? readOrganisationNumber(vatId);
  if (norwegian !== null) return norwegian;
  const number = (legalRegistrationId || vatId).replaceAll(/[^\p{L}\p{N}]/gu, '').toUpperCase();
  const text = name.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  return number || text || null;
}
