import type { Invoice, Party } from '../model.ts';
import { readOrganisationNumber } from './organisation-number.ts';

/**
 * The invoice with what follows for Norwegian parties from their organisation number: electronic address, country and,
 * for a seller that charges VAT, the VAT number. Peppol asks for a reference of the buyer: where the invoice has none,
 * it is the buyer's contact, else `NA`, as Norwegian public buyers ask for.
 */
export function completeParties(invoice: Invoice): Invoice {
  const chargesVat = invoice.vatBreakdown.some(({ vatCategory }) => vatCategory === 'S');
  const hasReference = invoice.buyerReference !== undefined || invoice.orderReference !== undefined;
  return {
    ...invoice,
    seller: completeParty(invoice.seller, chargesVat),
    buyer: completeParty(invoice.buyer, false),
    ...(!hasReference && { buyerReference: invoice.buyer.contact?.name ?? 'NA' }),
  };
}

/** The party with what follows from its Norwegian organisation number; another one as it is. */
export function completeParty(party: Party, chargesVat: boolean): Party {
  const number = readOrganisationNumber(party.legalRegistrationId ?? '');
  const isNorwegian = (party.address?.country ?? 'NO') === 'NO';
  if (number === null || !isNorwegian) return party;
  return {
    ...party,
    endpointId: party.endpointId ?? { scheme: '0192', value: number },
    address: { ...party.address, country: 'NO' },
    ...(chargesVat && party.vatId === undefined && { vatId: `NO${number}MVA` }),
  };
}
