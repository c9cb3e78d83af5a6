/** Run `run` of a delivery. */
export const outboundWorkflowId = (deliveryId: string, run: number): string =>
  `outbound/${deliveryId}/${run}`;

/** The reading of one received document. */
export const inboundWorkflowId = (receivedId: string): string => `inbound/${receivedId}`;

/** Run `run` of a scan. */
export const scanWorkflowId = (scanId: string, run: number): string => `scan/${scanId}/${run}`;

/** Takes a workflow id apart: its kind, and the id and run in it. */
export function readWorkflowId(
  workflowId: string,
): { kind: 'outbound' | 'scan'; id: string; run: number } | { kind: 'inbound'; id: string } | null {
  const [kind, id, run] = workflowId.split('/');
  if ((kind === 'outbound' || kind === 'scan') && id && run) return { kind, id, run: Number(run) };
  return kind === 'inbound' && id ? { kind, id } : null;
}
