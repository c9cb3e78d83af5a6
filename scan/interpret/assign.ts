import type { Place } from '../draft.ts';
import type { Box } from '../words.ts';
import type { Findings, Found } from './findings.ts';
import type { Label } from './labels.ts';
import {
  around,
  gapBetween,
  heightOf,
  pieces,
  textOf,
  type Row,
  type Sheet,
  type Token,
} from './layout.ts';
import type { TableArea } from './table-area.ts';
import type { LabelField } from './lexicon/language.ts';
import { referenceFrom, wordsFrom } from './values.ts';

/** A value that a label announces. */
export interface Announced {
  readonly field: LabelField;
  /** A day for dates, the printed text for all others. */
  readonly value: string;
  readonly place: Place;
  /** 0–1: how surely the label means this value. */
  readonly score: number;
  readonly label: Label;
  readonly confidence: number;
}

const dateFields: ReadonlySet<LabelField> = new Set<LabelField>([
  'issueDate',
  'dueDate',
  'deliveryDate',
  'otherDate',
]);

/** Fields that hold words; all others hold a digit at least. */
const wordFields: ReadonlySet<LabelField> = new Set<LabelField>([
  'buyerReference',
  'sellerReference',
  'terms',
  'currency',
  'projectReference',
  'email',
]);

interface Offer {
  readonly label: Label;
  readonly field: LabelField;
  readonly key: string;
  readonly value: string;
  readonly box: Box;
  readonly page: number;
  readonly confidence: number;
  readonly score: number;
}

/**
 * Which value each label announces: the one to its right or the one below, whichever fits better, and each value
 * belongs to one label. Values of labels that nobody asks for (a customer's number) are taken all the same,
 * so that no other label gets them.
 */
export function assign(
  sheets: readonly Sheet[],
  labels: readonly Label[],
  findings: Findings,
  table: TableArea,
): Announced[] {
  const page = new Paper(sheets, labels, findings, table);
  const offers = labels
    .flatMap((label) => label.fields.flatMap((field) => page.offersFor(label, field)))
    .sort((a, b) => b.score - a.score);
  const takenLabels = new Set<Label>();
  const takenValues = new Map<string, Offer>();
  const announced: Announced[] = [];
  for (const offer of offers) {
    if (takenLabels.has(offer.label) || takenValues.has(offer.key)) continue;
    takenLabels.add(offer.label);
    takenValues.set(offer.key, offer);
    const { field, value, score, label, confidence } = offer;
    announced.push({
      field,
      value,
      score,
      label,
      confidence,
      place: { page: offer.page, box: offer.box },
    });
  }
  return announced;
}

class Paper {
  private readonly labelsOfRow = new Map<string, Label[]>();
  private readonly datesOfRow = new Map<string, Found<string>[]>();
  private readonly sheets: readonly Sheet[];
  private readonly table: TableArea;

  constructor(
    sheets: readonly Sheet[],
    labels: readonly Label[],
    findings: Findings,
    table: TableArea,
  ) {
    this.sheets = sheets;
    this.table = table;
    for (const label of labels) push(this.labelsOfRow, `${label.sheet}:${label.row}`, label);
    for (const date of findings.dates) push(this.datesOfRow, `${date.sheet}:${date.row}`, date);
  }

  offersFor(label: Label, field: LabelField): Offer[] {
    const right = this.rightOf(label, field);
    return [...(right ? [right] : []), ...this.below(label, field)];
  }

  private rightOf(label: Label, field: LabelField): Offer | null {
    const row = this.sheets[label.sheet]?.rows[label.row];
    if (!row) return null;
    const end = this.nextLabel(label, row);
    const start = skipMarks(row.tokens, label.to);
    const first = row.tokens[start];
    // Behind a row of dots the value is as near as beside its label.
    const last = row.tokens[start - 1];
    if (!first || !last || start >= end) return null;
    const gap = gapBetween(last, first);
    // `INVOICE` as a heading says nothing of what stands far beside it.
    if (label.weight < 0.8 && !label.hasColon && gap > 8 && !dateFields.has(field)) return null;
    const reach = Math.max(0.5, 1 - Math.max(0, gap - 1) / 50);
    const nearness =
      label.weight < 0.8 && !dateFields.has(field) && gap > 2.5 && !label.hasColon ? 0.5 : 1;
    return this.offer(label, field, row, start, end, label.row, reach * nearness);
  }

