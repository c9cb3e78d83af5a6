/** What a job of a printer comes to for the letter that it is. */
export type PrintJobOutcome = 'received' | 'posted' | 'refused';

/**
 * The letter's state by the job's (RFC 8011, 5.3.7). A printer knows of no post: what it has printed lies in its tray,
 * and whoever empties that posts it. A job that was cancelled or aborted is no letter, and says nothing of the
 * recipient, so that no other channel is tried by itself.
 */
const outcomes: Readonly<Record<number, PrintJobOutcome>> = {
  3: 'received', // pending
  4: 'received', // pending-held
  5: 'received', // processing
  6: 'received', // processing-stopped: out of paper
  7: 'refused', // canceled
  8: 'refused', // aborted
  9: 'posted', // completed
};

/** Null for a state that the protocol does not have. */
export const outcomeOfJob = (state: number): PrintJobOutcome | null => outcomes[state] ?? null;
