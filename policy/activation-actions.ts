import type { ActivationStatus } from './activation.ts';

/** What people may ask of an activation: the first three the company, the others the operator. */
export type ActivationAction =
  | { readonly kind: 'cancel' }
  | { readonly kind: 'restart' }
  | { readonly kind: 'change-email'; readonly email: string }
  | { readonly kind: 'accept' }
  | { readonly kind: 'reject' };

const allowed: Readonly<Record<ActivationAction['kind'], readonly ActivationStatus[]>> = {
  cancel: ['inviting', 'waiting', 'needs-attention'],
  restart: ['inviting', 'waiting', 'needs-attention'],
  'change-email': ['inviting', 'waiting', 'needs-attention'],
  accept: ['needs-attention'],
  reject: ['needs-attention'],
};

/** Why an action cannot be carried out now, or null. A document that is gone cannot be accepted: there is no signature. */
export function refuseActivationAction(
  { kind }: ActivationAction,
  { status, code, isEnded }: { status: ActivationStatus; code: string | null; isEnded: boolean },
): 'wrong-state' | null {
  const isPossible = !isEnded && allowed[kind].includes(status);
  const isWithoutSignature = kind === 'accept' && code === 'document-missing';
  return isPossible && !isWithoutSignature ? null : 'wrong-state';
}
