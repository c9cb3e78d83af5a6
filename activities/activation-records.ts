import { lockActivation, noDelay, readActivation, updateActivation } from '../db/activations.ts';
import type { Database } from '../db/client.ts';
import { promise } from '../db/deadlines.ts';
import { appendEvents, type NewEvent } from '../db/events.ts';
import type { ActivationRow } from '../db/schema/activations.ts';
import { withTenant, type TenantTransaction } from '../db/tenant.ts';
import { addSeconds, secondsBetween } from '../invoice/date.ts';
import {
  activationPolicy,
  secondsToNextCall,
  type ActivationAttentionCode,
} from '../policy/activation.ts';
import { Failure } from '../policy/failure.ts';
import { activationWorkflowId } from '../policy/workflow-ids.ts';
import {
  callPatienceSeconds,
  instantOf,
  type Activation,
  type ActivationPolicy,
} from './activation.ts';
import { repeatIn } from './failures.ts';
import { withHeartbeat } from './heartbeat.ts';

/** How the calls of an activation write down what they did and what holds them up. */
export interface ActivationRecords {
  /** Records something of the document that a call was about; false, and nothing, where that is not the present one. */
  readonly record: (
    before: ActivationRow,
    work: (transaction: TenantTransaction, row: ActivationRow) => Promise<void>,
  ) => Promise<boolean>;
  /** The same for columns, with what the timeline tells. */
  readonly change: (
    before: ActivationRow,
    columns: Partial<ActivationRow>,
    event?: NewEvent,
  ) => Promise<boolean>;
  /** Moves the promise, so that the sweeper misses nothing and does not come too early. */
  readonly promiseAct: (
    transaction: TenantTransaction,
    row: ActivationRow,
    at: string,
  ) => Promise<void>;
  /** A call that Temporal repeats until it has done its work, with the pauses of the policy. */
  readonly repeated: (
    statuses: readonly ActivationRow['status'][],
    work: (row: ActivationRow, now: string) => Promise<void>,
  ) => (activation: Activation) => Promise<void>;
  /** Puts down a document that was made while the user turned away from it. */
  readonly clearLater: (row: ActivationRow, documentId: string) => Promise<void>;
}

export function createActivationRecords(
  database: Database,
  policy: ActivationPolicy,
): ActivationRecords {
  const record: ActivationRecords['record'] = (before, work) =>
    withTenant(database, before.tenantId, async (transaction) => {
      const row = await lockActivation(transaction, before.tenantId, before.id);
      const isPresent =
        row?.documentNumber === before.documentNumber &&
        row.status === before.status &&
        row.endedAt?.getTime() === before.endedAt?.getTime();
      if (row && isPresent) await work(transaction, row);
      return isPresent;
    });

  const change: ActivationRecords['change'] = (before, columns, event) =>
    record(before, async (transaction) => {
      await updateActivation(transaction, before.id, columns);
      if (event) await appendEvents(transaction, [event]);
    });

  const promiseAct: ActivationRecords['promiseAct'] = (transaction, row, at) =>
    promise(transaction, {
      workflowId: activationWorkflowId(row.id),
      tenantId: row.tenantId,
      subjectId: row.id,
      dueAt: new Date(addSeconds(at, policy.graceSeconds)),
    });

  /** Writes down what holds the activation up; returns the seconds until the next call, or null where a person is asked. */
  async function holdUp(
    before: ActivationRow,
    failure: Failure,
    now: string,
  ): Promise<number | null> {
    let seconds: number | null = null;
    await record(before, async (transaction, row) => {
      const isSame = row.delayCode === failure.code && row.delayedSince !== null;
      const since = isSame ? (row.delayedSince ?? new Date(now)) : new Date(now);
      const lasted = secondsBetween(since.toISOString(), now);
      if (
        failure.code === 'document-missing' &&
        lasted >= activationPolicy.missingDocumentSeconds
      ) {
        await askPerson(transaction, row, 'document-missing');
        return;
      }
      const failures = row.callFailures + 1;
      seconds = secondsToNextCall(failures, failure.retryAfterSeconds) * policy.pauseScale;
      await updateActivation(transaction, row.id, {
        delayKind: failure.kind,
        delayCode: failure.code,
        delayDetail: failure.message.slice(0, 500),
        delayedSince: since,
        callFailures: failures,
      });
      if (!isSame) {
        const parameters = { reason: failure.code, kind: failure.kind };
        await appendEvents(transaction, [eventOf(row, 'activation.delayed', parameters)]);
      }
      await promiseAct(transaction, row, addSeconds(now, seconds));
    });
    return seconds;
  }

  const repeated =
    (
      statuses: readonly ActivationRow['status'][],
      work: (row: ActivationRow, now: string) => Promise<void>,
    ) =>
    async ({ tenantId, activationId }: Activation): Promise<void> => {
      const now = await instantOf(policy);
      const row = await withTenant(database, tenantId, async (transaction) => {
        const found = await readActivation(transaction, tenantId, activationId);
        if (found && found.endedAt === null)
          await promiseAct(transaction, found, addSeconds(now, callPatienceSeconds));
        return found;
      });
      if (!row || row.endedAt !== null || !statuses.includes(row.status)) return;
      try {
        await withHeartbeat(() => work(row, now));
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        const seconds = await holdUp(row, error, now);
        if (seconds === null) return;
        const { kind: type, code, message } = error;
        throw repeatIn(seconds, { type, code, message });
      }
    };

  const clearLater = (row: ActivationRow, documentId: string): Promise<void> =>
    withTenant(database, row.tenantId, async (transaction) => {
      const present = await lockActivation(transaction, row.tenantId, row.id);
      if (!present || present.documentsToClear.includes(documentId)) return;
      const documentsToClear = [...present.documentsToClear, documentId];
      await updateActivation(transaction, row.id, { documentsToClear, nextClearingAt: null });
    });

  return { record, change, promiseAct, repeated, clearLater };
}

/** An event of the activation itself. */
export const eventOf = (
  { tenantId, id }: ActivationRow,
  code: NewEvent['code'],
  parameters: NewEvent['parameters'] = {},
): NewEvent => ({ tenantId, subjectId: id, code, parameters });

/** Stops the activation until a person has answered. */
export async function askPerson(
  transaction: TenantTransaction,
  row: ActivationRow,
  code: ActivationAttentionCode,
): Promise<void> {
  await updateActivation(transaction, row.id, { status: 'needs-attention', code, ...noDelay });
  await appendEvents(transaction, [
    eventOf(row, 'activation.needs-attention', { reason: code, signer: row.signedBy ?? '' }),
  ]);
}
