import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createActivationDatabaseActivities,
  type ActivationPolicy,
} from '../../activities/activation.ts';
import { createActivationCallActivities } from '../../activities/activation-calls.ts';
import { createActivationMailActivities } from '../../activities/activation-mail.ts';
import { actOnActivation } from '../../api/activation/actions.ts';
import { createEmailConnector } from '../../channels/email/connector.ts';
import { startMailCatcher } from '../../channels/email/stand-in.ts';
import { insertActivation, mailsOf, readActivation } from '../../db/activations.ts';
import { openDatabase, type Database } from '../../db/client.ts';
import { newId } from '../../db/id.ts';
import type { ActivationRow } from '../../db/schema/activations.ts';
import { withTenant, type TenantTransaction } from '../../db/tenant.ts';
import { createFileStore } from '../../documents/store.ts';
import { activationPolicy } from '../../policy/activation.ts';
import type { ActivationAction } from '../../policy/activation-actions.ts';
import { createCompanyRegister } from '../../registers/enhetsregisteret.ts';
import type { SigningDocument } from '../../signing/signing.ts';
import { startSigningStandIn, type SigningStandIn } from '../../signing/stand-in.ts';
import { createVismaSign } from '../../signing/visma-sign.ts';
import { activationStart, activationWorkflow, wake } from '../../workflows/contracts/activation.ts';
import { newCompany } from '../support/installation.ts';
import { databaseUrl } from '../support/postgres.ts';
import { startTimeSkipping } from '../support/time-skipping.ts';

const host = '127.0.0.1';
const dayMs = 86_400_000;
const credentials = {
  kind: 'organisation',
  clientId: '00000000-0000-4000-8000-000000000001',
  secret: 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=',
} as const;

let environment: TestWorkflowEnvironment;
let workflowBundle: { readonly code: string };
let folder: string;
let database: Database;
let catcher: Awaited<ReturnType<typeof startMailCatcher>>;
let standIn: SigningStandIn;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'autoinvoice-activation-'));
  ({ environment, workflowBundle } = await startTimeSkipping());
  database = openDatabase(databaseUrl(), 4);
  catcher = await startMailCatcher({
    host,
    smtpPort: 0,
    httpPort: 0,
    folder: join(folder, 'mail'),
  });
  standIn = await startSigningStandIn({
    host,
    port: 0,
    file: join(folder, 'signing.json'),
    smtpUrl: catcher.smtpUrl,
    client: credentials,
    faultsKey: 'key-of-the-faults',
    requestsPerSecond: 1000,
  });
});
afterAll(async () => {
  await standIn.close();
  await catcher.close();
  await database.close();
  await environment.teardown();
  rmSync(folder, { recursive: true, force: true });
});

const serverTime = async (): Promise<number> => environment.currentTimeMs();

interface World {
  /** How it ended. */
  readonly result: Promise<string>;
  /** Does this while the document is looked at for the first time on that day, counted from the beginning. */
  during(day: number, work: () => Promise<void>): Promise<void>;
  /** What a person does, through the function behind the API. */
  act(action: ActivationAction): Promise<void>;
  /** Ends the worker and starts another. */
  replaceWorker(): Promise<void>;
  row(): Promise<ActivationRow>;
  /** Every mail that arrived, by the end of its Message-ID, and on which day. */
  arrived(): Promise<string[]>;
}

