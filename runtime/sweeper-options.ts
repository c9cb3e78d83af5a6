import type { Client } from '@temporalio/client';
import type { Log } from '../api/log.ts';
import type { Database } from '../db/client.ts';
import type { WorkflowStarter } from './workflows.ts';

/** What the sweeper works with. */
export interface SweeperOptions {
  readonly database: Database;
  readonly client: Client;
  readonly starter: WorkflowStarter;
  readonly log: Log;
  readonly intervalSeconds: number;
  readonly graceSeconds: number;
  /** A workflow that still runs this long after its promise is taken to be stuck. */
  readonly overdueSeconds: number;
}
