import type { IsoDate } from '../invoice/model.ts';

/** How long after the end of its year accounting material is kept. Source: bokføringsloven § 13. */
const yearsKept = 5;

/**
 * The day before which what is finished may be erased: `today` is Norwegian. Of a year everything goes at once, on New
 * Year's Day. The database knows the same limit and refuses a later day.
 */
export const keptSince = (today: IsoDate): IsoDate =>
  `${Number(today.slice(0, 4)) - yearsKept}-01-01`;

/** What is erased when its time is over; each with all that hangs on it: runs, attempts, drafts, events, usage. */
export const expiringKinds = ['delivery', 'received', 'scan-arrival'] as const;
export type ExpiringKind = (typeof expiringKinds)[number];
