import { countLines, isPrinted, isRight, plain } from './compare.ts';
import { answeredView, fields, header, paths, trueView, type Field } from './fields.ts';
import type { Answer, AnsweredDocument, DocumentTruth, FileTruth } from './truth.ts';

/** What was given for one field of one document, beside what is true. */
export interface Mistake {
  readonly field: Field;
  readonly wanted: string;
  readonly given: string;
}

/** How one invoice was read. */
export interface Scored {
  readonly name: string;
  readonly layout: string;
  readonly language: string;
  readonly isReleased: boolean;
  readonly hasAnswer: boolean;
  readonly certainty: number | null;
  /** Per field: on the paper, and right; null where it is neither on the paper nor given. */
  readonly verdicts: Readonly<
    Record<
      Field,
      {
        readonly isPrinted: boolean;
        readonly isRight: boolean | null;
        readonly confidence: number | null;
      }
    >
  >;
  readonly mistakes: readonly Mistake[];
  readonly isHeaderRight: boolean;
  readonly lines: {
    readonly right: number;
    readonly byAmount: number;
    readonly wanted: number;
    readonly given: number;
  };
}

/** A file that is no invoice, or holds several. */
export interface ScoredOther {
  readonly name: string;
  readonly kind: string;
  readonly isHeldBack: boolean;
  readonly isNamed: boolean;
}
export interface ScoredSplit {
  readonly name: string;
  readonly isRight: boolean;
  readonly wanted: string;
  readonly given: string;
}

export interface Scores {
  readonly documents: readonly Scored[];
  readonly others: readonly ScoredOther[];
  readonly splits: readonly ScoredSplit[];
  readonly milliseconds: readonly number[];
}

const isInvoice = ({ kind }: AnsweredDocument): boolean =>
  kind === 'invoice' || kind === 'credit-note';

/** Every truth beside its answer, by the name of the file. A file without an answer counts as all wrong. */
export function score(
  truths: ReadonlyMap<string, FileTruth>,
  answers: ReadonlyMap<string, Answer>,
): Scores {
  const documents: Scored[] = [];
  const others: ScoredOther[] = [];
  const splits: ScoredSplit[] = [];
  const milliseconds: number[] = [];
  for (const [name, truth] of truths) {
    const answer = answers.get(name);
    const given = answer?.documents ?? [];
    if (answer?.milliseconds !== undefined) milliseconds.push(answer.milliseconds);
    if ('documents' in truth) splits.push(scoreSplit(name, truth.documents, given));
    else if (truth.docType === 'other') {
      others.push({
        name,
        kind: truth.kind ?? 'other',
        isHeldBack:
          given.length > 0 && given.every((document) => !isInvoice(document) || !document.release),
        isNamed: given.length > 0 && !given.some(isInvoice),
      });
    } else documents.push(scoreDocument(name, truth, given[0]));
  }
  return { documents, others, splits, milliseconds: milliseconds.toSorted((a, b) => a - b) };
}

function scoreDocument(name: string, truth: DocumentTruth, answer: AnsweredDocument = {}): Scored {
  const [wanted, given] = [trueView(truth), answeredView(answer)];
  const shown = (view: typeof wanted, field: Field): string =>
    field === 'vatBreakdown'
      ? view.vatBreakdown.map(({ rate, base, tax }) => `${rate}%·${base}=${tax}`).join(' ')
      : view.texts[field].filter((value) => value !== null).join(' | ');
  const verdicts = Object.fromEntries(
    fields.map((field) => [
      field,
      {
        isPrinted: isPrinted(field, wanted),
        isRight: isRight(field, wanted, given, truth.language),
        confidence: confidenceOf(answer, field),
      },
    ]),
  ) as Scored['verdicts'];
  const wrong = fields.filter((field) => verdicts[field].isRight === false);
  return {
    name,
    layout: truth.layout ?? '',
    language: truth.language ?? '',
    isReleased: answer.release === true,
    hasAnswer: answer.kind !== undefined,
    certainty: answer.certainty ?? null,
    verdicts,
    mistakes: wrong.map((field) => ({
      field,
      wanted: shown(wanted, field),
      given: shown(given, field),
    })),
    isHeaderRight: !wrong.some((field) => (header as readonly Field[]).includes(field)),
    lines: { ...countLines(truth, given), wanted: wanted.lines.length, given: given.lines.length },
  };
}

function confidenceOf({ confidence = {} }: AnsweredDocument, field: Field): number | null {
  const found = (paths[field] ?? [])
    .map((path) => confidence[path])
    .filter((value) => value !== undefined);
  return found.length === 0 ? null : Math.max(...found);
}

function scoreSplit(
  name: string,
  wanted: readonly (DocumentTruth & { pages: readonly [number, number] })[],
  given: readonly AnsweredDocument[],
): ScoredSplit {
  const found = given.filter(
    (document) => isInvoice(document) && (document.pages?.length ?? 0) > 0,
  );
  const write = (pages: readonly number[], number: string | null | undefined): string =>
    `${pages[0]}–${pages.at(-1)}:${plain(number ?? null)}`;
  const wantedText = wanted
    .map(({ pages, invoiceNumber }) => write(pages, invoiceNumber))
    .join(' ');
  const givenText = found
    .map((document) => write(document.pages ?? [], answeredView(document).texts.number[0]))
    .join(' ');
  return { name, isRight: wantedText === givenText, wanted: wantedText, given: givenText };
}
