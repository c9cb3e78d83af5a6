import { titlesOf } from './kind.ts';
import { findLabels } from './labels.ts';
import type { Sheet } from './layout.ts';
import { assign } from './assign.ts';
import { TableArea } from './table-area.ts';
import { findAll } from './findings.ts';
import { pageOfWords, pageWords } from './lexicon/lexicon.ts';

/**
 * The pages of each document in a file: a new one begins with another number, with page 1 of its own,
 * or with a heading of its own. Pages that say nothing of it (terms, time sheets) stay with the one before.
 */
export function splitPages(sheets: readonly Sheet[]): Sheet[][] {
  const documents: Sheet[][] = [];
  let number: string | null = null;
  for (const sheet of sheets) {
    const own = numberOn(sheet);
    const counter = pageCounter(sheet);
    const startsByNumber = own !== null && number !== null && own !== number;
    const startsByCount = counter === 1 && documents.length > 0;
    const hasTitle = titlesOf(sheet).some(({ score }) => score > 0.9);
    const startsByTitle = hasTitle && own !== null && number === null;
    const isNew =
      documents.length === 0 ||
      startsByNumber ||
      (startsByCount && own !== number) ||
      startsByTitle;
    if (isNew) {
      documents.push([sheet]);
      number = own;
    } else {
      documents.at(-1)?.push(sheet);
      number ??= own;
    }
  }
  return documents;
}

function numberOn(sheet: Sheet): string | null {
  const none = new TableArea();
  const labels = findLabels([sheet], none).filter(({ fields }) => fields.includes('number'));
  const announced = assign(
    [sheet],
    labels,
    findAll([sheet], { mark: ',', order: 'day-first' }),
    none,
  );
  return announced.find(({ field, score }) => field === 'number' && score > 0.5)?.value ?? null;
}

/** `Side 1 av 3`, `Page 1/2`: which page of its document this one says it is. */
function pageCounter(sheet: Sheet): number | null {
  for (const row of sheet.rows) {
    for (let at = 0; at < row.tokens.length; at++) {
      const token = row.tokens[at];
      if (!token || !pageWords.has(token.form)) continue;
      const next = row.tokens[at + 1]?.text ?? '';
      const slash = /^(\d{1,3})\/(\d{1,3})$/.exec(next);
      if (slash?.[1]) return Number(slash[1]);
      const between = row.tokens[at + 2];
      if (
        /^\d{1,3}$/.test(next) &&
        (between === undefined || pageOfWords.has(between.form) || between.text === '/')
      )
        return Number(next);
    }
  }
  return null;
}
