import type { Invoice } from './model.ts';

const peppol = 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:';

/** Peppol BIS Billing 3.0, which every receiver of e-invoices in Norway must take. */
export const billing = {
  specificationId: `${peppol}billing:3.0`,
  businessProcessType: 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0',
};

/** UNCL1001 codes of documents that the buyer writes in the seller's name. */
const selfBilledCodes: ReadonlySet<string> = new Set(['261', '389', '527']);

/** Peppol BIS Billing 3.0, or Self-Billing where the type says that the buyer wrote it. */
export function billingProcess({
  typeCode,
}: Pick<Invoice, 'typeCode'>): Pick<Required<Invoice>, 'specificationId' | 'businessProcessType'> {
  return selfBilledCodes.has(typeCode)
    ? {
        specificationId: `${peppol}selfbilling:3.0`,
        businessProcessType: 'urn:fdc:peppol.eu:2017:poacc:selfbilling:01:1.0',
      }
    : billing;
}