  /** The values in the next rows that stand under the label. */
  private below(label: Label, field: LabelField): Offer[] {
    const rows = this.sheets[label.sheet]?.rows ?? [];
    const height = heightOf(label.box);
    const offers: Offer[] = [];
    for (let at = label.row + 1; at < Math.min(rows.length, label.row + 4); at++) {
      const row = rows[at];
      if (!row || row.box[1] - label.box[3] > 2.2 * height) break;
      const start = row.tokens.findIndex(({ box }) => isUnder(box, label.box, height));
      const token = row.tokens[start];
      if (!token) continue;
      const inLabel = this.labelsOfRow
        .get(`${label.sheet}:${at}`)
        ?.some(({ from, to }) => start >= from && start < to);
      if (inLabel) break;
      const { other } = label;
      if (other?.row === at && start >= other.from && start < other.to) continue;
      const down = Math.max(0, token.box[1] - label.box[3]) / height;
      const aside =
        Math.min(Math.abs(token.box[0] - label.box[0]), Math.abs(token.box[2] - label.box[2])) /
        height;
      const score = 0.86 - 0.12 * down - 0.03 * Math.min(aside, 8);
      const nextLabel = this.labelsOfRow
        .get(`${label.sheet}:${at}`)
        ?.find(({ from }) => from > start)?.from;
      const offer = this.offer(label, field, row, start, nextLabel ?? row.tokens.length, at, score);
      if (offer) offers.push(offer);
      break;
    }
    return offers;
  }

  private offer(
    label: Label,
    field: LabelField,
    row: Row,
    start: number,
    end: number,
    rowIndex: number,
    nearness: number,
  ): Offer | null {
    const key = `${label.sheet}:${rowIndex}`;
    const first = row.tokens[start];
    if (!first || this.table.has(label.sheet, rowIndex, first.box)) return null;
    if (dateFields.has(field)) {
      const date = this.datesOfRow.get(key)?.find(({ from }) => from >= start && from < end);
      if (!date) return null;
      // Words between a label and its date make it less its own.
      const between = row.tokens.slice(start, date.from).filter(({ form }) => form !== '').length;
      if (between > 3) return null;
      return {
        label,
        field,
        key: `${key}:${date.from}`,
        value: date.value,
        box: date.box,
        page: date.page,
        confidence: date.confidence,
        score: label.weight * nearness * (1 - 0.12 * between),
      };
    }
    const tokens = wordFields.has(field)
      ? wordsFrom(row.tokens, start, end)
      : this.reference(row, start, end, field, label.sheet, rowIndex);
    if (tokens.length === 0) return null;
    const isDate = this.datesOfRow.get(key)?.some(({ from, to }) => from <= start && start < to);
    if (field === 'number' && (isMoney(textOf(tokens)) || (isDate && label.weight < 0.8)))
      return null;
    return {
      label,
      field,
      key: `${key}:${start}`,
      value: textOf(tokens).replaceAll(/^[:#\s]+|[,;:\s]+$/g, ''),
      box: around(tokens),
      page: row.page,
      confidence: Math.min(...tokens.map(({ confidence }) => confidence)),
      score: label.weight * nearness * (isDate ? 0.3 : 1),
    };
  }

  private reference(
    row: Row,
    start: number,
    end: number,
    field: LabelField,
    sheet: number,
    rowIndex: number,
  ): readonly Token[] {
    const tokens = referenceFrom(row.tokens, start, end, field);
    const [first] = tokens;
    return first && field === 'remittance'
      ? [...tokens, ...this.wrapped(sheet, rowIndex, first)]
      : tokens;
  }

  /** A reference too long for its column goes on in the next row, digits only and from the same edge. */
  private wrapped(sheet: number, row: number, first: Token): readonly Token[] {
    const next = this.sheets[sheet]?.rows[row + 1];
    const height = heightOf(first.box);
    if (!next || next.box[1] - first.box[3] > 0.8 * height) return [];
    const piece = pieces(next.tokens).find(
      ([token]) => token !== undefined && Math.abs(token.box[0] - first.box[0]) < 2,
    );
    return piece?.every(({ text }) => /^\d+$/.test(text)) && piece.length <= 3 ? piece : [];
  }

  private nextLabel(label: Label, row: Row): number {
    const next = this.labelsOfRow
      .get(`${label.sheet}:${label.row}`)
      ?.filter(({ from }) => from >= label.to)
      .map(({ from }) => from);
    return Math.min(row.tokens.length, ...(next ?? []));
  }
}

/** `NOK 596 544,74`: no document is numbered like that. */
const isMoney = (text: string): boolean =>
  /^(?:[A-Z]{3} |[€£$] ?)?(?:\d{1,3}(?:[ .,'’]\d{3})+|\d+)[.,]\d{2}(?: [A-Z]{3})?$/.test(text);

const push = <Value>(map: Map<string, Value[]>, key: string, value: Value): void => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

/** Past dots, colons, and what stands in brackets behind a label: `KID (må oppgis): 0874471824`. */
const skipMarks = (tokens: readonly Token[], from: number): number => {
  let at = from;
  while (tokens[at]?.form === '' || tokens[at]?.form === '#') at++;
  if (!tokens[at]?.text.startsWith('(')) return at;
  const end = tokens.slice(at, at + 6).findIndex(({ text }) => /\)[.:]?$/.test(text));
  return end < 0 || tokens.slice(at, at + end + 1).some(({ text }) => /\d/.test(text))
    ? at
    : at + end + 1;
};

const isUnder = (box: Box, label: Box, height: number): boolean =>
  Math.abs(box[0] - label[0]) < 1.5 * height ||
  Math.abs(box[2] - label[2]) < 1.2 * height ||
  (box[0] < label[2] && box[2] > label[0]);
