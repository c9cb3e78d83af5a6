import { Client } from '@temporalio/client';
import { DefaultLogger, Runtime, Worker, type NativeConnection } from '@temporalio/worker';
import { createInboundActivities } from '../activities/inbound.ts';
import {
  createNetworkCallActivities,
  createNetworkDatabaseActivities,
} from '../activities/networks.ts';
import { createScanAccountActivities } from '../activities/scan-account.ts';
import { createOutboundCallActivities } from '../activities/outbound-calls.ts';
import { createOutboundDatabaseActivities } from '../activities/outbound.ts';
import { createApi, createApiServer } from '../api/app.ts';
import { createSealer } from '../api/accounts/sealer.ts';
import { hashKey } from '../api/auth.ts';
import { tellMeasures } from '../api/measures.ts';
import type { SettingsRules } from '../api/ports.ts';
import type { ScanPorts } from '../api/scan/ports.ts';
import { readUnsubscribeToken } from '../channels/email/mail-tokens.ts';
import { listen } from '../channels/listen.ts';
import { createPhossAccessPoint } from '../channels/peppol/phoss-ap.ts';
import { createVismaNetworkConnector } from '../channels/visma-network/connector.ts';
import { assertAppRole, openDatabase, type Database } from '../db/client.ts';
import { addAccessPointKey } from '../db/doors.ts';
import { readMeasures } from '../db/measures.ts';
import { networkNames } from '../policy/channels.ts';
import { eventCodes } from '../policy/events/texts.ts';
import { createElmaClient, type ElmaClient } from '../registers/elma.ts';
import { openReaders } from '../scan/read/pool/readers.ts';
import { createSmpClient, type SmpClient } from '../registers/smp.ts';
import { inboundQueue } from '../workflows/contracts/inbound.ts';
import { outboundQueue } from '../workflows/contracts/outbound.ts';
import {
  createAccountMails,
  startAccountMailSender,
  type AccountMailOptions,
} from './account-mails.ts';
import { authPorts, identityProviderOf } from './accounts.ts';
import { startBounceReader } from './bounces.ts';
import { readScanCentre, type ServiceConfig } from './config.ts';
import { documentStoreOf } from './document-store.ts';
import { createActivationWorker } from './activation.ts';
import { efakturaOf } from './efaktura.ts';
import { companyRegisterOf, mailDomainsOf } from './outside.ts';
import { printHouseOf } from './print.ts';
import { startNotifier } from './notifications.ts';
import { emailOf, invoiceMailsOf, mailDomain, noticesOf } from './outgoing-mail.ts';
import { startReminders } from './reminders.ts';
import { startRetention } from './retention/sweep.ts';
import { routesOf } from './routes.ts';
import { startReturnsReader } from './returns.ts';
import { sellerFinder } from './sellers.ts';
import { startSweeper } from './sweeper.ts';
import { connectTemporal } from './temporal-connection.ts';
import { createDocumentDesk, type Desk } from './documents/desk.ts';
import { createWebhookWorker, startWebhookReader, webhookSettings } from './webhooks.ts';
import { workflowSource } from './workflow-source.ts';
import { interceptorsOf, type Watch } from './watch/activities.ts';
import type { Tracing } from './watch/open-telemetry.ts';
import { startTracing } from './watch/tracing.ts';
import { createWorkflowStarter } from './workflows.ts';

export const version = '0.1.0';

/** A part of the service that is running. */
export interface Running {
  stop(): Promise<void>;
}

/** Workers that are running. */
export interface Working extends Running {
  /** Rejected when a worker ends by itself. */
  readonly failed: Promise<never>;
  isWorking(): boolean;
}

/** Connections, and threads for large documents, that API and worker use together when they are one process. */
export interface Connections {
  readonly database: Database;
  readonly temporal: NativeConnection;
  readonly client: Client;
  readonly desk: Desk;
  /** Null: nothing is traced. */
  readonly tracing: Tracing | null;
  /** Whether PostgreSQL and Temporal answer within seconds. */
  answer(): Promise<boolean>;
  close(): Promise<void>;
}

