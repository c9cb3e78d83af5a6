/** Quarter turns clockwise. */
export type Quarters = 0 | 1 | 2 | 3;

/** The pages of the file that a scan is of; null stands for all of them. */
export const pagesOf = (scan: {
  readonly pages: readonly number[] | null;
  readonly pageCount: number | null;
}): readonly number[] =>
  scan.pages ?? Array.from({ length: scan.pageCount ?? 0 }, (_, at) => at + 1);

/** Whether each page is in just one of the documents, in its order; one document alone is no split. */
export function isSplit(
  pages: readonly number[],
  documents: readonly (readonly number[])[],
): boolean {
  const named = documents.flat();
  return (
    documents.length > 1 &&
    documents.every((document) => document.length > 0) &&
    new Set(named).size === named.length &&
    named.length === pages.length &&
    named.every((page) => pages.includes(page))
  );
}

/** What decides whether documents may become one. */
export interface MergePart {
  readonly arrivalId: string;
  readonly documentSha256: string;
  readonly splitFrom: string | null;
  readonly corrected: readonly string[];
}

/**
 * Why documents do not become one, or null where they may: they are parts of one file, and what a person has corrected
 * is not read anew.
 */
export function mergeRefusal(parts: readonly MergePart[]): 'not-one-file' | 'corrected' | null {
  const [first] = parts;
  const isOneFile =
    parts.length > 1 &&
    parts.every(
      ({ splitFrom, arrivalId, documentSha256 }) =>
        splitFrom !== null &&
        arrivalId === first?.arrivalId &&
        documentSha256 === first.documentSha256,
    );
  if (!isOneFile) return 'not-one-file';
  return parts.some(({ corrected }) => corrected.length > 0) ? 'corrected' : null;
}

/** How a page stands after a person has turned it on from how it was shown; `turned` in degrees clockwise. */
export const turnedOn = (turned: number, quarters: number): Quarters =>
  ((((Math.round(turned / 90) + quarters) % 4) + 4) % 4) as Quarters;
