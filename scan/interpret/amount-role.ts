import { fold } from './fold.ts';
import type { AmountCues } from './lexicon/language.ts';
import { amountCues } from './lexicon/lexicon.ts';

/** What an amount outside the lines is. */
export type AmountRole =
  | 'goods'
  | 'withoutVat'
  | 'vat'
  | 'withVat'
  | 'amountDue'
  | 'total'
  | 'base'
  | 'rounding'
  | 'prepaid'
  | 'discount'
  | 'charge'
  | 'carried';

type Cue = keyof AmountCues;

/** A cue as long as this counts within a word too: `nettobelop` has `netto`. */
const longEnough = 5;

const cues = Object.entries(amountCues).map(([cue, words]) => ({
  cue: cue as Cue,
  long: [...words].filter((word) => word.length >= longEnough),
  short: new Set([...words].filter((word) => word.length < longEnough)),
}));

/** `mvabelop`, `ustbetrag`, `summva`: words for VAT count at both ends of a word, short as they are. */
const vatWords = [...amountCues.vat].filter((word) => word.length >= 3 && word.length < longEnough);

/**
 * What the words beside or above an amount say that it is, or null where they say nothing.
 * They are weighed by meaning, not looked up: `Sum eks. mva`, `Totalbelopp före moms` and `Net amount` are all `withoutVat`.
 */
export function roleOf(words: readonly string[]): AmountRole | null {
  const told = cuesIn(words);
  if (told.has('carried')) return 'carried';
  if (told.has('rounding')) return 'rounding';
  if (told.has('pay')) return 'amountDue';
  if (told.has('prepaid') && !told.has('vat')) return 'prepaid';
  if (told.has('base')) return told.has('total') && told.has('without') ? 'withoutVat' : 'base';
  if (told.has('vat')) {
    if (told.has('without')) return told.has('goods') ? 'goods' : 'withoutVat';
    if (told.has('including')) return 'withVat';
    if (told.has('net')) return 'withoutVat';
    return 'vat';
  }
  if (told.has('discount')) return 'discount';
  if (told.has('charge')) return 'charge';
  if (told.has('goods')) return 'goods';
  if (told.has('net')) return 'withoutVat';
  if (told.has('without') && told.has('total')) return 'withoutVat';
  if (told.has('including') && told.has('total')) return 'withVat';
  return told.has('total') ? 'total' : null;
}

function cuesIn(words: readonly string[]): Set<Cue> {
  // `u/mva` and `inkl.moms` are two words each.
  const forms = words
    .flatMap((word) => word.split(/(?<=\p{L})[./](?=\p{L})/u))
    .map((word) => fold(word))
    .filter((form) => form !== '');
  const joined = forms.join('');
  const runs = new Set(
    forms.flatMap((form, at) => [
      form,
      form + (forms[at + 1] ?? ''),
      form + (forms[at + 1] ?? '') + (forms[at + 2] ?? ''),
    ]),
  );
  const told = new Set<Cue>();
  for (const { cue, long, short } of cues) {
    if (long.some((word) => joined.includes(word)) || [...runs].some((run) => short.has(run)))
      told.add(cue);
  }
  // At an end of a longer word, but `must` has no `USt`.
  const hasVat = forms.some((form) =>
    vatWords.some(
      (word) =>
        form === word ||
        (form.length > word.length + 2 && (form.startsWith(word) || form.endsWith(word))),
    ),
  );
  if (hasVat || forms.includes('avgift')) told.add('vat');
  return told;
}
