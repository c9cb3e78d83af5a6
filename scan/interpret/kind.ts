import type { DocumentKind } from '../draft.ts';
import { gapBetween, heightOf, type Row, type Sheet, type Token } from './layout.ts';
import { fold } from './fold.ts';
import { kindPhrases, languages } from './lexicon/lexicon.ts';
import { phraseFinder } from './phrases.ts';

/** A word that names the kind of document, where it stands as a heading. */
export interface Title {
  readonly kind: DocumentKind;
  readonly row: number;
  readonly to: number;
  /** How much it looks like the heading of the page: size, place and standing alone. */
  readonly score: number;
  readonly text: string;
}

const finder = phraseFinder(kindPhrases);

/** The headings of a page that name a kind of document, the strongest first. */
export function titlesOf(sheet: Sheet): Title[] {
  const tolerant = sheet.page.engine !== 'text';
  return sheet.rows
    .flatMap((row, at) =>
      [...hitsIn(row, tolerant), ...compoundHits(row), ...slashHits(row), ...spacedHits(row)].map(
        (hit) => titleOf(sheet, row, at, hit),
      ),
    )
    .filter((title): title is Title => title !== null)
    .sort((a, b) => b.score - a.score);
}

interface KindHit {
  readonly from: number;
  readonly to: number;
  readonly kind: DocumentKind;
  readonly text: string;
  readonly closeness: number;
}

const hitsIn = (row: Row, tolerant: boolean): KindHit[] =>
  finder.find(row.tokens, tolerant).flatMap(({ from, to, text, meanings, closeness }) => {
    const [meaning] = meanings;
    return meaning ? [{ from, to, text, kind: meaning.field, closeness }] : [];
  });

/** `Kundfaktura`, `Wartungsrechnung`, `UTGÅENDE FAKTURA`: a word that ends like the kind, or one word before it. */
function compoundHits(row: Row): KindHit[] {
  return row.tokens.flatMap(({ form }, at): KindHit[] => {
    const [ending, kind] = endings.find(([one]) => form.endsWith(one)) ?? [];
    if (!ending || !kind) return [];
    const before = row.tokens[at - 1];
    const token = row.tokens[at];
    const isPair =
      form === ending &&
      before &&
      token &&
      !isApart(before, token) &&
      /^\p{L}+$/u.test(before.text);
    if (form === ending && !isPair) return [];
    return [{ from: isPair ? at - 1 : at, to: at + 1, text: form, kind, closeness: 0.75 }];
  });
}

const endings: readonly (readonly [ending: string, kind: DocumentKind])[] = languages.flatMap(
  ({ kindEndings }) =>
    Object.entries(kindEndings).flatMap(([kind, words]) =>
      words.map((word) => [fold(word), kind as DocumentKind] as const),
    ),
);

/** `Faktura/bilag`, `Invoice/Statement of charges`: what stands first is what the paper is. */
function slashHits(row: Row): KindHit[] {
  return row.tokens.flatMap(({ text }, at): KindHit[] => {
    const first = /^(\p{L}{4,})\/\p{L}/u.exec(text)?.[1];
    const meaning = first === undefined ? undefined : kindPhrases.get(fold(first))?.[0];
    if (!meaning || first === undefined) return [];
    // The words behind the slash belong to the heading.
    let to = at + 1;
    while (row.tokens[to] && !isApart(row.tokens[to - 1] as Token, row.tokens[to] as Token)) to++;
    return [{ from: at, to, text: fold(first), kind: meaning.field, closeness: 0.9 }];
  });
}

/** Headings with space between the letters come as bits: `ORDERCONFIRM AT I O N`. */
function spacedHits(row: Row): KindHit[] {
  if (row.tokens.filter(({ form }) => form.length <= 2).length < 2) return [];
  for (let from = 0; from < row.tokens.length; from++) {
    let text = '';
    for (let to = from; to < Math.min(row.tokens.length, from + 24); to++) {
      text += row.tokens[to]?.form ?? '';
      const meaning = to > from + 1 ? kindPhrases.get(text)?.[0] : undefined;
      if (meaning) return [{ from, to: to + 1, text, kind: meaning.field, closeness: 1 }];
    }
  }
  return [];
}

