import { proxyLocalActivities, upsertSearchAttributes } from '@temporalio/workflow';
import type { InboundActivities, ReceivedDocument } from '../activities/inbound.ts';
import { searchAttributes } from './contracts/outbound.ts';

const database = proxyLocalActivities<InboundActivities>({
  startToCloseTimeout: '60s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** Reads what an arrival says into its row; the arrival itself was kept before this began. */
export async function receiveDocument(document: ReceivedDocument): Promise<void> {
  const { status, code } = await database.readArrival(document);
  upsertSearchAttributes([
    { key: searchAttributes.stage, value: status },
    ...(code === null ? [] : [{ key: searchAttributes.errorCode, value: code }]),
  ]);
}
