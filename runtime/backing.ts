import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { appUrl, setUpDatabase } from '../db/set-up.ts';
import { modelsFolderIn } from '../scan/read/ppocr/models.ts';
import type { EmbeddedConfig, ServiceConfig } from './config.ts';
import { claimPort } from './embedded/ports.ts';
import { startPostgres } from './embedded/postgres.ts';
import { defaultCacheFolder, ensureTemporalCli } from './embedded/temporal-binary.ts';
import { recordedTemporalVersion, startTemporal } from './embedded/temporal-server.ts';
import { keepRunning, type KeptRunning } from './keep-running.ts';
import { readSecrets, writeWhole, type Secrets } from './secrets.ts';
import type { Running } from './service.ts';
import { startStandIns, type StandIns } from './stand-ins.ts';
import { temporalWithoutTls } from './temporal-connection.ts';

/** Types of the search attributes, as the embedded server registers them. Source: workflows/contracts/outbound.ts */
export const searchAttributeTypes = {
  AiTenant: 'Keyword',
  AiInvoiceId: 'Keyword',
  AiInvoiceNo: 'Keyword',
  AiChannel: 'Keyword',
  AiStage: 'Keyword',
  AiErrorCode: 'Keyword',
  AiReceiver: 'Keyword',
  AiBatch: 'Keyword',
  AiAttempts: 'Int',
  AiFallback: 'Bool',
  AiNeedsAttention: 'Bool',
  AiNextAttemptAt: 'Datetime',
} as const;

/** All that the service stands on, running. */
export interface Backing extends Running {
  readonly service: ServiceConfig;
  readonly addresses: Readonly<Record<string, string>>;
  /** The servers that were started here as processes of their own. */
  readonly postgres: KeptRunning | null;
  readonly temporal: KeptRunning | null;
}

export interface BackingOptions {
  readonly config: EmbeddedConfig;
  readonly progress: (text: string) => void;
  /** Runs while a Temporal that has ended is down. */
  readonly beforeTemporalRestart?: () => void;
}

/**
 * Starts Postgres, Temporal and the stand-ins, each only where none is brought from outside, and sets up the database.
 * What was started is stopped in reverse order.
 */
