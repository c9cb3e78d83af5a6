import { Worker } from '@temporalio/worker';
import { currentTime } from '../db/clock.ts';
import { createScanActivities } from '../activities/scan.ts';
import { createRerunActivities } from '../activities/scan-rerun.ts';
import { createScanForwardActivities } from '../activities/scan-forward.ts';
import { createScanDecisions } from '../activities/scan-decisions.ts';
import { interpret } from '../scan/interpret/interpret.ts';
import { openReaders } from '../scan/read/pool/readers.ts';
import { scanQueue } from '../workflows/contracts/scan.ts';
import type { ServiceConfig } from './config.ts';
import { documentStoreOf } from './document-store.ts';
import type { Connections, Working } from './service.ts';
import { interceptorsOf, type Watch } from './watch/activities.ts';
import { emailOf, mailDomain } from './outgoing-mail.ts';
import { workflowSource } from './workflow-source.ts';
import { companyRegisterOf } from './outside.ts';
import { sellerFinder } from './sellers.ts';

/** Documents read at the same time by one worker: reading takes a core each. */
const documentsAtOnce = 2;

const norwegianDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' });

/** The worker of the queue `scan`: reads documents, interprets and judges them. */
export async function startScanWorker(
  config: ServiceConfig,
  { database, temporal, tracing }: Connections,
  watch: Watch,
): Promise<Working> {
  const documents = documentStoreOf(config);
  const reader = openReaders({ ocrModels: config.ocrModels, atOnce: documentsAtOnce });
  // Its own process: accepting must not wait for pages that are being read.
  const binder = openReaders({ ocrModels: null, atOnce: 1 });
  const policy = {
    graceSeconds: config.graceSeconds,
    messageIdDomain: mailDomain(config),
  };
  const email = emailOf(config);
  const worker = await Worker.create({
    connection: temporal,
    namespace: config.temporalNamespace,
    ...workflowSource(),
    interceptors: interceptorsOf(watch, tracing),
    taskQueue: scanQueue,
    shutdownGraceTime: '2s',
    maxConcurrentActivityTaskExecutions: documentsAtOnce,
    activities: {
      ...createScanActivities({
        database,
        documents,
        reader,
        interpret,
        findSeller: sellerFinder(companyRegisterOf(config)),
        today: () => norwegianDay.format(currentTime()),
        policy,
      }),
      ...createRerunActivities(database, policy),
      ...createScanDecisions({ database, documents, binder, policy }),
      ...createScanForwardActivities({ database, documents, email, emailFrom: config.emailFrom }),
    },
  });
  const running = worker.run();
  return {
    failed: running.then(() => new Promise<never>(() => undefined)),
    isWorking: () => worker.getState() === 'RUNNING',
    stop: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await running;
      await Promise.all([reader.close(), binder.close()]);
      email.close();
    },
  };
}
