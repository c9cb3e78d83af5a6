import type { InterpretedDocument, Known } from '../draft.ts';
import type { Page } from '../words.ts';
import { certaintyOf } from './certainty.ts';
import { withCodes } from './codes.ts';
import { readPages } from './document.ts';
import { draftOf, withMemory } from './draft-of.ts';
import { layOut } from './layout.ts';
import { recall, sellerKeyOf } from './memory.ts';
import { splitPages } from './split.ts';

/** Least certainty to release without a person, where the company has set none. */
export const defaultReleaseThreshold = 0.85;

/**
 * The documents in a file, each with what the paper says, how sure that is and where it stands.
 * Pure: the same words give the same drafts. Nothing is invented: what is not on the paper stays empty.
 */
export function interpret(pages: readonly Page[], known: Known = {}): InterpretedDocument[] {
  return splitPages(pages.map(layOut)).map((sheets) => {
    const reading = readPages(sheets, known);
    const pagesOfIt = sheets.map(({ page }) => page);
    const read = withCodes(draftOf(reading), pagesOfIt);
    const key = sellerKeyOf(read.invoice);
    const memory = known.memories?.find(({ sellerKey }) => sellerKey === key);
    const draft = memory ? withMemory(read, recall(sheets, reading.notation, memory)) : read;
    const { certainty, doubts } = certaintyOf(reading, draft);
    const isBooked = draft.kind === 'invoice' || draft.kind === 'credit-note';
    return {
      ...draft,
      pages: pagesOfIt.map(({ number }) => number),
      certainty,
      release: isBooked && certainty >= (known.releaseThreshold ?? defaultReleaseThreshold),
      doubts,
    };
  });
}
