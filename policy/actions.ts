import type { AttemptStatus, DeliveryStatus } from './delivery.ts';

export const deliveryActions = ['cancel', 'retry', 'reroute', 'answer'] as const;
export type DeliveryAction = (typeof deliveryActions)[number];

export const answers = ['arrived', 'not-arrived', 'send', 'stop'] as const;
export type Answer = (typeof answers)[number];

export interface ActionFacts {
  readonly status: DeliveryStatus;
  /** Code of the delivery, which for `needs-attention` says what is asked. */
  readonly code: string | null;
  /** An attempt got past the call, or may have. */
  readonly mayHavePassed: boolean;
  /** An attempt's outcome is unknown. */
  readonly isUnknown: boolean;
}

export type ActionRefusal = 'wrong-state' | 'already-sent' | 'outcome-unknown';

/** In which statuses a person may act. Source: docs/architecture.md, "Actions". */
const allowedIn: Record<DeliveryAction, readonly DeliveryStatus[]> = {
  cancel: ['accepted', 'waiting', 'needs-attention'],
  retry: ['waiting', 'failed', 'returned'],
  reroute: ['accepted', 'waiting', 'needs-attention', 'failed', 'returned'],
  answer: ['needs-attention'],
};

/** Why the action is refused, or null where it is allowed. */
export function refuseAction(
  action: DeliveryAction,
  facts: ActionFacts,
  answer?: Answer,
): ActionRefusal | null {
  if (!allowedIn[action].includes(facts.status)) return 'wrong-state';
  if (action === 'cancel' && facts.mayHavePassed) return 'already-sent';
  if (action === 'reroute' && facts.isUnknown) return 'outcome-unknown';
  if (action === 'reroute' && facts.mayHavePassed) return 'already-sent';
  if (action === 'answer') {
    const asked: readonly Answer[] =
      facts.code === 'outcome-unknown' ? ['arrived', 'not-arrived'] : ['send', 'stop'];
    if (answer === undefined || !asked.includes(answer)) return 'wrong-state';
  }
  return null;
}

/** What an action is judged by, from a delivery and its attempts: only the unfinished one counts. */
export function actionFacts(
  { status, code }: Pick<ActionFacts, 'status' | 'code'>,
  attempts: readonly { readonly status: AttemptStatus; readonly mayHavePassed: boolean }[],
): ActionFacts {
  const unfinished = attempts.find((one) => one.status === 'open' || one.status === 'unknown');
  return {
    status,
    code,
    mayHavePassed: unfinished?.mayHavePassed ?? false,
    isUnknown: unfinished?.status === 'unknown',
  };
}
