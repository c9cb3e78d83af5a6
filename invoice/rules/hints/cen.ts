import { documentHints } from './cen-document.ts';
import { lineHints } from './cen-lines.ts';
import { partyHints } from './cen-parties.ts';
import { totalHints } from './cen-totals.ts';
import { vatHints } from './cen-vat.ts';
import type { Hint } from './show.ts';

/** What to write instead, for the business rules that a sender meets. None of them throws, whatever is missing. */
export const cenHints: Readonly<Record<string, Hint>> = {
  ...documentHints,
  ...totalHints,
  ...partyHints,
  ...lineHints,
  ...vatHints,
};
