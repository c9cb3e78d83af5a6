import type { IsoDate } from '../../invoice/model.ts';
import type { Alternative, Place } from '../draft.ts';
import type { Announced } from './assign.ts';
import type { Findings } from './findings.ts';
import type { LabelField } from './lexicon/language.ts';
import { around, gapBetween, textOf, type Sheet } from './layout.ts';
import type { Read } from './names.ts';
import { numberWordAt, titlesOf } from './kind.ts';
import { payingStarts, untilWords } from './lexicon/lexicon.ts';
import { dueBy, readTerms, type Terms } from './terms.ts';

/** A field with what else the paper would allow. */
export interface Choice extends Read {
  readonly alternatives: readonly Alternative[];
  readonly isDerived: boolean;
}

export interface Header {
  readonly number: Choice | null;
  readonly issueDate: Choice | null;
  readonly dueDate: Choice | null;
  readonly deliveryDate: Choice | null;
  readonly orderReference: Choice | null;
  readonly buyerReference: Choice | null;
  readonly precedingInvoice: Choice | null;
  readonly projectReference: Choice | null;
  readonly contractReference: Choice | null;
  readonly terms: string | null;
}

/** What the labels of a document's head announce. */
export function readHeader(
  sheets: readonly Sheet[],
  announced: readonly Announced[],
  findings: Findings,
): Header {
  const choose = (field: LabelField): Choice | null =>
    chosen(announced.filter((one) => one.field === field));
  const number = choose('number') ?? numberInTitle(sheets);
  const issueDate = choose('issueDate') ?? loneDate(announced, findings);
  const termsText = announced.filter(({ field }) => field === 'terms').map(({ value }) => value);
  const terms = termsOf(sheets, termsText);
  return {
    number,
    issueDate,
    dueDate: dueDateOf(
      chosen(announced.filter((one) => one.field === 'dueDate' && !isOffer(sheets, one.place))) ??
        dateInSentence(sheets, announced, findings),
      issueDate,
      terms,
    ),
    deliveryDate: choose('deliveryDate'),
    orderReference: choose('orderReference'),
    buyerReference: choose('buyerReference'),
    precedingInvoice: choose('precedingInvoice'),
    projectReference: choose('projectReference'),
    contractReference: choose('contractReference'),
    terms: termsText[0] ?? null,
  };
}

/** The value that labels announce most surely; several labels with one value strengthen it. */
function chosen(announced: readonly Announced[]): Choice | null {
  const byValue = new Map<string, { best: Announced; score: number }>();
  for (const one of announced) {
    const known = byValue.get(one.value);
    if (!known) byValue.set(one.value, { best: one, score: one.score });
    else {
      known.score += 0.3 * one.score;
      if (one.score > known.best.score) known.best = one;
    }
  }
  const ranked = [...byValue.values()].sort((a, b) => b.score - a.score);
  const [first, second] = ranked;
  if (!first) return null;
  const rivalry = second ? Math.max(0, 0.25 * (1 - (first.score - second.score) * 2)) : 0;
  return {
    value: first.best.value,
    place: first.best.place,
    confidence:
      Math.max(0.05, Math.min(0.99, 0.55 + 0.45 * Math.min(1, first.score) - rivalry)) *
      first.best.confidence,
    isDerived: false,
    alternatives: ranked.slice(1, 4).map(({ best, score }) => ({
      value: best.value,
      confidence: Math.min(0.5, score / 2),
      place: best.place,
    })),
  };
}

