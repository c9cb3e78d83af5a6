import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';

interface Steps {
  step(n: number): Promise<number>;
}

const retry = { maximumAttempts: 3 };
const normal = proxyActivities<Steps>({ startToCloseTimeout: '30s', retry });
const local = proxyLocalActivities<Steps>({ startToCloseTimeout: '30s', retry });

/** What the server itself allows: one normal and two local activities, and nothing else. */
export async function floor(): Promise<number> {
  return local.step(await local.step(await normal.step(0)));
}
