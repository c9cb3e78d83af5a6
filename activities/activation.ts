import { lockActivation, mailsOf, updateMail, writeMail } from '../db/activations.ts';
import type { Database } from '../db/client.ts';
import { fulfil, promise } from '../db/deadlines.ts';
import type { ActivationMailRow, ActivationRow } from '../db/schema/activations.ts';
import { withTenant, type TenantTransaction } from '../db/tenant.ts';
import { addSeconds } from '../invoice/date.ts';
import {
  nextActivationStep,
  type ActivationFacts,
  type ActivationMailKind,
  type ActivationStatus,
  type ActivationStep,
} from '../policy/activation.ts';
import { activationWorkflowId } from '../policy/workflow-ids.ts';

/** One activation: the input of its workflow. */
export interface Activation {
  readonly tenantId: string;
  readonly activationId: string;
}

export interface ActivationPolicy {
  /** How long after a promised act the sweeper looks. */
  readonly graceSeconds: number;
  /** Domain of our Message-IDs. */
  readonly messageIdDomain: string;
  /** How long a day is to the reminders. */
  readonly daySeconds: number;
  /** How long the pauses between repeats are: 1, and less where somebody tries things out. */
  readonly pauseScale: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number | Promise<number>;
}

/** What the workflow is to do, with what its page shows. */
export interface ActivationStepTaken {
  readonly step: Exclude<ActivationStep, { kind: 'write-reminder' }>;
  readonly status: ActivationStatus;
  /** What a person is asked for, or what holds it up. */
  readonly code: string | null;
}

/** The step of an activation that touches Postgres only; one transaction, and it may be repeated. */
export interface ActivationDatabaseActivities {
  /** What comes next. The first step of every workflow, also after a loss of Temporal. */
  takeActivationStep(activation: Activation): Promise<ActivationStepTaken>;
}

/** The longest that a call may be under way before its promise counts as broken. */
export const callPatienceSeconds = 70;

export function createActivationDatabaseActivities(
  database: Database,
  policy: ActivationPolicy,
): ActivationDatabaseActivities {
  return {
    takeActivationStep: async ({ tenantId, activationId }) => {
      const now = await instantOf(policy);
      return withTenant(database, tenantId, async (transaction) => {
        const row = await lockActivation(transaction, tenantId, activationId);
        if (!row) throw new Error(`There is no activation ${activationId}.`);
        const { status } = row;
        const mails = await dropOvertaken(transaction, row);
        let step = nextActivationStep(factsOf(row, mails, policy), now);
        if (step.kind === 'write-reminder') {
          await orderMail(transaction, row, { kind: 'reminder', day: step.day, now, policy });
          step = nextActivationStep(
            factsOf(row, await mailsOf(transaction, activationId), policy),
            now,
          );
          if (step.kind === 'write-reminder') throw new Error('A reminder was written in vain.');
        }
        await promiseStep(transaction, row, step, now, policy.graceSeconds);
        return { step, status, code: status === 'needs-attention' ? row.code : row.delayCode };
      });
    },
  };
}

/** The instant that everything of one step goes by. */
export const instantOf = async ({
  now = Date.now,
}: Pick<ActivationPolicy, 'now'>): Promise<string> => new Date(await now()).toISOString();

function factsOf(
  row: ActivationRow,
  mails: readonly ActivationMailRow[],
  { daySeconds }: ActivationPolicy,
): ActivationFacts {
  return {
    status: row.status,
    invitedAt: row.invitedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
    isAgreementKept: row.signedSha256 !== null,
    isEnded: row.endedAt !== null,
    daySeconds,
    remindedDays: mails.flatMap(({ kind, day, documentNumber }) =>
      kind === 'reminder' && day !== null && documentNumber === row.documentNumber ? [day] : [],
    ),
    mails: mails.flatMap(({ messageId, nextTryAt }) =>
      nextTryAt === null ? [] : [{ messageId, nextTryAt: nextTryAt.toISOString() }],
    ),
    isClearingDue: row.documentsToClear.length > 0,
    nextClearingAt: row.nextClearingAt?.toISOString() ?? null,
  };
}

/** The mails; a reminder that is still to go out is dropped once the document is another one, or all is over. */
async function dropOvertaken(
  transaction: TenantTransaction,
  row: ActivationRow,
): Promise<ActivationMailRow[]> {
  const isOvertaken = ({ kind, nextTryAt, documentNumber }: ActivationMailRow): boolean =>
    kind === 'reminder' &&
    nextTryAt !== null &&
    (row.status !== 'waiting' || documentNumber !== row.documentNumber);
  const mails = await mailsOf(transaction, row.id);
  for (const { messageId } of mails.filter(isOvertaken)) {
    await updateMail(transaction, messageId, { nextTryAt: null, code: 'overtaken' });
  }
  return mails.map((mail) => (isOvertaken(mail) ? { ...mail, nextTryAt: null } : mail));
}

/** Writes down a mail of ours; it goes out once, whatever happens between. */
export async function orderMail(
  transaction: TenantTransaction,
  row: ActivationRow,
  mail: {
    kind: ActivationMailKind;
    day?: number;
    now: string;
    policy: Pick<ActivationPolicy, 'messageIdDomain'>;
  },
): Promise<void> {
  const { kind, day, now, policy } = mail;
  const document = row.documentNumber === 1 ? '' : `.${row.documentNumber}`;
  const what = day === undefined ? kind : `day-${day}`;
  await writeMail(transaction, {
    messageId: `<${row.id}${document}.${what}@${policy.messageIdDomain}>`,
    tenantId: row.tenantId,
    activationId: row.id,
    documentNumber: row.documentNumber,
    kind,
    day: day ?? null,
    email: row.email,
    writtenAt: new Date(now),
    nextTryAt: new Date(now),
  });
}

/** Moves the deadline to the step's own, so that the sweeper knows when something is missing. */
async function promiseStep(
  transaction: TenantTransaction,
  { id, tenantId }: ActivationRow,
  step: ActivationStep,
  now: string,
  graceSeconds: number,
): Promise<void> {
  const workflowId = activationWorkflowId(id);
  if (step.kind === 'finished' || (step.kind === 'wait' && step.until === null)) {
    return fulfil(transaction, workflowId);
  }
  const act =
    step.kind === 'wait' && step.until !== null ? step.until : addSeconds(now, callPatienceSeconds);
  const dueAt = new Date(addSeconds(act, graceSeconds));
  await promise(transaction, { workflowId, tenantId, subjectId: id, dueAt });
}
