import type { IsoDate } from '../model.ts';

/** Codes by the days between which they may be used. */
export interface CodeList {
  /** Tells whether a code may be used on a day; without a day, by the newest release. */
  readonly has: (code: string, on?: IsoDate) => boolean;
  /** The codes of the newest release. */
  readonly current: readonly string[];
  /** The days on which the list changes. */
  readonly changes: readonly IsoDate[];
}

interface Period {
  readonly since?: IsoDate;
  readonly until?: IsoDate;
}

/** A list of codes separated by spaces; what came or went with a release stands apart. */
export function codeList(
  codes: string,
  changed: readonly (readonly [code: string, period: Period])[] = [],
): CodeList {
  const always = new Set(codes.split(' '));
  const dated = new Map(changed);
  return {
    has: (code, on) => {
      if (always.has(code)) return true;
      const period = dated.get(code);
      return (
        period !== undefined &&
        (period.since === undefined || on === undefined || on >= period.since) &&
        (period.until === undefined || (on !== undefined && on < period.until))
      );
    },
    current: [
      ...always,
      ...changed.filter(([, { until }]) => until === undefined).map(([code]) => code),
    ],
    changes: [
      ...new Set(changed.flatMap(([, { since, until }]) => [since ?? [], until ?? []].flat())),
    ].sort(),
  };
}