/** `RECHNUNG 1717890`: the number in the heading. */
function numberInTitle(sheets: readonly Sheet[]): Choice | null {
  for (const sheet of sheets) {
    for (const title of titlesOf(sheet)) {
      const row = sheet.rows[title.row];
      const behind = row?.tokens.slice(title.to) ?? [];
      const tokens = behind
        .slice(Math.max(0, numberWordAt(behind)))
        .filter(({ form }) => !/^(nr|no|nummer|n|number|#|)$/.test(form));
      const [token] = tokens;
      const before = token && row?.tokens[row.tokens.indexOf(token) - 1];
      if (before && gapBetween(before, token) > 8) continue;
      if (!row || !token || !/\d/.test(token.text) || /^\d{1,2}[./]\d/.test(token.text)) continue;
      return {
        value: token.text.replaceAll(/^[#(]|[),;:]$/g, ''),
        place: { page: row.page, box: token.box },
        confidence: 0.75 * token.confidence,
        isDerived: false,
        alternatives: [],
      };
    }
  }
  return null;
}

/** `Please pay 42,451.47 EUR to account … by Oct 18, 2026.` */
function dateInSentence(
  sheets: readonly Sheet[],
  announced: readonly Announced[],
  findings: Findings,
): Choice | null {
  const taken = new Set(announced.map(({ place }) => key(place)));
  for (const date of findings.dates) {
    if (taken.has(key(date))) continue;
    const row = sheets[date.sheet]?.rows[date.row];
    const above = sheets[date.sheet]?.rows[date.row - 1];
    if (!row || isOffer(sheets, date)) continue;
    const before = row.tokens.slice(Math.max(0, date.from - 2), date.from).map(({ form }) => form);
    // `Der Betrag ist am 03.05.2026 fällig`: in some languages what is asked for stands at the end.
    const asked = [...(above?.tokens ?? []), ...row.tokens];
    const isAsked = asked.some(({ form }) =>
      [...payingStarts].some((start) => form.startsWith(start)),
    );
    if (!isAsked || !before.some((form) => untilWords.has(form))) continue;
    return {
      value: date.value,
      place: { page: date.page, box: date.box },
      confidence: 0.8 * date.confidence,
      isDerived: false,
      alternatives: [],
    };
  }
  return null;
}

/** `Ved betaling innen 30.03.2026 innrømmes 2 % kontantrabatt`: the day in such a row is not when it is due. */
const isOffer = (sheets: readonly Sheet[], { page, box }: Place): boolean =>
  sheets.some(({ rows }) =>
    rows.some(
      (row) =>
        row.page === page &&
        row.box[1] <= box[1] + 1 &&
        row.box[3] >= box[3] - 1 &&
        notTerms.test(textOf(row.tokens)),
    ),
  );

/** The first date of the page where nothing announces it and no other label has it. */
function loneDate(announced: readonly Announced[], findings: Findings): Choice | null {
  const taken = new Set(announced.map(({ place }) => key(place)));
  const [first] = findings.dates.filter(
    ({ page, box, sheet }) => sheet === 0 && !taken.has(key({ page, box })),
  );
  if (!first) return null;
  return {
    value: first.value,
    place: { page: first.page, box: first.box },
    confidence: 0.5 * first.confidence,
    isDerived: false,
    alternatives: [],
  };
}

const key = ({ page, box }: Place): string => `${page}:${box.join()}`;

/** The printed day, else the one that the terms lead to. */
function dueDateOf(
  printed: Choice | null,
  issued: Choice | null,
  terms: { read: Terms; place: Place | null } | null,
): Choice | null {
  const derived = terms && issued ? dueBy(issued.value as IsoDate, terms.read) : null;
  if (printed) {
    const agrees = derived !== null && derived === printed.value;
    const isEarly = issued !== null && printed.value < issued.value;
    return {
      ...printed,
      confidence: isEarly
        ? printed.confidence * 0.4
        : agrees
          ? Math.min(0.99, printed.confidence + 0.05)
          : printed.confidence,
    };
  }
  if (derived === null || !issued) return null;
  return {
    value: derived,
    place: terms?.place ?? null,
    confidence: 0.85 * issued.confidence,
    isDerived: true,
    alternatives: [],
  };
}

const paying =
  /zahl|betal|payable|payment|terms|netto|net\b|forfall|förfall|paiement|règlement|maksu|due|(?:fra|från|ab|nach|from(?: the)?(?: date of)?) (?:faktura|rechnung|invoice)/i;
const notTerms =
  /innsigelse|reklam|anmärkn|anmerkn|claims?|widerruf|purre|rente|ränta|interest|verzug|skonto|rabat|discount|escompte/i;

function termsOf(
  sheets: readonly Sheet[],
  labelled: readonly string[],
): { read: Terms; place: Place | null } | null {
  for (const text of labelled) {
    const read = readTerms(text);
    if (read) return { read, place: null };
  }
  for (const sheet of sheets) {
    for (const row of sheet.rows) {
      const text = textOf(row.tokens);
      if (!paying.test(text) || notTerms.test(text) || !/\d/.test(text)) continue;
      const read = readTerms(text);
      if (read && read.days > 0)
        return { read, place: { page: row.page, box: around(row.tokens) } };
    }
  }
  return null;
}
