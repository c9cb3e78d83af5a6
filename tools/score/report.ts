import { fields, header, type Field } from './fields.ts';
import type { Scored, Scores } from './score.ts';

const share = (part: number, of: number): number =>
  Math.round((1000 * part) / Math.max(of, 1)) / 10;
const f1 = (hit: number, wanted: number, given: number): number =>
  wanted + given > 0 ? Math.round((2000 * hit) / (wanted + given)) / 1000 : 0;
const isHeader = (field: Field): boolean => (header as readonly Field[]).includes(field);

/** The figures of all documents, the same as the reference scorer's last line. */
export function summary({
  documents,
  others,
  splits,
  milliseconds,
}: Scores): Record<string, unknown> {
  const count = (is: (document: Scored) => boolean): number => documents.filter(is).length;
  const sum = (of: (document: Scored) => number): number =>
    documents.reduce((total, document) => total + of(document), 0);
  const verdicts = documents.flatMap((document) => header.map((field) => document.verdicts[field]));
  const printed = verdicts.filter(({ isPrinted }) => isPrinted);
  const released = count(({ isReleased }) => isReleased);
  const of = (list: readonly unknown[], hit: number): string => `${hit}/${list.length}`;
  const seconds = (index: number): number | undefined => {
    const value = milliseconds[index];
    return value === undefined ? undefined : value / 1000;
  };
  return {
    documents: documents.length,
    noAnswer: count(({ hasAnswer }) => !hasAnswer),
    fields: share(printed.filter(({ isRight }) => isRight === true).length, printed.length),
    invented: verdicts.filter(({ isPrinted, isRight }) => !isPrinted && isRight === false).length,
    headers: share(
      count(({ isHeaderRight }) => isHeaderRight),
      documents.length,
    ),
    everything: share(
      count(
        ({ isHeaderRight, lines }) =>
          isHeaderRight && lines.right === lines.wanted && lines.right === lines.given,
      ),
      documents.length,
    ),
    lineF1: f1(
      sum(({ lines }) => lines.right),
      sum(({ lines }) => lines.wanted),
      sum(({ lines }) => lines.given),
    ),
    lineAmountF1: f1(
      sum(({ lines }) => lines.byAmount),
      sum(({ lines }) => lines.wanted),
      sum(({ lines }) => lines.given),
    ),
    released: share(released, documents.length),
    releasedWrong: share(
      count(({ isReleased, isHeaderRight }) => isReleased && !isHeaderRight),
      released,
    ),
    otherHeldBack: of(others, others.filter(({ isHeldBack }) => isHeldBack).length),
    otherNamed: of(others, others.filter(({ isNamed }) => isNamed).length),
    split: of(splits, splits.filter(({ isRight }) => isRight).length),
    seconds:
      milliseconds.length === 0
        ? null
        : {
            median: seconds(Math.floor(milliseconds.length / 2)),
            p95: seconds(Math.floor(milliseconds.length * 0.95)),
            max: seconds(milliseconds.length - 1),
          },
  };
}

/** For people: each field, where it failed, how sure one may be of a certainty, and the figures by layout and language. */
export function report(
  scores: Scores,
  show: number,
  by: readonly ('layout' | 'language')[],
): string {
  return [
    ...perField(scores, show),
    ...by.flatMap((name) => perGroup(scores, name)),
    ...perLine(scores, show),
    ...calibration(scores),
    ...misplaced(scores, show),
  ].join('\n');
}

function perField({ documents }: Scores, show: number): string[] {
  const rows = [
    `${'field'.padEnd(18)}${'right'.padStart(7)}${'of'.padStart(6)}${'%'.padStart(7)}${'invented'.padStart(10)}`,
  ];
  for (const field of fields) {
    const verdicts = documents.map((document) => document.verdicts[field]);
    const printed = verdicts.filter(({ isPrinted }) => isPrinted);
    const right = printed.filter(({ isRight }) => isRight === true).length;
    const invented = verdicts.filter(
      ({ isPrinted, isRight }) => !isPrinted && isRight === false,
    ).length;
    rows.push(
      `${field.padEnd(18)}${String(right).padStart(7)}${String(printed.length).padStart(6)}${String(share(right, printed.length)).padStart(7)}${String(invented).padStart(10)}${isHeader(field) ? '' : '   (not in the header)'}`,
    );
  }
  for (const field of fields) {
    const wrong = documents.flatMap(({ name, layout, mistakes }) =>
      mistakes
        .filter((mistake) => mistake.field === field)
        .map((mistake) => ({ name, layout, ...mistake })),
    );
    if (wrong.length === 0 || show === 0) continue;
    rows.push('', `${field}: wrong on ${wrong.length}`);
    for (const { name, layout, wanted, given } of wrong.slice(0, show))
      rows.push(`  ${name} ${layout}: given ${given || '–'}, true ${wanted || '–'}`);
  }
  return rows;
}

