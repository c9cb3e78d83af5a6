import type { UblDocument } from '../document.ts';
import { normalizedText } from '../select.ts';

/** The number of a business process, or `Unknown`. */
export type Profile = (document: UblDocument) => string;

const withResponse = 'urn:peppol:bis:billing_with_response';
const french = [
  'urn:peppol:france:billing:regulated',
  'urn:peppol:france:billing:non-regulated',
] as const;

const profileOf =
  (own: string): Profile =>
  ({ root }) => {
    const id = normalizedText(root, 'cbc:ProfileID');
    if (id === own || french.some((known) => known === id)) return '01';
    return id === withResponse ? '02' : 'Unknown';
  };

/** Before 3.0.21 any two digits were a process; the number was the seventh part of the identifier. */
const profileBefore =
  (own: RegExp): Profile =>
  ({ root }) => {
    const id = normalizedText(root, 'cbc:ProfileID');
    return own.test(id) ? (id.split(':')[6] ?? '') : 'Unknown';
  };

export const billingProfile = profileOf('urn:fdc:peppol.eu:2017:poacc:billing:01:1.0');
export const billingProfileBefore = profileBefore(
  /urn:fdc:peppol.eu:2017:poacc:billing:([0-9]{2}):1.0/,
);
export const selfBillingProfile = profileOf('urn:fdc:peppol.eu:2017:poacc:selfbilling:01:1.0');
export const selfBillingProfileBefore = profileBefore(
  /urn:fdc:peppol.eu:2017:poacc:selfbilling:([0-9]{2}):1.0/,
);
