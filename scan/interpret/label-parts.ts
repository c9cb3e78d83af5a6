import { likeness } from './fold.ts';
import { gapBetween, textOf, type Token } from './layout.ts';
import type { LabelField, LabelPart } from './lexicon/language.ts';
import { labelParts, type Phrase } from './lexicon/lexicon.ts';
import type { Hit } from './phrases.ts';

type Parts = ReadonlySet<LabelPart>;

/** Letters that join the halves of a word, or end it. */
const joints = ['', 's', 'e', 'es', 'en', 'n', 'er', 'ens', 'ets'];
const longestWord = 30;

/** The parts as they are read: as printed, and with letters that OCR takes for each other made the same. */
const exact = indexOf((form) => form);
const alike = indexOf(likeness);

function indexOf(write: (form: string) => string): ReadonlyMap<string, Parts> {
  const index = new Map<string, Set<LabelPart>>();
  for (const [form, parts] of labelParts) {
    const written = write(form);
    const known = index.get(written) ?? new Set();
    for (const part of parts) known.add(part);
    index.set(written, known);
  }
  return index;
}

/** Words of one label stand closer than that, in heights; the heads of two columns may stand hardly further apart. */
const widest = 0.9;
const mostTokens = 5;

/**
 * The row's labels: those that were found in the lists, and those that no list has but that are made of known parts
 * altogether. The latter stand alone: no sentence goes on before or behind them.
 */
export function withParts(
  tokens: readonly Token[],
  listed: readonly Hit<LabelField>[],
  tolerant: boolean,
): Hit<LabelField>[] {
  const hits = [...listed];
  for (let from = 0; from < tokens.length; from++) {
    const hit = startsAlone(tokens, from) ? longestFrom(tokens, from, tolerant) : null;
    if (!hit) continue;
    const inside = hits.filter((other) => other.from < hit.to && other.to > from);
    const isBetter = inside.every(
      (other) => other.from >= from && other.to <= hit.to && isOverruled(other, hit),
    );
    if (!isBetter) continue;
    for (const other of inside) hits.splice(hits.indexOf(other), 1);
    hits.push(hit);
    from = hit.to - 1;
  }
  return hits.sort((a, b) => a.from - b.from);
}

/** Words in front may change what a listed label means, `Krediterad fakturas nummer`; words behind it only a general one. */
function isOverruled(listed: Hit<LabelField>, { from, to }: Hit<LabelField>): boolean {
  if (listed.from === from && listed.to === to) return false;
  return listed.from > from || listed.meanings.every(({ isWeak }) => isWeak);
}

function longestFrom(
  tokens: readonly Token[],
  from: number,
  tolerant: boolean,
): Hit<LabelField> | null {
  let best: Hit<LabelField> | null = null;
  for (let to = from + 1; to <= Math.min(tokens.length, from + mostTokens); to++) {
    const [last, token] = [tokens[to - 2], tokens[to - 1]];
    if (!token || (to > from + 1 && last && gapBetween(last, token) > widest)) break;
    const words = tokens.slice(from, to);
    const meanings = endsAlone(tokens, to) ? meaningOfParts(words, tolerant) : null;
    if (meanings) best = { from, to, text: textOf(words), meanings, closeness: 0.9 };
    if (token.text.endsWith(':')) break;
  }
  return best;
}

function startsAlone(tokens: readonly Token[], at: number): boolean {
  const [before, token] = [tokens[at - 1], tokens[at]];
  if (!token || token.form === '') return false;
  return (
    !before ||
    gapBetween(before, token) > widest ||
    /\d|[:;,.|•·)]$/.test(before.text) ||
    before.form === ''
  );
}

function endsAlone(tokens: readonly Token[], to: number): boolean {
  const [last, next] = [tokens[to - 1], tokens[to]];
  return (
    !last ||
    !next ||
    last.text.endsWith(':') ||
    gapBetween(last, next) > widest ||
    !/^\p{Ll}/u.test(next.text)
  );
}

/**
 * What the words mean as a label, by the parts that they are made of; null where a word is made of none, or where the
 * parts do not make a label together.
 */
