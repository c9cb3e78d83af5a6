import {
  ActivityFailure,
  continueAsNew,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow';
import type {
  AgreementCallActivities,
  AgreementDatabaseActivities,
  AgreementSubject,
} from '../activities/efaktura-agreement.ts';
import type { AgreementOutcome, AgreementStage } from '../policy/efaktura.ts';
import { failedCall, followRow } from './registration.ts';

const database = proxyLocalActivities<AgreementDatabaseActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** Repeated by Temporal only where our own side failed; what the other side says is decided on in `policy/efaktura.ts`. */
const calls = proxyActivities<AgreementCallActivities>({
  startToCloseTimeout: '3m',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
});

/**
 * A company gets its eFaktura agreement, or ends it: step after step, as the row in Postgres says. Each call may be
 * repeated, so this workflow may be lost, reset or started again at any moment.
 */
export async function followAgreement(subject: AgreementSubject): Promise<void> {
  await followRow({
    take: () => database.takeAgreementStep(subject),
    carryOut: async ({ kind, change }) =>
      database.recordAgreementCall(subject, change, await call(subject, kind)),
    again: () => continueAsNew<typeof followAgreement>(subject),
  });
}

const summaries: Record<AgreementStage, string> = {
  ask: 'Spør hvem som har avtalen',
  order: 'Bestiller avtalen',
  await: 'Ser om avtalen er aktiv',
  invite: 'Sender flytteskjema til signering',
  signature: 'Ser om skjemaet er signert',
  transfer: 'Flytter avtalen',
  end: 'Avslutter avtalen',
};

async function call(subject: AgreementSubject, stage: AgreementStage): Promise<AgreementOutcome> {
  try {
    const answer = await calls.carryOutStage.executeWithOptions({ summary: summaries[stage] }, [
      subject,
      stage,
    ]);
    return { kind: 'answered', answer };
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    return failedCall(error.cause);
  }
}
