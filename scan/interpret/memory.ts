import type { Invoice } from '../../invoice/model.ts';
import type { InterpretedDocument, Place, RememberedField, SupplierMemory } from '../draft.ts';
import type { Box, Page } from '../words.ts';
import { amountAt } from './amounts.ts';
import { readPrintedDate } from './dates.ts';
import type { Notation } from './findings.ts';
import { fold } from './fold.ts';
import {
  around,
  gapBetween,
  heightOf,
  layOut,
  pieces,
  textOf,
  type Row,
  type Sheet,
  type Token,
} from './layout.ts';
import { companyKey } from './company-key.ts';

type Kind = 'date' | 'amount' | 'text';

/** What a correction can teach, by path in the invoice. */
export const learnable: Readonly<Record<string, Kind>> = {
  number: 'text',
  issueDate: 'date',
  dueDate: 'date',
  orderReference: 'text',
  buyerReference: 'text',
  'payment.remittanceInformation': 'text',
  'totals.withoutVat': 'amount',
  'totals.vat': 'amount',
  'totals.amountDue': 'amount',
};

/** The field's value as text; undefined where it is empty. */
export function fieldAt(invoice: Invoice, path: string): string | undefined {
  const value = path
    .split('.')
    .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], invoice);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** How a seller is known again: by its number, else by its name; null where it has neither. */
export function sellerKeyOf({ seller }: Invoice): string | null {
  const number = seller.legalRegistrationId ?? seller.vatId;
  if (number !== undefined) return companyKey(number);
  return fold(seller.name) === '' ? null : fold(seller.name);
}

/**
 * What a person's correction teaches about the supplier: for each field that was changed, the words beside or above the
 * value and how far from them it stands; for a field that was emptied, that it is not there. What is not on the paper
 * teaches nothing. Null where nothing is learnt. What was known before is kept.
 */
export function learn(
  pages: readonly Page[],
  before: InterpretedDocument,
  corrected: Invoice,
  known?: SupplierMemory,
): SupplierMemory | null {
  const sellerKey = sellerKeyOf(corrected);
  if (sellerKey === null) return null;
  const sheets = pages.filter(({ number }) => before.pages.includes(number)).map(layOut);
  const fields: Record<string, RememberedField> = { ...known?.fields };
  for (const [path, kind] of Object.entries(learnable)) {
    const value = fieldAt(corrected, path);
    if (value === fieldAt(before.invoice, path)) continue;
    const remembered = value === undefined ? absent : rememberedField(sheets, value, kind);
    if (remembered) fields[path] = remembered;
  }
  return Object.keys(fields).length === 0 ? null : { sellerKey, fields };
}

const absent: RememberedField = { label: '', offset: [0, 0], page: 0, isAbsent: true };

function rememberedField(
  sheets: readonly Sheet[],
  value: string,
  kind: Kind,
): RememberedField | null {
  for (const [at, sheet] of sheets.entries()) {
    for (const [rowAt, row] of sheet.rows.entries()) {
      for (let from = 0; from < row.tokens.length; from++) {
        const found = valueAt(row, from, kind, value);
        if (!found) continue;
        const page = at > 0 && at === sheets.length - 1 ? -1 : at;
        const label = labelBefore(row, from) ?? labelAbove(sheet.rows[rowAt - 1], found);
        const origin = label ? around(label) : ([0, 0, 0, 0] as const);
        return {
          label: label ? fold(textOf(label)) : '',
          offset: [found[0] - origin[0], found[1] - origin[1]],
          page,
        };
      }
    }
  }
  return null;
}

/** The box of the value if it begins with that token. */
function valueAt(row: Row, from: number, kind: Kind, value: string): Box | null {
  for (let to = from + 1; to <= Math.min(row.tokens.length, from + 6); to++) {
    const tokens = row.tokens.slice(from, to);
    if (sameValue(textOf(tokens), kind, value)) return around(tokens);
  }
  return null;
}

function sameValue(text: string, kind: Kind, value: string): boolean {
  if (kind === 'date')
    return readPrintedDate(text) === value || readPrintedDate(text, 'month-first') === value;
  if (kind === 'amount')
    return text.replaceAll(/\D/g, '') === value.replaceAll(/\D/g, '') && /\d/.test(text);
  return fold(text) === fold(value);
}

