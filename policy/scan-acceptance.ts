import type { Invoice, Line } from '../invoice/model.ts';
import { completeParty } from '../invoice/norway/complete-parties.ts';
import { complete, type IncompleteInvoice } from '../invoice/totals.ts';

/** A scanned invoice rarely satisfies the rules of a network; it says no more than that it is one. */
export const scannedSpecification = 'urn:cen.eu:en16931:2017';

export interface Receiver {
  readonly name: string;
  readonly organisationNumber: string;
}

/**
 * What a draft becomes as an e-invoice. Amounts that follow from others are computed, the buyer is the company that it
 * was sent to, and an invoice whose lines could not be read gets one line per VAT rate that points to the picture.
 * What is missing and does not follow stays missing: the rules tell it.
 */
export function acceptedInvoice(draft: Invoice, receiver: Receiver): Invoice {
  const chargesVat = draft.vatBreakdown.some(({ vatCategory }) => vatCategory === 'S');
  const { businessProcessType: _process, attachments: _files, ...kept } = withoutEmpty(draft);
  const invoice: Invoice = {
    ...kept,
    specificationId: scannedSpecification,
    seller: completeParty(draft.seller, chargesVat),
    buyer: completeParty(buyerOf(draft, receiver), false),
    lines: draft.lines.length > 0 ? draft.lines : linesOfBreakdown(draft),
    attachments: [],
  };
  // Of nothing the sum is not nought: nobody has read what the paper asks for.
  if (invoice.lines.length === 0) return invoice;
  const completed = complete(invoice as IncompleteInvoice);
  return completed.ok ? completed.invoice : invoice;
}

/** What is not on the paper is empty in a draft; an amount that is empty is none. */
function withoutEmpty(invoice: Invoice): Invoice {
  const { amountDue, ...totals } = invoice.totals;
  return {
    ...invoice,
    totals: amountDue === '' ? (totals as Invoice['totals']) : invoice.totals,
  };
}

function buyerOf({ buyer }: Invoice, { name, organisationNumber }: Receiver): Invoice['buyer'] {
  return {
    ...buyer,
    name: buyer.name || name,
    legalRegistrationId: buyer.legalRegistrationId ?? organisationNumber,
  };
}

const linesOfBreakdown = ({ number, vatBreakdown }: Invoice): Line[] =>
  vatBreakdown.map(({ vatCategory, vatRate, taxableAmount }, index) => ({
    id: String(index + 1),
    quantity: '1',
    unitCode: 'C62',
    lineNetAmount: taxableAmount,
    item: { name: `Ifølge vedlagt faktura ${number}` },
    price: { itemNetPrice: taxableAmount },
    allowances: [],
    charges: [],
    vatCategory,
    ...(vatRate !== undefined && { vatRate }),
  }));