/** Opens Postgres as the app's role, and Temporal. Refuses a role that sees every company's rows. */
export async function connect(config: ServiceConfig, connections = 20): Promise<Connections> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const database = openDatabase(config.databaseUrl, connections);
  await assertAppRole(database);
  const temporal = await connectTemporal(config);
  const tracing = await startTracing(config.traceEndpoint);
  const client = new Client({
    connection: temporal,
    namespace: config.temporalNamespace,
    ...(tracing && { interceptors: { workflow: [...tracing.clients] } }),
  });
  const desk = createDocumentDesk();
  return {
    database,
    temporal,
    client,
    desk,
    tracing,
    answer: async () => {
      const patience = Date.now() + 3000;
      await Promise.all([
        database.orm.execute('select 1'),
        temporal.withDeadline(patience, () => temporal.workflowService.getSystemInfo({})),
      ]);
      return true;
    },
    close: async () => {
      await desk.stop();
      await tracing?.stop();
      await temporal.close();
      await database.close();
    },
  };
}

const accountMailOptions = (
  config: ServiceConfig,
  parts: Pick<AccountMailOptions, 'database' | 'email' | 'log'>,
): AccountMailOptions => ({
  ...parts,
  from: config.emailFrom,
  messageIdDomain: mailDomain(config),
  sealer: createSealer(config.sealingKeys),
});

/** `rememberSeconds` 0: everything is asked anew. */
const smpOf = (config: ServiceConfig, rememberSeconds: number): SmpClient =>
  createSmpClient({
    rememberSeconds,
    ...(config.smpUrl !== null && { smpUrl: config.smpUrl }),
    ...(config.smlZone !== null && { smlZone: config.smlZone }),
  });

const elmaOf = (config: ServiceConfig): ElmaClient =>
  createElmaClient({
    url: config.elmaUrl,
    token: config.elmaToken,
    endpointId: config.elmaEndpointId,
  });

/** What the operator sets for scan accounts. */
const settingsRulesOf = (config: ServiceConfig): SettingsRules => ({
  scanDomain: config.scanDomain,
  scanCentre: readScanCentre(config.scanCentre),
  scanGraceSeconds: config.scanGraceSeconds,
});

/** The HTTP API, listening. Port 0 in the configuration takes any free one. */
export async function startApi(
  config: ServiceConfig,
  { database, client, temporal, desk, tracing }: Connections,
  { log, metrics }: Watch,
  canStartEagerly: boolean,
): Promise<Running & { readonly url: string }> {
  const documents = documentStoreOf(config);
  const workflows = createWorkflowStarter(client, canStartEagerly);
  const email = emailOf(config, 10);
  const readers = openReaders({ ocrModels: config.ocrModels, atOnce: 1 });
  const mailOptions = accountMailOptions(config, { database, email, log });
  const accountMail = createAccountMails(mailOptions);
  const ports = {
    database,
    documents,
    workflows,
    registers: smpOf(config, 60),
    companyRegister: companyRegisterOf(config),
    mailDomains: mailDomainsOf(config),
    consumers: efakturaOf(config),
    desk,
    settingsRules: settingsRulesOf(config),
    accountMail,
    readUnsubscribe: (token: string) => readUnsubscribeToken(config.mailKey, token),
    sealer: mailOptions.sealer,
    publicUrl: config.publicUrl,
    identityProvider: identityProviderOf(config),
    graceSeconds: config.graceSeconds,
    findSeller: sellerFinder(companyRegisterOf(config)),
    drawPage: ((bytes, view) => readers.draw(bytes, view)) satisfies ScanPorts['drawPage'],
    webhooks: webhookSettings(config),
  };
  await addAccessPointKey(database, {
    id: 'key_installation',
    hash: hashKey(config.doorKey),
    networks: networkNames,
  });
  tellMeasures(metrics, () => readMeasures(database));
  const app = createApi({
    routes: routesOf(ports),
    auth: authPorts(config, database),
    readiness: {
      checkDatabase: () => database.orm.execute('select 1'),
      checkDocuments: () => documents.check(),
      checkTemporal: () =>
        temporal.withDeadline(Date.now() + 1000, () => temporal.workflowService.getSystemInfo({})),
      describeReaders: () => readers.describe(),
    },
    metrics,
    log,
    tracer: tracing?.requests ?? null,
    version,
    eventCodes,
    hasIdentityProvider: ports.identityProvider !== null,
  });
  const server = createApiServer(app);
  const port = await listen(server, config.host, config.apiPort);
  return {
    url: `http://${config.host}:${port}`,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 1500).unref();
      await closed;
      await accountMail.stop();
      email.close();
      await readers.close();
    },
  };
}

