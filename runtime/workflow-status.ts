import { WorkflowNotFoundError, type Client } from '@temporalio/client';

/** What Temporal says of a workflow: `RUNNING`, `FAILED` …, or null where it does not know it. */
export async function statusOf(client: Client, workflowId: string): Promise<string | null> {
  try {
    return (await client.workflow.getHandle(workflowId).describe()).status.name;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