function perGroup({ documents }: Scores, by: 'layout' | 'language'): string[] {
  const groups = new Map<string, Scored[]>();
  for (const document of documents)
    groups.set(document[by], [...(groups.get(document[by]) ?? []), document]);
  const rows = [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, list]) => {
      const figures = summary({ documents: list, others: [], splits: [], milliseconds: [] });
      return `  ${name.padEnd(18)}${String(list.length).padStart(5)} documents  fields ${String(figures['fields']).padStart(5)}  headers ${String(figures['headers']).padStart(5)}  lines ${String(figures['lineF1']).padStart(5)}  released ${String(figures['released']).padStart(5)}`;
    });
  return ['', `by ${by}`, ...rows];
}

function perLine({ documents }: Scores, show: number): string[] {
  const worst = documents.filter(
    ({ lines }) => lines.right < lines.wanted || lines.given > lines.wanted,
  );
  if (worst.length === 0 || show === 0) return [];
  const rows = worst
    .slice(0, show)
    .map(
      ({ name, layout, lines }) =>
        `  ${name} ${layout}: ${lines.right} right and ${lines.byAmount} by amount of ${lines.wanted}, ${lines.given} given`,
    );
  return ['', `lines: not all right on ${worst.length}`, ...rows];
}

/** The edges of the buckets; the last one holds certainty itself. */
const edges = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.01];

function calibration({ documents }: Scores): string[] {
  const buckets = (list: readonly { sure: number; isRight: boolean }[]): string[] =>
    edges.slice(0, -1).flatMap((from, i) => {
      const to = edges[i + 1] ?? 1.01;
      const inside = list.filter(({ sure }) => sure >= from && sure < to);
      if (inside.length === 0) return [];
      return [
        `  ${from.toFixed(2)}–${Math.min(to, 1).toFixed(2)}${String(inside.length).padStart(7)}   right ${share(inside.filter(({ isRight }) => isRight).length, inside.length)} %`,
      ];
    });
  const whole = documents.flatMap(({ certainty, isHeaderRight }) =>
    certainty === null ? [] : [{ sure: certainty, isRight: isHeaderRight }],
  );
  const single = documents.flatMap(({ verdicts }) =>
    header.flatMap((field) => {
      const { confidence, isRight } = verdicts[field];
      return confidence === null || isRight === null ? [] : [{ sure: confidence, isRight }];
    }),
  );
  return [
    ...(whole.length > 0
      ? ['', 'certainty of a document, and how often its header is right', ...buckets(whole)]
      : []),
    ...(single.length > 0
      ? ['', 'confidence of a header field, and how often it is right', ...buckets(single)]
      : []),
  ];
}

function misplaced({ documents, others, splits }: Scores, show: number): string[] {
  const released = documents.filter(
    ({ isReleased, isHeaderRight }) => isReleased && !isHeaderRight,
  );
  const letThrough = others.filter(({ isHeldBack }) => !isHeldBack);
  const unsplit = splits.filter(({ isRight }) => !isRight);
  return [
    ...(released.length > 0
      ? [
          '',
          `released and wrong: ${released.length}`,
          ...released.slice(0, show).map(
            ({ name, layout, mistakes }) =>
              `  ${name} ${layout}: ${mistakes
                .filter(({ field }) => isHeader(field))
                .map(
                  ({ field, given, wanted }) => `${field} ${given || '–'}, true ${wanted || '–'}`,
                )
                .join('; ')}`,
          ),
        ]
      : []),
    ...(letThrough.length > 0
      ? [
          '',
          `no invoice, and let through: ${letThrough.map(({ name, kind }) => `${name} ${kind}`).join(', ')}`,
        ]
      : []),
    ...(unsplit.length > 0
      ? [
          '',
          'not split right',
          ...unsplit
            .slice(0, show)
            .map(({ name, wanted, given }) => `  ${name}: given ${given || '–'}, true ${wanted}`),
        ]
      : []),
  ];
}