/** The workers of all queues but `scan`, with the sweeper and the readers beside them. */
export async function startWorkers(
  config: ServiceConfig,
  { database, temporal, client, desk, tracing }: Connections,
  watch: Watch,
): Promise<Working> {
  const { log } = watch;
  const documents = documentStoreOf(config);
  const { connector: print, returnsEverySeconds } = printHouseOf(config);
  const email = emailOf(config);
  const smp = smpOf(config, 60);
  const policy = {
    deadlineSeconds: config.deadlineSeconds,
    graceSeconds: config.graceSeconds,
    messageIdDomain: mailDomain(config),
    daySeconds: config.daySeconds,
    pauseScale: config.pauseScale,
  };
  const starter = createWorkflowStarter(client, true);
  const shared = {
    connection: temporal,
    namespace: config.temporalNamespace,
    ...workflowSource(),
    interceptors: interceptorsOf(watch, tracing),
  };
  const steps = createOutboundDatabaseActivities(database, policy);
  const workers = await Promise.all([
    Worker.create({
      ...shared,
      taskQueue: outboundQueue,
      shutdownGraceTime: '2s',
      activities: {
        ...steps,
        ...createOutboundCallActivities({
          database,
          documents,
          printer: desk,
          vismaNetwork: createVismaNetworkConnector({
            doorUrl: config.doorUrl,
            key: config.doorKey,
          }),
          accessPoint: createPhossAccessPoint({
            url: config.accessPointUrl,
            token: config.accessPointToken,
          }),
          findReceiver: (participantId, documentTypeId) =>
            smp.findReceiver(participantId, documentTypeId),
          efaktura: efakturaOf(config),
          email,
          ...invoiceMailsOf(config),
          print,
          recordCall: (...call) => steps.recordCall(...call),
        }),
      },
    }),
    Worker.create({
      ...shared,
      taskQueue: inboundQueue,
      shutdownGraceTime: '2s',
      activities: {
        ...createInboundActivities(database, documents, desk),
        ...createNetworkDatabaseActivities(database, {
          quietSeconds: config.networkQuietSeconds,
          pauseScale: config.pauseScale,
          graceSeconds: config.graceSeconds,
        }),
        ...createNetworkCallActivities(database, elmaOf(config), smpOf(config, 0)),
        ...createScanAccountActivities(database, { graceSeconds: config.graceSeconds }),
      },
    }),
    createActivationWorker(shared, config, {
      database,
      documents,
      email,
      follow: (follow) => starter.follow(follow),
      policy,
    }),
    createWebhookWorker(shared, config, database),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));
  const sweeper = startSweeper({
    database,
    client,
    starter,
    log,
    intervalSeconds: Math.max(1, config.graceSeconds / 3),
    graceSeconds: config.graceSeconds,
    overdueSeconds: 300,
  });
  const ofReturns = { database, print, starter, log, graceSeconds: config.graceSeconds };
  const returns = startReturnsReader({ ...ofReturns, intervalSeconds: returnsEverySeconds });
  const bounces = startBounceReader(ofReturns);
  const webhooks = startWebhookReader({
    database,
    starter,
    log,
    graceSeconds: config.graceSeconds,
  });
  const ofMails = accountMailOptions(config, { database, email, log });
  const accountMails = startAccountMailSender(ofMails);
  const retention =
    config.retention === 'erase' ? startRetention({ database, documents, log }) : null;
  const reminders = startReminders({
    ...invoiceMailsOf(config),
    database,
    mails: createAccountMails(ofMails),
    log,
  });
  const notifier = startNotifier({
    ...noticesOf(config),
    database,
    mails: createAccountMails(ofMails),
    log,
  });
  return {
    failed: running.then(() => new Promise<never>(() => undefined)),
    isWorking: () => workers.every((worker) => worker.getState() === 'RUNNING'),
    stop: async () => {
      const readers = [sweeper, returns, bounces, webhooks, accountMails, notifier, reminders];
      if (retention) readers.push(retention);
      await Promise.all(readers.map((reader) => reader.stop()));
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await running;
      await print.close();
      email.close();
    },
  };
}
