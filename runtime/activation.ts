import { Worker, type WorkerOptions } from '@temporalio/worker';
import {
  createActivationDatabaseActivities,
  type ActivationPolicy,
} from '../activities/activation.ts';
import { createActivationCallActivities } from '../activities/activation-calls.ts';
import {
  createAgreementCallActivities,
  createAgreementDatabaseActivities,
} from '../activities/efaktura-agreement.ts';
import { createActivationMailActivities } from '../activities/activation-mail.ts';
import type { EmailConnector } from '../channels/email/connector.ts';
import type { Database } from '../db/client.ts';
import type { Follow } from '../db/requests.ts';
import type { DocumentStore } from '../documents/store.ts';
import { activationQueue } from '../workflows/contracts/activation.ts';
import type { ServiceConfig } from './config.ts';
import { efakturaOf } from './efaktura.ts';
import { companyRegisterOf, signingOf } from './outside.ts';

/** The worker of the queue `activation`, which also follows eFaktura agreements: of its own, so that a silent signing service holds up no invoice. */
export const createActivationWorker = (
  shared: Omit<WorkerOptions, 'taskQueue' | 'activities'>,
  config: ServiceConfig,
  parts: {
    readonly database: Database;
    readonly documents: DocumentStore;
    readonly email: EmailConnector;
    /** Wakes the workflow of a network or a scan account. */
    readonly follow: (follow: Follow) => Promise<void>;
    readonly policy: ActivationPolicy;
  },
): Promise<Worker> =>
  Worker.create({
    ...shared,
    taskQueue: activationQueue,
    shutdownGraceTime: '2s',
    activities: activationActivities(config, parts),
  });

function activationActivities(
  config: ServiceConfig,
  { database, documents, email, follow, policy }: Parameters<typeof createActivationWorker>[2],
): object {
  const { emailFrom, operatorName: operator } = config;
  const signing = signingOf(config);
  return {
    ...createActivationDatabaseActivities(database, policy),
    ...createActivationCallActivities({
      database,
      documents,
      signing,
      register: companyRegisterOf(config),
      follow,
      operator,
      policy,
    }),
    ...createAgreementDatabaseActivities(database, {
      pollSeconds: config.efakturaPollSeconds,
      graceSeconds: config.graceSeconds,
    }),
    ...createAgreementCallActivities({
      database,
      signing,
      operator,
      efaktura: efakturaOf(config),
    }),
    ...createActivationMailActivities({ database, email, emailFrom, operator, policy }),
  };
}