function titleOf(sheet: Sheet, row: Row, at: number, hit: KindHit): Title | null {
  const tokens = row.tokens.slice(hit.from, hit.to);
  const [first] = tokens;
  const last = tokens.at(-1);
  if (!first || !last) return null;
  const size = Math.max(...tokens.map(({ box }) => heightOf(box))) / Math.max(1, sheet.wordHeight);
  const before = row.tokens[hit.from - 1];
  const after = row.tokens[hit.to];
  const startsAlone = !before || isApart(before, first);
  // `Faktura bilagsnr 1234`: the label behind it speaks of this paper's own number.
  const endsAlone = !after || isApart(last, after) || announcesNumber(row.tokens.slice(hit.to));
  if (!startsAlone || !endsAlone) return null;
  if (last.text.endsWith(':') && size < 1.25) return null;
  const height = sheet.page.height || 842;
  const top = Math.max(0, 1 - row.box[1] / (height * 0.6));
  const isUpper = tokens.every(({ text }) => text === text.toUpperCase());
  const numbered = after !== undefined && startsNumber(after) ? 0.2 : 0;
  const score = hit.closeness * (size - 0.8 + 0.6 * top + (isUpper ? 0.25 : 0) + numbered);
  return { kind: hit.kind, row: at, to: hit.to, text: hit.text, score };
}

const isApart = (a: Token, b: Token): boolean =>
  gapBetween(a, b) > 1.4 ||
  heightOf(a.box) < 0.78 * heightOf(b.box) ||
  heightOf(b.box) < 0.78 * heightOf(a.box);

const startsNumber = ({ text, form }: Token): boolean =>
  /^[#(]?[A-Z]{0,4}[-/]?\d/.test(text) ||
  /^(nr|no|nummer|n|number|#)$/.test(form) ||
  /^[-–:]$/.test(text);

/** Where in the words behind a heading `Nr.` and a number stand; -1 where they do not. */
export const numberWordAt = (tokens: readonly Token[]): number =>
  tokens
    .slice(0, 6)
    .findIndex(
      ({ form }, at) =>
        /^(nr|no|nummer|number)$/.test(form) && /\d/.test(tokens[at + 1]?.text ?? ''),
    );

/** A number at once, behind a word or two of its label, or behind `Nr.` after some words: `Rechnung des Werks Nr. 4`. */
const announcesNumber = (tokens: readonly Token[]): boolean => {
  if (numberWordAt(tokens) >= 0) return true;
  const at = tokens.slice(0, 3).findIndex((token) => startsNumber(token));
  return at === 0 || (at > 0 && tokens.length <= at + 2);
};

/** Invoice-like words never outweigh these where both are headings of like size. */
const weakHeadings: ReadonlySet<DocumentKind> = new Set<DocumentKind>([
  'receipt',
  'letter',
  'other',
]);

/** What a document is by its headings, and how plainly they say it (0–1). */
export function kindOf(sheets: readonly Sheet[]): {
  readonly kind: DocumentKind;
  readonly weight: number;
} {
  const titles = sheets.flatMap((sheet, at) =>
    titlesOf(sheet).map((title) => ({ ...title, score: title.score - (at > 0 ? 0.7 : 0) })),
  );
  const best = new Map<DocumentKind, number>();
  for (const { kind, score } of titles) best.set(kind, Math.max(best.get(kind) ?? 0, score));
  const ranked = [...best].sort((a, b) => b[1] - a[1]);
  const booked = ranked.find(([kind]) => kind === 'invoice' || kind === 'credit-note');
  const other = ranked.find(([kind]) => kind !== 'invoice' && kind !== 'credit-note');
  if (!booked && !other) return { kind: 'other', weight: 0 };
  if (!booked && other) return { kind: other[0], weight: Math.min(1, other[1]) };
  if (booked && !other) return { kind: booked[0], weight: Math.min(1, 0.4 + booked[1] / 2) };
  const [kind, score] = booked ?? ['other', 0];
  const [otherKind, otherScore] = other ?? ['other', 0];
  // A payment slip at the foot says `receipt`; a credit note mentions the invoice.
  const handicap = weakHeadings.has(otherKind) ? 0.45 : 0.1;
  if (otherScore - handicap > score)
    return { kind: otherKind, weight: Math.min(1, otherScore - score) };
  return { kind, weight: Math.max(0.1, Math.min(1, 0.4 + (score - otherScore + handicap) / 2)) };
}
