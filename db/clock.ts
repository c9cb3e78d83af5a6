/** Clocks that differ by less count as one: an answer takes its time on the way. */
const toleranceMs = 10_000;

/** How far PostgreSQL's clock is ahead of this process's. */
let aheadMs = 0;

/**
 * The time by PostgreSQL's clock, on which all processes agree: what is promised, overdue and expired is told by it.
 * A machine whose own clock is days off does what the others do. Known from the first transaction on.
 */
export const currentTime = (): Date => new Date(Date.now() + aheadMs);

/** So many seconds from now, by the same clock. */
export const secondsFromNow = (seconds: number): Date =>
  new Date(currentTime().getTime() + seconds * 1000);

/** Sets the clock by what PostgreSQL has just said, in milliseconds since 1970. */
export function setClock(databaseMs: number): void {
  const difference = databaseMs - Date.now();
  aheadMs = Math.abs(difference) < toleranceMs ? 0 : difference;
}
