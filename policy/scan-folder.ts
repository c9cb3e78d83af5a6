import type { EventText } from './events/event.ts';

/** What the code on a separator sheet says. The sheet itself is printed by `autoinvoice scan --separator-sheet`. */
export const separatorText = 'AUTOINVOICE:SEPARATOR:1';

/**
 * The documents in a batch of paper: the pages between the separator sheets, which belong to none. Null where there is
 * no sheet: then what the pages say tells where a document begins.
 */
export function documentsBetween(
  pageCount: number,
  separators: readonly number[],
): number[][] | null {
  if (separators.length === 0) return null;
  const documents: number[][] = [[]];
  for (let page = 1; page <= pageCount; page++) {
    if (separators.includes(page)) documents.push([]);
    else documents.at(-1)?.push(page);
  }
  return documents.filter((pages) => pages.length > 0);
}

/** Whether a name is one that programs give to files which they have not finished writing, or hide. */
export const isUnfinishedName = (name: string): boolean =>
  name.startsWith('.') ||
  name.startsWith('~') ||
  /\.(part|partial|filepart|tmp|temp|crdownload)$/i.test(name);

/** Why a file of a drop folder became no scan. */
export type DropFailure = 'empty' | 'too-large' | 'not-a-document' | 'only-separators';

const texts: Readonly<Record<DropFailure, EventText>> = {
  empty: { nb: 'Filen er tom.', en: 'The file is empty.' },
  'too-large': { nb: 'Filen er større enn 50 MB.', en: 'The file has more than 50 MB.' },
  'not-a-document': {
    nb: 'Filen er verken PDF, PNG, JPEG eller TIFF.',
    en: 'The file is neither PDF, PNG, JPEG nor TIFF.',
  },
  'only-separators': {
    nb: 'Filen har bare skilleark.',
    en: 'The file has nothing but separator sheets.',
  },
};

/** What is written beside a file that became no scan. */
export const dropFailureNote = (code: DropFailure): string =>
  `${texts[code].nb}\n${texts[code].en}\n(${code})\n`;
