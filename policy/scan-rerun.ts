import type { ScanStatus } from './scan.ts';

/** Statuses of scans that may be read again. What was accepted stands; what is being read is being read. */
export const rerunStatuses = ['failed', 'review', 'rejected'] as const satisfies ScanStatus[];

/** Why a scan is not read again now, or null where it may be. A person's corrections are never overwritten. */
export function mayRerun(
  scan: { readonly status: ScanStatus; readonly lockedUntil: Date | null },
  run: { readonly status: 'open' | 'closed' },
  draft: { readonly corrected: readonly string[] } | null,
  now: Date,
): 'wrong-state' | 'corrected' | 'locked' | null {
  const isAllowed = rerunStatuses.some((status) => status === scan.status);
  if (!isAllowed || run.status === 'open') return 'wrong-state';
  if (draft && draft.corrected.length > 0) return 'corrected';
  return scan.lockedUntil !== null && scan.lockedUntil > now ? 'locked' : null;
}

/** How far a batch has come, by what became of its documents. */
export interface BatchProgress {
  readonly total: number;
  readonly done: number;
  readonly failed: number;
}

export function progressOf(results: readonly { readonly outcome: string | null }[]): BatchProgress {
  const done = results.filter(({ outcome }) => outcome !== null);
  return {
    total: results.length,
    done: done.length,
    failed: done.filter(({ outcome }) => outcome === 'failed').length,
  };
}
