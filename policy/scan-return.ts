import { readEmailAddress } from './email-address.ts';
import type { Settings } from './settings.ts';

/** Where what is no invoice is sent on to, or null where nobody would get it. */
export function forwardingAddress({ settings }: { readonly settings: Settings }): string | null {
  return readEmailAddress(settings.scanning.returnEmail ?? settings.company.email ?? '');
}