/** Runs the workflow of an activation that nobody signs, with the real steps, calls and mails. */
async function play(follow: (world: World) => Promise<void>): Promise<void> {
  const { tenantId, organisationNumber } = await newCompany({ status: 'none' });
  const id = newId('act');
  const began = await serverTime();
  const within = <T>(work: (transaction: TenantTransaction) => Promise<T>): Promise<T> =>
    withTenant(database, tenantId, work);
  await within((transaction) =>
    insertActivation(transaction, {
      id,
      tenantId,
      organisationNumber,
      companyName: 'Bryggen Bygg AS',
      email: `${id}@example.com`,
      language: 'nb',
      erpName: 'Mamut',
      erpVersion: '25',
      termsVersion: 'eksempel-1',
      termsAcceptedAt: new Date(began),
      termsAcceptedBy: 'key_test',
      expiresAt: new Date(began + activationPolicy.expiryDays * dayMs),
      createdAt: new Date(began),
    }),
  );
  // So much grace that the installation's own sweeper leaves it alone.
  const graceSeconds = 3600;
  const policy: ActivationPolicy = {
    graceSeconds,
    messageIdDomain: 'example.com',
    daySeconds: dayMs / 1000,
    // A look every six hours instead of every hour: nothing of the days changes.
    pauseScale: 6,
    now: serverTime,
  };
  const email = createEmailConnector({ smtpUrl: catcher.smtpUrl });
  const signing = createVismaSign({ url: standIn.url, credentials });
  const meantimes: { from: number; work: () => Promise<void> }[] = [];
  /** Time stands still while a call is under way, so what is done in it is done on that day. */
  const readDocument = async (documentId: string): Promise<SigningDocument | null> => {
    const document = await signing.readDocument(documentId);
    const [next] = meantimes;
    if (document?.status === 'pending' && next && (await serverTime()) >= next.from) {
      meantimes.shift();
      await next.work();
    }
    return document;
  };
  const parts = { database, email, operator: 'Drift AS', policy };
  const taskQueue = randomUUID();
  const startWorker = async (): Promise<() => Promise<void>> => {
    const worker = await Worker.create({
      connection: environment.nativeConnection,
      namespace: environment.namespace ?? 'default',
      taskQueue,
      workflowBundle,
      // It remembers nothing, so each step begins by replaying what is recorded.
      maxCachedWorkflows: 0,
      activities: {
        ...createActivationDatabaseActivities(database, policy),
        ...createActivationCallActivities({
          ...parts,
          documents: createFileStore(join(folder, 'documents')),
          signing: { ...signing, readDocument },
          register: createCompanyRegister({ url: 'http://127.0.0.1:9/' }),
          follow: () => Promise.resolve(),
        }),
        ...createActivationMailActivities({ ...parts, emailFrom: 'faktura@example.com' }),
      },
    });
    const run = worker.run();
    return async () => {
      worker.shutdown();
      await run;
    };
  };
  let stopWorker = await startWorker();
  const handle = await environment.client.workflow.start(activationWorkflow, {
    ...activationStart({ tenantId, activationId: id }),
    taskQueue,
  });
  try {
    await follow({
      // Whoever waits for it lets time pass.
      result: handle.result() as Promise<string>,
      during: (day, work) =>
        new Promise((resolve, reject) => {
          const done = (): Promise<void> => work().then(resolve, reject);
          meantimes.push({ from: began + day * dayMs, work: done });
        }),
      act: async (action) => {
        const at = new Date(await serverTime());
        const workflows = { wakeActivation: () => handle.signal(wake) };
        await actOnActivation(
          { database, workflows, graceSeconds, now: () => at },
          { tenantId, id, language: 'nb' },
          action,
        );
      },
      replaceWorker: async () => {
        await stopWorker();
        stopWorker = await startWorker();
      },
      row: async () => {
        const row = await within((transaction) => readActivation(transaction, tenantId, id));
        if (!row) throw new Error(`There is no ${id}.`);
        return row;
      },
      arrived: async () => {
        const rows = await within((transaction) => mailsOf(transaction, id));
        const response = await fetch(`${catcher.pageUrl}/api/messages?limit=500`);
        const { data } = (await response.json()) as { data: { messageId: string }[] };
        return data.toReversed().flatMap(({ messageId }) => {
          const sentAt = rows.find((row) => row.messageId === messageId)?.sentAt;
          if (!sentAt) return [];
          const [, name = ''] = /\.(.+)@/.exec(messageId) ?? [];
          return [`${name} on day ${Math.floor((sentAt.getTime() - began) / dayMs)}`];
        });
      },
    });
  } finally {
    await stopWorker();
    email.close();
  }
}

describe('an activation that nobody signs', { timeout: 60_000 }, () => {
  it('is reminded of after 3 and after 7 days, once each, and expires after 30, whatever worker is there', async () => {
    await play(async (world) => {
      await world.during(5, () => Promise.resolve());
      await world.replaceWorker();
      expect(await world.result).toBe('expired');
      expect(await world.arrived()).toEqual([
        'day-3 on day 3',
        'day-7 on day 7',
        'expired on day 30',
      ]);
      expect(await world.row()).toMatchObject({ status: 'expired', documentsToClear: [] });
    });
  });

  it('has its whole time again after a new address and after a restart, and ends when it is cancelled', async () => {
    await play(async (world) => {
      await world.during(5, () => world.act({ kind: 'change-email', email: 'ola@example.com' }));
      await world.during(9, () => world.act({ kind: 'restart' }));
      await world.during(13, () => world.act({ kind: 'cancel' }));
      expect(await world.result).toBe('cancelled');
      expect(await world.arrived()).toEqual([
        'day-3 on day 3',
        '2.day-3 on day 8',
        '3.day-3 on day 12',
      ]);
      expect(await world.row()).toMatchObject({ status: 'cancelled', documentsToClear: [] });
    });
  });
});
