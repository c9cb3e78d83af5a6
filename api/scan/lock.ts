import { z } from 'zod';
import { secondsFromNow } from '../../db/clock.ts';
import { updateScan } from '../../db/scans.ts';
import type { CompanyCaller } from '../auth.ts';
import { changing, holderOf, lockSeconds } from './change.ts';
import type { ScanPorts } from './ports.ts';

export const scanLock = z
  .object({ lockedBy: z.string(), lockedUntil: z.iso.datetime() })
  .meta({ id: 'ScanLock' });

/** Takes a scan for ten minutes, or has it for ten minutes more. Somebody else's: 409 `locked`. */
export const takeLock = (
  ports: ScanPorts,
  caller: CompanyCaller,
  id: string,
): Promise<z.output<typeof scanLock>> =>
  changing(ports, caller, id, ['review', 'failed'], async ({ transaction }) => {
    const lockedBy = holderOf(caller);
    const lockedUntil = secondsFromNow(lockSeconds);
    await updateScan(transaction, id, { lockedBy, lockedUntil });
    return { lockedBy, lockedUntil: lockedUntil.toISOString() };
  });

/** Gives a scan back to all. Given back before: nothing happens. */
export const giveLockBack = (ports: ScanPorts, caller: CompanyCaller, id: string): Promise<void> =>
  changing(ports, caller, id, ['review', 'failed'], async ({ transaction }) => {
    await updateScan(transaction, id, { lockedBy: null, lockedUntil: null });
  });
