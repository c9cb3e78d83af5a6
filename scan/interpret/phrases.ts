import { likeness } from './fold.ts';
import { gapBetween, type Token } from './layout.ts';
import type { Phrase, Phrases } from './lexicon/lexicon.ts';

/** A phrase of the lexicon on the paper: the tokens `from` up to but not including `to` of its row. */
export interface Hit<Field> {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly meanings: readonly Phrase<Field>[];
  /** 1 where the letters are exactly those of the lexicon, less where OCR may have misread some. */
  readonly closeness: number;
}

/** Words of one label stand closer than that, in heights. */
const widestInLabel = 1.6;
const mostTokens = 9;
const longestText = 40;

export interface PhraseFinder<Field> {
  /** The phrases in a row, the longest first at each place, none within another. */
  find(tokens: readonly Token[], tolerant: boolean): Hit<Field>[];
}

/** `tolerant` also finds what OCR has misread by one letter, or by letters that look alike. */
export function phraseFinder<Field>(
  phrases: Phrases<Field>,
  widest = widestInLabel,
): PhraseFinder<Field> {
  let alike: ReadonlyMap<string, readonly Phrase<Field>[]> | undefined;
  const starts = startsOf(phrases.keys());
  const meaningsOf = (
    text: string,
    tolerant: boolean,
  ): [readonly Phrase<Field>[], number] | null => {
    const exact = phrases.get(text);
    if (exact) return [exact, 1];
    if (!tolerant || text.length < shortestTolerated) return null;
    alike ??= alikeIndex(phrases);
    for (const variant of variantsOf(text)) {
      const found = alike.get(variant);
      if (found) return [found, 0.85];
    }
    return null;
  };

  function longestAt(tokens: readonly Token[], from: number, tolerant: boolean): Hit<Field> | null {
    let text = '';
    let best: Hit<Field> | null = null;
    for (let to = from; to < Math.min(tokens.length, from + mostTokens); to++) {
      const token = tokens[to];
      const last = tokens[to - 1];
      if (!token || (to > from && last && gapBetween(last, token) > widest)) break;
      text += token.form;
      if (text.length > longestText) break;
      if (!tolerant && !starts.has(text.slice(0, startLength))) break;
      if (token.form === '') continue;
      const found = meaningsOf(text, tolerant);
      if (found) best = { from, to: to + 1, text, meanings: found[0], closeness: found[1] };
      // A colon ends a label.
      if (token.text.endsWith(':')) break;
    }
    return best;
  }

  return {
    find(tokens, tolerant) {
      const hits: Hit<Field>[] = [];
      for (let at = 0; at < tokens.length;) {
        const hit = tokens[at]?.form === '' ? null : longestAt(tokens, at, tolerant);
        if (hit) hits.push(hit);
        at = hit ? hit.to : at + 1;
      }
      return hits;
    },
  };
}

const shortestTolerated = 6;
const startLength = 3;

/** Every beginning of up to three letters: most words on a page begin no phrase, and are passed at once. */
function startsOf(texts: Iterable<string>): ReadonlySet<string> {
  const starts = new Set<string>();
  for (const text of texts) {
    for (let length = 1; length <= startLength; length++) starts.add(text.slice(0, length));
  }
  return starts;
}

/** By likeness, and by likeness with one letter left out: two texts that differ in one letter share one of these. */
function alikeIndex<Field>(phrases: Phrases<Field>): Map<string, readonly Phrase<Field>[]> {
  const index = new Map<string, readonly Phrase<Field>[]>();
  for (const [text, meanings] of phrases) {
    if (text.length < shortestTolerated) continue;
    for (const variant of variantsOf(text)) {
      if (!index.has(variant)) index.set(variant, meanings);
    }
  }
  return index;
}

function variantsOf(text: string): string[] {
  const whole = likeness(text);
  if (whole.length < shortestTolerated) return [whole];
  return [whole, ...Array.from(whole, (_, at) => whole.slice(0, at) + whole.slice(at + 1))];
}
