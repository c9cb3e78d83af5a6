import type { Said } from '../hints/show.ts';

/** A rule of another country: its id and what it asks. */
export type NationalRow = readonly [id: string, nb: string, en: string];

export const missing = (id: string, nb: string, en: string): NationalRow => [
  id,
  `${nb} mangler`,
  `${en} is missing`,
];

/** “Danish rule: …” for each row of a country. */
export const nationalTexts = (
  nb: string,
  en: string,
  rows: readonly NationalRow[],
): Record<string, Said> =>
  Object.fromEntries(
    rows.map(([id, what, inEnglish]) => [
      id,
      { nb: `${nb} regel: ${what}.`, en: `${en} rule: ${inEnglish}.` },
    ]),
  );
