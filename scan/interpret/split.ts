import { assign } from './assign.ts';
import { findAll, type Notation } from './findings.ts';
import { titlesOf } from './kind.ts';
import { findLabels } from './labels.ts';
import type { Sheet } from './layout.ts';
import type { LabelField } from './lexicon/language.ts';
import { pageOfWords, pageWords } from './lexicon/lexicon.ts';
import { TableArea } from './table-area.ts';

/** What the head of a page says of the document that it belongs to. */
interface Head {
  readonly number: string | null;
  /** Days and references by their field. Two invoices may have one of them in common, one invoice has one of each. */
  readonly facts: ReadonlyMap<LabelField, string>;
  readonly hasTitle: boolean;
  /** Which page of its document it says it is. */
  readonly counter: number | null;
}

const factFields: readonly LabelField[] = ['issueDate', 'dueDate', 'remittance', 'orderReference'];

/**
 * The pages of each document in a file: a new one begins with another number, with page 1 of its own, or with a head
 * of its own that says other things. Pages that say nothing of it (terms, time sheets) stay with the one before.
 */
export function splitPages(sheets: readonly Sheet[]): Sheet[][] {
  if (sheets.length < 2) return sheets.map((sheet) => [sheet]);
  const documents: Sheet[][] = [];
  let before: Head | null = null;
  for (const sheet of sheets) {
    const head = headOf(sheet);
    if (before === null || startsNew(before, head)) {
      documents.push([sheet]);
      before = head;
    } else {
      documents.at(-1)?.push(sheet);
      before = together(before, head);
    }
  }
  return documents;
}

/** What two pages of one document say: the first one's word counts, and where its pages are. */
const together = (first: Head, next: Head): Head => ({
  ...first,
  number: first.number ?? next.number,
  counter: next.counter ?? first.counter,
  facts: new Map([...next.facts, ...first.facts]),
});

function startsNew(before: Head, { number, facts, hasTitle, counter }: Head): boolean {
  if (number !== null && number === before.number) return false;
  if (counter !== null && counter > 1 && counter - 1 === before.counter) return false;
  if (number !== null && before.number !== null) return true;
  if (counter === 1) return true;
  if (counter !== null) return false;
  const shared = [...facts].filter(([field]) => before.facts.has(field));
  const differing = shared.filter(([field, value]) => before.facts.get(field) !== value);
  const isOther = differing.length > 0 && differing.length === shared.length;
  const hasHead = (number !== null && facts.size > 0) || (hasTitle && facts.size > 0);
  return hasHead && (isOther || (hasTitle && number !== null));
}

function headOf(sheet: Sheet): Head {
  const none = new TableArea();
  const notation: Notation = { mark: ',', order: 'day-first' };
  const announced = assign([sheet], findLabels([sheet], none), findAll([sheet], notation), none);
  const facts = new Map<LabelField, string>();
  for (const { field, value, score } of announced)
    if (factFields.includes(field) && score > 0.5 && !facts.has(field)) facts.set(field, value);
  return {
    number: announced.find(({ field, score }) => field === 'number' && score > 0.4)?.value ?? null,
    facts,
    hasTitle: titlesOf(sheet).some(({ score }) => score > 0.7),
    counter: pageCounter(sheet),
  };
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
