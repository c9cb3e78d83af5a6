import type { Pattern } from '../rule.ts';
import { codePattern } from './codes.ts';
import { generalPatterns, type Variant } from './general.ts';
import { selfBillingProfile, selfBillingProfileBefore } from './profiles.ts';

const selfBilling: Variant = {
  isSelfBilling: true,
  customization: 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:selfbilling:3.0',
  profile: selfBillingProfile,
  profileBefore: selfBillingProfileBefore,
};

/** Peppol BIS Self-Billing: the buyer writes the invoice; no national rules. */
export const selfBillingPatterns: Pattern[] = [
  ...generalPatterns(selfBilling),
  codePattern(selfBilling),
];