function meaningOfParts(
  tokens: readonly Token[],
  tolerant: boolean,
): readonly Phrase<LabelField>[] | null {
  const all = new Set<LabelPart>();
  let numbers = 0;
  for (const { form } of tokens) {
    if (form === '') continue;
    const parts = partsOf(form, exact) ?? (tolerant ? partsOf(likeness(form), alike) : null);
    if (!parts) return null;
    if (parts.has('number')) numbers++;
    for (const part of parts) all.add(part);
  }
  // Two labels side by side.
  if (numbers > 1) return null;
  const [first] = tokens;
  // `No.` may be a label, `NO` before a company's number is none, and `#` says nothing by itself.
  if (tokens.length === 1 && isGeneral(all) && first && !/\p{L}{3}|\p{L}[.:]$/u.test(first.text))
    return null;
  const field = fieldOf(all);
  return field && [{ field, isWeak: isGeneral(all) }];
}

/** The parts that make up the whole word, with the fewest halves; null where some of it is none. */
function partsOf(word: string, index: ReadonlyMap<string, Parts>): Parts | null {
  const whole = index.get(word);
  if (whole) return whole;
  if (word.length > longestWord) return null;
  return halvesOf(word, index, true);
}

function halvesOf(word: string, index: ReadonlyMap<string, Parts>, isStart: boolean): Parts | null {
  for (let end = word.length; end > 0; end--) {
    const half = word.slice(0, end);
    const rest = word.slice(end);
    const parts =
      rest === '' ? halfOf(half, index) : (halfOf(half, index) ?? beginning(half, index, isStart));
    if (!parts) continue;
    if (rest === '') return parts;
    for (const joint of joints) {
      if (!rest.startsWith(joint)) continue;
      const after = rest.slice(joint.length);
      const others =
        after === '' ? joint !== '' && new Set<LabelPart>() : halvesOf(after, index, false);
      if (others) return new Set([...parts, ...others]);
    }
  }
  return null;
}

/** A half of a word says something, and has three letters at least, or two that stand for a number. */
function halfOf(text: string, index: ReadonlyMap<string, Parts>): Parts | null {
  const parts = index.get(text);
  if (!parts || parts.has('filler')) return null;
  return text.length > 2 || text === '#' || (text.length === 2 && parts.has('number'))
    ? parts
    : null;
}

const beginning = (
  text: string,
  index: ReadonlyMap<string, Parts>,
  isStart: boolean,
): Parts | null => (isStart ? (index.get(`${text}-`) ?? null) : null);

/** Of such parts alone a label says so little that it counts only close to its value. */
const isGeneral = (parts: Parts): boolean =>
  [...parts].filter((part) => part !== 'filler').length < 2;

/** The field that the parts announce together; null where they say nothing, or two things. */
function fieldOf(parts: Parts): LabelField | null {
  const has = (part: LabelPart): boolean => parts.has(part);
  const isNumber = has('number') || has('reference');
  if (has('date') && has('number')) return null;
  if (has('remittance')) return has('document') && isNumber ? 'number' : 'remittance';
  if (has('vat')) return has('number') ? 'vatNumber' : null;
  if (has('company')) return isNumber ? 'registrationNumber' : null;
  if (has('project')) return 'projectReference';
  if (has('contract')) return has('date') ? 'otherDate' : 'contractReference';
  if (has('period')) return 'otherDate';
  if (has('preceding')) return has('document') && !has('date') ? 'precedingInvoice' : null;
  if (has('delivery')) return has('number') ? 'deliveryNote' : 'deliveryDate';
  if (has('contact')) return has('our') ? 'sellerReference' : 'buyerReference';
  if (has('pay') && isNumber) return has('account') ? 'account' : 'remittance';
  if (has('order')) {
    if (has('date')) return 'otherDate';
    return has('our') ? 'otherNumber' : 'orderReference';
  }
  if (has('due') && (has('pay') || has('date') || has('document'))) return 'dueDate';
  if (has('pay')) return has('date') ? 'dueDate' : null;
  if (has('customer'))
    return has('number') ? 'customerNumber' : has('reference') ? 'buyerReference' : null;
  if (has('account')) return isNumber ? 'account' : null;
  if (has('document')) {
    if (has('date') || has('issue')) return 'issueDate';
    return isNumber || has('our') ? 'number' : null;
  }
  if (has('issue')) return has('date') || parts.size === 1 ? 'issueDate' : null;
  if (has('your'))
    return has('reference') ? 'buyerReference' : has('number') ? 'customerNumber' : null;
  if (has('our')) return has('reference') ? 'sellerReference' : null;
  return isNumber ? 'number' : null;
}
