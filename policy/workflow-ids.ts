import { networkNames, type NetworkName } from './channels.ts';

/** Run `run` of a delivery. */
export const outboundWorkflowId = (deliveryId: string, run: number): string =>
  `outbound/${deliveryId}/${run}`;

/** The reading of one received document. */
export const inboundWorkflowId = (receivedId: string): string => `inbound/${receivedId}`;

/** Run `run` of a scan. */
export const scanWorkflowId = (scanId: string, run: number): string => `scan/${scanId}/${run}`;

/** The activation of a company, until it is authenticated or has ended otherwise. */
export const activationWorkflowId = (activationId: string): string => `activation/${activationId}`;

/** One mail that sends a document on to the company's own people. */
export const scanForwardWorkflowId = (forwardId: string): string => `scan-forward/${forwardId}`;

/** A batch of scans that are read again. */
export const rerunWorkflowId = (batchId: string): string => `rerun/${batchId}`;

/** A company's registration in one network. */
export const networksWorkflowId = (tenantId: string, network: NetworkName): string =>
  `networks/${tenantId}/${network}`;

/** The opening and closing of a company's scan account. */
export const scanAccountWorkflowId = (tenantId: string): string => `scan-account/${tenantId}`;

/** The eFaktura agreement of a company. */
export const agreementWorkflowId = (agreementId: string): string =>
  `efaktura-agreement/${agreementId}`;

/** The sending of one event to one webhook. */
export const webhookWorkflowId = (endpointId: string, eventId: string): string =>
  `webhook/${endpointId}/${eventId}`;

type ReadId =
  | { readonly kind: 'outbound' | 'scan'; readonly id: string; readonly run: number }
  | {
      readonly kind: 'inbound' | 'activation' | 'scan-forward' | 'rerun' | 'efaktura-agreement';
      readonly id: string;
    }
  | { readonly kind: 'networks'; readonly id: string; readonly network: NetworkName }
  | { readonly kind: 'scan-account'; readonly id: string }
  | { readonly kind: 'webhook'; readonly id: string; readonly eventId: string };

/** Takes a workflow id apart: its kind, the id in it, and the run, network or event. */
export function readWorkflowId(workflowId: string): ReadId | null {
  const [kind, id, more] = workflowId.split('/');
  if (!id) return null;
  switch (kind) {
    case 'outbound':
    case 'scan':
      return more ? { kind, id, run: Number(more) } : null;
    case 'inbound':
    case 'activation':
    case 'scan-forward':
    case 'rerun':
    case 'scan-account':
    case 'efaktura-agreement':
      return { kind, id };
    case 'webhook':
      return more ? { kind, id, eventId: more } : null;
    case 'networks': {
      const network = networkNames.find((name) => name === more);
      return network ? { kind, id, network } : null;
    }
    case undefined:
    default:
      return null;
  }
}
