import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createOutboundDatabaseActivities,
  type OutboundDatabaseActivities,
} from '../../activities/outbound.ts';
import type { CallOutcome } from '../../activities/outbound-outcomes.ts';
import type { OutboundRun, StepTaken } from '../../activities/outbound-steps.ts';
import { openDatabase, type Database } from '../../db/client.ts';
import { attemptsOf, insertDelivery } from '../../db/deliveries.ts';
import { eventsOf } from '../../db/events.ts';
import { newId } from '../../db/id.ts';
import { openNextRun } from '../../db/runs.ts';
import type { AttemptRow } from '../../db/schema.ts';
import { withTenant } from '../../db/tenant.ts';
import { createFileStore } from '../../documents/store.ts';
import { dataFolder, newCompany } from '../support/installation.ts';
import { databaseUrl } from '../support/postgres.ts';

let app: Database;
let steps: OutboundDatabaseActivities;
let tenantId: string;

beforeAll(async () => {
  app = openDatabase(databaseUrl(), 2);
  // Nothing is overdue here: the installation's own sweeper leaves these deliveries alone.
  steps = createOutboundDatabaseActivities(app, {
    deadlineSeconds: 3600,
    graceSeconds: 3600,
    pauseScale: 1,
    messageIdDomain: 'example.com',
  });
  ({ tenantId } = await newCompany());
});
afterAll(() => app.close());

/** A delivery by letter whose first call is under way. */
async function calling(): Promise<{ run: OutboundRun; attemptId: string }> {
  const id = newId('dlv');
  const store = createFileStore(join(dataFolder(), 'documents'));
  const { sha256 } = await store.put(tenantId, Buffer.from('<Invoice/>'));
  await withTenant(app, tenantId, async (transaction) => {
    await insertDelivery(transaction, {
      id,
      tenantId,
      method: 'print',
      sender: '0192:987654325',
      documentType: 'invoice',
      documentTypeId: 'invoice',
      processId: 'billing',
      number: randomUUID(),
      issueDate: '2026-01-01',
      currency: 'NOK',
      amountDue: '100.00',
      sellerName: 'Selger AS',
      sellerCountry: 'NO',
      buyerName: 'Kjøper AS',
      hasPostalAddress: true,
      printFormat: 'plain',
      disabledChannels: [],
      attachments: [],
      documentSha256: sha256,
      sentSha256: sha256,
    });
    const dueAt = new Date(Date.now() + 3_600_000);
    await openNextRun(transaction, { id, tenantId, runNumber: 0 }, { openedBy: 'send', dueAt });
  });
  const run = { tenantId, deliveryId: id, run: 1 };
  const step = await steps.takeNextStep(run);
  if (step.kind !== 'send') throw new Error(`The first step is "${step.kind}".`);
  return { run, attemptId: step.attemptId };
}

const recorded = ({
  deliveryId,
}: OutboundRun): Promise<{ attempt: AttemptRow | undefined; codes: string[] }> =>
  withTenant(app, tenantId, async (transaction) => {
    const [[attempt], events] = await Promise.all([
      attemptsOf(transaction, deliveryId),
      eventsOf(transaction, deliveryId),
    ]);
    return { attempt, codes: events.map(({ code }) => code) };
  });

const lostAnswer: CallOutcome = {
  kind: 'failed',
  failure: 'outcome-unknown',
  code: 'outcome-unknown',
  detail: 'The call was not answered in time.',
  retryAfterSeconds: null,
};

describe('a call that its own activity has recorded, and of which the workflow has not heard', () => {
  const cases: [string, CallOutcome, Partial<StepTaken>][] = [
    ['handed over', { kind: 'handed-over' }, { kind: 'wait', reason: 'receipt' }],
    ['delivered', { kind: 'delivered' }, { kind: 'superseded', status: 'delivered' }],
  ];
  it.each(cases)('stays %s when it is recorded again', async (_name, outcome, next) => {
    const { run, attemptId } = await calling();
    await steps.recordCall(run, attemptId, outcome);
    const before = await recorded(run);
    expect(await steps.recordCall(run, attemptId, outcome)).toMatchObject(next);
    expect(await recorded(run)).toEqual(before);
  });

  it.each(cases)('stays %s when its worker is taken for lost', async (_name, outcome, next) => {
    const { run, attemptId } = await calling();
    await steps.recordCall(run, attemptId, outcome);
    const before = await recorded(run);
    expect(await steps.recordCall(run, attemptId, lostAnswer)).toMatchObject(next);
    expect(await recorded(run)).toEqual(before);
  });

  it('counts a lost answer once', async () => {
    const { run, attemptId } = await calling();
    await steps.recordCall(run, attemptId, lostAnswer);
    const before = await recorded(run);
    expect(before.attempt).toMatchObject({ status: 'unknown', unknownTries: 1 });
    await steps.recordCall(run, attemptId, lostAnswer);
    expect(await recorded(run)).toEqual(before);
  });
});
