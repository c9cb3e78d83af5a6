import { may2026 } from '../releases.ts';

/** Rules that Billing 3.0.21 (release 2026.5) brought, and those that it replaced. */
export const since3021 = { since: may2026 };
export const until3021 = { until: may2026 };

/** The last day of the release before it. */
export const lastDayBefore3021 = '2026-08-16';
