import { peppolAmountHints } from './peppol-amounts.ts';
import { peppolCodeHints } from './peppol-codes.ts';
import { peppolDocumentHints } from './peppol-document.ts';
import { peppolIdentifierHints } from './peppol-identifiers.ts';
import type { Hint } from './show.ts';

/** What to write instead, for the rules of Peppol and Norway that a sender meets. None of them throws, whatever is missing. */
export const peppolHints: Readonly<Record<string, Hint>> = {
  ...peppolDocumentHints,
  ...peppolAmountHints,
  ...peppolIdentifierHints,
  ...peppolCodeHints,
};