/** The words left of a token, up to a gap or a number. */
function labelBefore(row: Row, from: number): readonly Token[] | null {
  const words: Token[] = [];
  for (let at = from - 1; at >= 0; at--) {
    const token = row.tokens[at];
    const next = words[0];
    if (!token || (next && gapBetween(token, next) > 1.1) || /\d/.test(token.text)) break;
    words.unshift(token);
  }
  return words.some(({ form }) => form !== '') ? words : null;
}

function labelAbove(row: Row | undefined, value: Box): readonly Token[] | null {
  if (!row || value[1] - row.box[3] > 1.5 * heightOf(value)) return null;
  return (
    pieces(row.tokens).find(([token]) => {
      return token !== undefined && Math.abs(token.box[0] - value[0]) < heightOf(value);
    }) ?? null
  );
}

/** A value read where a correction has shown it. */
export interface Recalled {
  readonly path: string;
  /** Undefined where the field is known to be absent. */
  readonly value: string | undefined;
  readonly place: Place | null;
  readonly confidence: number;
}

/** What the memory of this seller says about the fields of a document. */
export function recall(
  sheets: readonly Sheet[],
  notation: Notation,
  { fields }: SupplierMemory,
): Recalled[] {
  return Object.entries(fields).flatMap(([path, field]): Recalled[] => {
    if (field.isAbsent) return [{ path, value: undefined, place: null, confidence: 0.9 }];
    const sheet = sheets.at(field.page);
    const kind = learnable[path];
    const origin = sheet && kind ? originOf(sheet, field) : null;
    if (!sheet || !kind || !origin) return [];
    const [x, y] = [origin[0] + field.offset[0], origin[1] + field.offset[1]];
    for (const row of sheet.rows) {
      const from = row.tokens.findIndex(
        ({ box }) =>
          Math.abs(box[1] - y) < 0.7 * heightOf(box) &&
          // Numbers are set flush right: the one that begins or reaches over the point is meant.
          (Math.abs(box[0] - x) < 2 * heightOf(box) || (box[0] < x + 60 && box[2] > x)),
      );
      const read = from < 0 ? null : readAt(row, from, kind, notation);
      if (read)
        return [
          {
            path,
            value: read.value,
            place: { page: row.page, box: read.box },
            confidence: 0.95 * read.confidence,
          },
        ];
    }
    return [];
  });
}

/** Where the label stands on this page; the page's corner where there is none. */
function originOf(
  sheet: Sheet,
  { label }: RememberedField,
): readonly [left: number, top: number] | null {
  if (label === '') return [0, 0];
  for (const row of sheet.rows) {
    for (let from = 0; from < row.tokens.length; from++) {
      let text = '';
      for (let to = from; to < row.tokens.length && text.length < label.length; to++) {
        text += row.tokens[to]?.form ?? '';
        const first = row.tokens[from];
        if (text === label && first) return [first.box[0], first.box[1]];
      }
    }
  }
  return null;
}

function readAt(
  row: Row,
  from: number,
  kind: Kind,
  { mark, order }: Notation,
): { value: string; box: Box; confidence: number } | null {
  const made = (to: number, value: string): { value: string; box: Box; confidence: number } => {
    const tokens = row.tokens.slice(from, to);
    return {
      value,
      box: around(tokens),
      confidence: Math.min(...tokens.map(({ confidence }) => confidence)),
    };
  };
  if (kind === 'amount') {
    const match = amountAt(row.tokens, from, mark);
    return match && made(match.to, match.value.amount.replace('-', ''));
  }
  if (kind === 'date') {
    for (let to = Math.min(row.tokens.length, from + 4); to > from; to--) {
      const day = readPrintedDate(textOf(row.tokens.slice(from, to)), order);
      if (day !== null) return made(to, day);
    }
    return null;
  }
  const [piece] = pieces(row.tokens.slice(from), 0.8);
  return piece ? made(from + piece.length, textOf(piece).replace(/[,;:]$/, '')) : null;
}
