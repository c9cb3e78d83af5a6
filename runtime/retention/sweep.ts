import { describeError, type Log } from '../../api/log.ts';
import type { Database } from '../../db/client.ts';
import { currentTime } from '../../db/clock.ts';
import type { DocumentStore } from '../../documents/store.ts';
import { norwegianDay } from '../../invoice/date.ts';
import { startRounds, type Rounds } from '../rounds.ts';
import { eraseExpiredOfAll } from './erase.ts';

const hourMs = 3_600_000;

/** Erases by itself, every hour, what the law wants kept no longer: without an archive, where the operator has said so. */
export const startRetention = (options: {
  readonly database: Database;
  readonly documents: DocumentStore;
  readonly log: Log;
}): Rounds =>
  startRounds(
    hourMs,
    async () => {
      const { companies } = await eraseExpiredOfAll(options, norwegianDay(currentTime()), null);
      for (const { tenantId, ...told } of companies) {
        options.log.info('What need not be kept longer was erased.', { tenantId, ...told });
      }
      return false;
    },
    (error) =>
      options.log.error('Retention failed; it is tried again.', { error: describeError(error) }),
  );