export async function startBacking(options: BackingOptions): Promise<Backing> {
  const { config } = options;
  const folder = config.AUTOINVOICE_DATA;
  const host = config.AUTOINVOICE_HOST;
  for (const name of ['logs', 'stand-ins', 'documents'])
    mkdirSync(join(folder, name), { recursive: true });
  const secrets = readSecrets(folder);
  writeWhole(join(folder, 'operator.json'), { key: secrets.operatorKey });
  const apiPort = await claimPort({
    name: 'the API',
    host,
    preferred: config.AUTOINVOICE_PORT,
    setting: 'AUTOINVOICE_PORT',
  });
  const scanSmtpPort = await claimPort({
    name: 'the mailroom',
    host,
    preferred: config.AUTOINVOICE_SCAN_SMTP_PORT,
    setting: 'AUTOINVOICE_SCAN_SMTP_PORT',
  });
  const apiUrl = `http://${host}:${apiPort}`;
  const doorUrl = `${apiUrl}/v1/access-point/inbound`;
  const parts: Running[] = [];
  const stop = async (): Promise<void> => {
    for (let part = parts.pop(); part; part = parts.pop()) await part.stop();
  };
  try {
    const postgres = config.DATABASE_URL === undefined ? await embeddedPostgres(options) : null;
    if (postgres) parts.push(postgres);
    const ownerUrl = config.DATABASE_URL ?? postgres?.first.superuserUrl ?? '';
    await setUpDatabase({ ownerUrl, appPassword: secrets.appPassword });

    const temporal = config.TEMPORAL_ADDRESS === undefined ? await embeddedTemporal(options) : null;
    if (temporal) parts.push(temporal);
    else await assertTemporal(config.TEMPORAL_ADDRESS ?? '');
    const temporalAddress = config.TEMPORAL_ADDRESS ?? temporal?.first.address ?? '';

    const standIns = await startStandIns(config, secrets, {
      doorUrl,
      mailroom: { host, port: scanSmtpPort },
    });
    parts.push(standIns);
    const service: ServiceConfig = {
      databaseUrl: appUrl(ownerUrl, secrets.appPassword),
      temporalAddress,
      temporalNamespace: config.TEMPORAL_NAMESPACE,
      ...temporalWithoutTls,
      ...temporalWithoutTls,
      documents: join(folder, 'documents'),
      s3Endpoint: null,
      s3Region: 'us-east-1',
      s3AccessKeyId: null,
      s3SecretAccessKey: null,
      host,
      apiPort,
      metricsPort: null,
      traceEndpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT,
      publicUrl: config.AUTOINVOICE_PUBLIC_URL ?? apiUrl,
      doorUrl,
      doorKey: secrets.doorKey,
      operatorKey: secrets.operatorKey,
      sealingKeys: [secrets.sealingKey],
      webhookKey: secrets.webhookKey,
      webhookPrivateHosts: config.AUTOINVOICE_WEBHOOK_PRIVATE_HOSTS,
      smtpUrl: standIns.smtpUrl,
      emailFrom: config.AUTOINVOICE_EMAIL_FROM,
      bounceDomain: config.AUTOINVOICE_BOUNCE_DOMAIN,
      mailKey: secrets.mailKey,
      noticeSeconds: config.AUTOINVOICE_NOTICE_SECONDS,
      dkimKeyFile: config.AUTOINVOICE_DKIM_KEY_FILE,
      dkimSelector: config.AUTOINVOICE_DKIM_SELECTOR,
      operatorName: config.AUTOINVOICE_OPERATOR_NAME,
      printFolder: standIns.printFolder,
      printUrl: config.AUTOINVOICE_PRINT_URL,
      retention: config.AUTOINVOICE_RETENTION,
      printHostKeys: config.AUTOINVOICE_PRINT_HOST_KEY,
      printKeyFile: config.AUTOINVOICE_PRINT_KEY_FILE,
      ...efakturaSettings(config, secrets, standIns),
      accessPointUrl: standIns.accessPointUrl,
      accessPointToken: secrets.accessPointToken,
      smpUrl: standIns.smpUrl,
      smlZone: null,
      elmaUrl: standIns.elmaUrl,
      elmaToken: secrets.elmaToken,
      elmaEndpointId: 'autoinvoice',
      checkMx: config.AUTOINVOICE_CHECK_MX,
      enhetsregisteretUrl: config.ENHETSREGISTERET_URL ?? standIns.enhetsregisteretUrl,
      ...signingSettings(config, secrets, standIns),
      scanDomain: config.AUTOINVOICE_SCAN_DOMAIN,
      scanCentre: config.AUTOINVOICE_SCAN_CENTRE,
      scanGraceSeconds: config.AUTOINVOICE_SCAN_GRACE_SECONDS,
      networkQuietSeconds: config.AUTOINVOICE_NETWORK_QUIET_SECONDS,
      oidcIssuer: config.OIDC_ISSUER,
      oidcClientId: config.OIDC_CLIENT_ID,
      oidcClientSecret: config.OIDC_CLIENT_SECRET,
      deadlineSeconds: config.AUTOINVOICE_DEADLINE_SECONDS ?? 86_400,
      graceSeconds: config.AUTOINVOICE_GRACE_SECONDS,
      scanSmtpPort,
      daySeconds: config.AUTOINVOICE_DAY_SECONDS,
      scanFolder: config.AUTOINVOICE_SCAN_FOLDER ?? join(folder, 'scan-folder'),
      scanFolderSeconds: config.AUTOINVOICE_SCAN_FOLDER_SECONDS,
      pauseScale: config.AUTOINVOICE_PAUSE_SCALE,
      vismaSignTimeoutSeconds: config.VISMA_SIGN_TIMEOUT_SECONDS,
      ocrModels:
        config.AUTOINVOICE_OCR_MODELS ??
        modelsFolderIn(defaultCacheFolder(config.AUTOINVOICE_CACHE)),
    };
    const addresses = {
      api: apiUrl,
      docs: `${apiUrl}/docs`,
      temporal: temporalAddress,
      ...(temporal && { temporalUi: temporal.first.uiUrl }),
      ...(standIns.mailPageUrl !== null && { mail: standIns.mailPageUrl }),
      ...(standIns.printFolder !== null && { print: standIns.printFolder }),
      scanFolder: service.scanFolder ?? '',
      ...(standIns.efaktura && { netbank: standIns.efaktura.pageUrl }),
      scanMail: `smtp://${host}:${scanSmtpPort}`,
      accessPoint: standIns.accessPointUrl,
      smp: standIns.smpUrl,
      elma: standIns.elmaUrl,
      enhetsregisteret: service.enhetsregisteretUrl,
      ...(standIns.signing && { signing: standIns.signing.origin }),
    };
    return { service, addresses, postgres, temporal, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The provider as it is set, or the stand-in, which carries out an agreement in no time. */
const efakturaSettings = (
  config: EmbeddedConfig,
  secrets: Secrets,
  { efaktura }: StandIns,
): Pick<ServiceConfig, 'efakturaUrl' | 'efakturaToken' | 'efakturaPollSeconds'> => ({
  efakturaUrl: efaktura?.url ?? config.EFAKTURA_URL ?? null,
  efakturaToken: efaktura ? secrets.efakturaToken : config.EFAKTURA_TOKEN,
  efakturaPollSeconds: efaktura ? 1 : config.AUTOINVOICE_EFAKTURA_POLL_SECONDS,
});

/** Visma Sign as it is set, or the stand-in with the keys that were made for it. */
function signingSettings(
  config: EmbeddedConfig,
  secrets: Secrets,
  { signing }: StandIns,
): Pick<
  ServiceConfig,
  'vismaSignUrl' | 'vismaSignClientId' | 'vismaSignSecret' | 'vismaSignOrganisation'
> {
  return signing
    ? {
        vismaSignUrl: signing.url,
        vismaSignClientId: secrets.signingClientId,
        vismaSignSecret: secrets.signingSecret,
        vismaSignOrganisation: null,
      }
    : {
        vismaSignUrl: config.VISMA_SIGN_URL ?? '',
        vismaSignClientId: config.VISMA_SIGN_CLIENT_ID,
        vismaSignSecret: config.VISMA_SIGN_SECRET,
        vismaSignOrganisation: config.VISMA_SIGN_ORGANISATION,
      };
}

/** A port that is settled now if any will do, and else checked when a server of an earlier start is out of the way. */
async function choosePort(
  name: string,
  host: string,
  preferred: number,
  setting: string,
): Promise<{ port: number; check: () => Promise<void> }> {
  const claim = (): Promise<number> => claimPort({ name, host, preferred, setting });
  if (preferred === 0) return { port: await claim(), check: () => Promise.resolve() };
  return {
    port: preferred,
    check: async () => {
      await claim();
    },
  };
}

async function embeddedPostgres({ config, progress }: BackingOptions) {
  const folder = config.AUTOINVOICE_DATA;
  const host = config.AUTOINVOICE_HOST;
  const { port, check } = await choosePort(
    'Postgres',
    host,
    config.AUTOINVOICE_POSTGRES_PORT,
    'AUTOINVOICE_POSTGRES_PORT',
  );
  const start = () =>
    startPostgres({
      folder: join(folder, 'postgres'),
      host,
      port,
      maxConnections: 80,
      logFile: join(folder, 'logs/postgres.log'),
      progress,
      notice: progress,
      beforeStart: check,
    });
  return keepRunning(start, { name: 'Postgres', notice: progress });
}

async function embeddedTemporal({ config, progress, beforeTemporalRestart }: BackingOptions) {
  const folder = config.AUTOINVOICE_DATA;
  const host = config.AUTOINVOICE_HOST;
  const binary = await ensureTemporalCli({
    cacheFolder: defaultCacheFolder(config.AUTOINVOICE_CACHE),
    path: config.TEMPORAL_CLI,
    recordedVersion: recordedTemporalVersion(join(folder, 'temporal')),
    progress,
  });
  const server = await choosePort(
    'Temporal',
    host,
    config.AUTOINVOICE_TEMPORAL_PORT,
    'AUTOINVOICE_TEMPORAL_PORT',
  );
  const page = await choosePort(
    'the Temporal UI',
    host,
    config.AUTOINVOICE_TEMPORAL_UI_PORT,
    'AUTOINVOICE_TEMPORAL_UI_PORT',
  );
  const start = () =>
    startTemporal({
      binary: binary.path,
      version: binary.version,
      folder: join(folder, 'temporal'),
      host,
      port: server.port,
      uiPort: page.port,
      namespace: config.TEMPORAL_NAMESPACE,
      retentionDays: 30,
      searchAttributes: searchAttributeTypes,
      logFile: join(folder, 'logs/temporal.log'),
      notice: progress,
      beforeStart: async () => {
        await server.check();
        await page.check();
      },
    });
  return keepRunning(start, {
    name: 'Temporal',
    notice: progress,
    ...(beforeTemporalRestart && { beforeRestart: beforeTemporalRestart }),
  });
}

async function assertTemporal(address: string): Promise<void> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: 5000 });
    await connection.close();
  } catch (error) {
    throw new Error(
      `TEMPORAL_ADDRESS=${address} does not answer. Start that server, or leave the setting out for the embedded one.`,
      { cause: error },
    );
  }
}
