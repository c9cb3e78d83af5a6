import type { IsoDate } from '../model.ts';

/** A release of the Peppol rules. */
export interface Release {
  readonly name: string;
  /** The first day on which it is in force. */
  readonly since: IsoDate;
}

/** The first day of release 2026.5: Billing 3.0.21 with CEN 1.3.16. */
export const may2026 = '2026-08-17';

/** The releases that are known, oldest first. A day before the oldest is judged by the oldest. */
export const releases: readonly [Release, ...Release[]] = [
  { name: '2025.11', since: '2026-02-23' },
  { name: '2026.5', since: may2026 },
];

/** The newest release that is known. */
export const newest: Release = releases.at(-1) ?? releases[0];

/** The release in force on a day. */
export const releaseOn = (day: IsoDate): Release =>
  releases.findLast(({ since }) => since <= day) ?? releases[0];
