import {
  condition,
  proxyLocalActivities,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { ScanAccountActivities, ScanAccountSubject } from '../activities/scan-account.ts';
import { wake } from './contracts/networks.ts';
import { searchAttributes } from './contracts/outbound.ts';

const database = proxyLocalActivities<ScanAccountActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** Opens a scan account, or closes it after the time of grace; woken when the switch is turned meanwhile. */
export async function followScanAccount(subject: ScanAccountSubject): Promise<void> {
  let wakings = 0;
  setHandler(wake, () => {
    wakings++;
  });
  for (;;) {
    const seen = wakings;
    const { status, until } = await database.turnScanAccount(subject);
    upsertSearchAttributes([{ key: searchAttributes.stage, value: status }]);
    if (until !== null) {
      const milliseconds = Math.max(0, Date.parse(until) - Date.now());
      await condition(() => wakings !== seen, milliseconds);
    } else if (wakings === seen) return;
  }
}
