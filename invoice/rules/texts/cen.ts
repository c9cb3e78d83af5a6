import type { Said } from '../hints/show.ts';
import { documentTexts } from './cen-document.ts';
import { lineTexts } from './cen-lines.ts';
import { partyTexts } from './cen-parties.ts';
import { vatTexts } from './cen-vat.ts';

/** What each business rule of EN 16931 asks, in our words, by its official id. */
export const cenTexts: Readonly<Record<string, Said>> = {
  ...documentTexts,
  ...partyTexts,
  ...lineTexts,
  ...vatTexts,
};
