import type { Pattern } from '../rule.ts';
import { codePattern } from './codes.ts';
import { generalPatterns, type Variant } from './general.ts';
import { denmark } from './national/dk.ts';
import { germany } from './national/de.ts';
import { greece, greeceDomestic } from './national/gr.ts';
import { iceland } from './national/is.ts';
import { italy } from './national/it.ts';
import { netherlands } from './national/nl.ts';
import { norway } from './national/no.ts';
import { sweden } from './national/se.ts';
import { billingProfile, billingProfileBefore } from './profiles.ts';

export { selfBillingPatterns } from './self-billing.ts';

const billing: Variant = {
  isSelfBilling: false,
  customization: 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0',
  profile: billingProfile,
  profileBefore: billingProfileBefore,
};

/** Peppol BIS Billing, with the national rules of the sellers' countries. */
export const billingPatterns: Pattern[] = [
  ...generalPatterns(billing),
  norway,
  denmark,
  italy,
  sweden,
  greece,
  greeceDomestic,
  iceland,
  netherlands,
  germany,
  codePattern(billing),
];
