import { fold } from '../fold.ts';
import type { DocumentKind } from '../../draft.ts';
import { danish } from './danish.ts';
import { dutch } from './dutch.ts';
import { english } from './english.ts';
import { finnish } from './finnish.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import type { AmountCues, ColumnField, LabelField, LabelPart, Language } from './language.ts';
import { norwegian } from './norwegian.ts';
import { swedish } from './swedish.ts';

/** All languages are looked for at once: a document mixes them, and none has to be recognised first. */
export const languages: readonly Language[] = [
  norwegian,
  swedish,
  danish,
  german,
  english,
  french,
  dutch,
  finnish,
];

export interface Phrase<Field> {
  readonly field: Field;
  /** True where the words are so general that they count only close to their value. */
  readonly isWeak: boolean;
}

/** Folded phrases without spaces. A phrase may mean several things. */
export type Phrases<Field> = ReadonlyMap<string, readonly Phrase<Field>[]>;

type Part = 'labels' | 'columns' | 'kinds';

function phrasesOf<Field extends string>(part: Part): Phrases<Field> {
  const phrases = new Map<string, Phrase<Field>[]>();
  for (const language of languages) {
    for (const [field, patterns] of Object.entries(language[part]) as [
      Field,
      readonly string[],
    ][]) {
      for (const pattern of patterns) add(phrases, field, pattern);
    }
  }
  return phrases;
}

function add<Field extends string>(
  phrases: Map<string, Phrase<Field>[]>,
  field: Field,
  pattern: string,
): void {
  const isWeak = pattern.startsWith('?');
  for (const text of spelledOut(isWeak ? pattern.slice(1) : pattern)) {
    const known = phrases.get(text);
    if (!known) phrases.set(text, [{ field, isWeak }]);
    else if (!known.some((phrase) => phrase.field === field)) known.push({ field, isWeak });
  }
}

/** The folded texts that a pattern stands for: `faktura|fakt + nr|nummer` is four. */
export const spelledOut = (pattern: string): string[] =>
  pattern
    .split(' + ')
    .map((alternatives) => alternatives.split('|').map(fold))
    .reduce((starts, ends) => starts.flatMap((start) => ends.map((end) => start + end)))
    .filter((text) => text !== '');

export const labelPhrases = phrasesOf<LabelField>('labels');
export const columnPhrases = phrasesOf<ColumnField>('columns');
export const kindPhrases = phrasesOf<DocumentKind>('kinds');

/** What folded words and halves of words say in labels; those that end with `-` only begin longer words. */
export const labelParts: ReadonlyMap<string, ReadonlySet<LabelPart>> = partsByText();

function partsByText(): Map<string, Set<LabelPart>> {
  const parts = new Map<string, Set<LabelPart>>();
  for (const language of languages) {
    for (const [part, texts] of Object.entries(language.parts) as [LabelPart, string][]) {
      for (const text of texts.split('|')) {
        const form = fold(text) + (text.endsWith('-') ? '-' : '');
        parts.set(form, (parts.get(form) ?? new Set()).add(part));
      }
    }
  }
  return parts;
}

const everywhere = (texts: (language: Language) => readonly string[]): ReadonlySet<string> =>
  new Set(
    languages
      .flatMap(texts)
      .map(fold)
      .filter((text) => text !== ''),
  );

/** Folded words by what they say of an amount. */
export const amountCues = Object.fromEntries(
  (
    [
      'pay',
      'vat',
      'without',
      'including',
      'net',
      'goods',
      'total',
      'base',
      'rounding',
      'prepaid',
      'discount',
      'charge',
      'carried',
    ] as const
  ).map((cue) => [cue, everywhere(({ amounts }) => amounts[cue] ?? [])]),
) as Readonly<Record<keyof AmountCues, ReadonlySet<string>>>;

/** Month by its folded name or the first three letters of it, 1–12. */
export const monthNumbers: ReadonlyMap<string, number> = new Map(
  languages
    .flatMap(({ months }) =>
      months.flatMap((names, index) =>
        names
          .split('|')
          .flatMap((name) => [
            [fold(name).slice(0, 3), index + 1] as const,
            [fold(name), index + 1] as const,
          ]),
      ),
    )
    // The languages that come first decide what three letters mean.
    .reverse(),
);

export const dayWords = everywhere(({ days }) => days);
export const atOnceWords = everywhere(({ atOnce }) => atOnce);
export const endOfMonthWords = everywhere(({ endOfMonth }) => endOfMonth);
export const untilWords = everywhere(({ until }) => until);
export const payingStarts = everywhere(({ paying }) => paying);
export const buyerWords = everywhere(({ buyer }) => buyer);
export const sellerWords = everywhere(({ seller }) => seller);
export const otherPartyWords = everywhere(({ otherParty }) => otherParty);
export const pageWords = everywhere(({ page }) => page.word);
export const pageOfWords = everywhere(({ page }) => page.of);
export const legalForms = everywhere((language) => language.legalForms);

/** UN/ECE recommendation 20 code by the folded word for the unit. */
export const unitCodes: ReadonlyMap<string, string> = new Map(
  languages.flatMap(({ units }) =>
    Object.entries(units).flatMap(([code, words]) =>
      words.map((word) => [fold(word), code] as const),
    ),
  ),
);
