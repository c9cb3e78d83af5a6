/** Run `run` of a delivery. */
export const outboundWorkflowId = (deliveryId: string, run: number): string =>
  `outbound/${deliveryId}/${run}`;

/** The reading of one received document. */
export const inboundWorkflowId = (receivedId: string): string => `inbound/${receivedId}`;

/** Takes a workflow id apart: its kind, and the id and run in it. */
export function readWorkflowId(
  workflowId: string,
): { kind: 'outbound'; id: string; run: number } | { kind: 'inbound'; id: string } | null {
  const [kind, id, run] = workflowId.split('/');
  if (kind === 'outbound' && id && run) return { kind, id, run: Number(run) };
  return kind === 'inbound' && id ? { kind, id } : null;
}
