import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { PostalAddress } from '../policy/postal-address.ts';
import { modelsFolderIn } from '../scan/read/ppocr/models.ts';
import { defaultCacheFolder } from './embedded/temporal-binary.ts';

/** Settings of the service: what API and workers need, however the parts behind them are run. */
export interface ServiceConfig {
  /** Connection as the role `autoinvoice_app`. */
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  /** Whether Temporal is reached through TLS; a key or a certificate means that it is. */
  readonly temporalTls: boolean;
  readonly temporalApiKey: string | null;
  /** Files (PEM): whom the server's certificate is from, where no public authority; and our own certificate with its key. */
  readonly temporalTlsCaFile: string | null;
  readonly temporalTlsCertificateFile: string | null;
  readonly temporalTlsKeyFile: string | null;
  /** The name in the server's certificate, where it is not the address's. */
  readonly temporalTlsServerName: string | null;
  /** Where documents are kept: a folder, or `s3://bucket` or `s3://bucket/prefix` with the settings of S3. */
  readonly documents: string;
  readonly s3Endpoint: string | null;
  readonly s3Region: string;
  readonly s3AccessKeyId: string | null;
  readonly s3SecretAccessKey: string | null;
  readonly host: string;
  readonly apiPort: number;
  /** Where a worker of its own tells of itself: `/healthz` and `/metrics`; null: nowhere. */
  readonly metricsPort: number | null;
  /** The collector that traces are sent to (OTLP over HTTP); null: nothing is traced. */
  readonly traceEndpoint: string | null;
  /** How people reach the service, e.g. `https://faktura.example.no`: links in mails, the cookie, and which origin is ours. */
  readonly publicUrl: string;
  /** The inbound door as companies of this installation reach each other by it, and the installation's key for it. */
  readonly doorUrl: string;
  readonly doorKey: string;
  readonly operatorKey: string;
  /** What is sealed in the database: the first seals, the others still open what they have sealed. */
  readonly sealingKeys: readonly string[];
  /** What the secrets of all webhooks are derived from. */
  readonly webhookKey: string;
  /** Hosts at private addresses that webhooks may call, by http too. */
  readonly webhookPrivateHosts: readonly string[];
  readonly smtpUrl: string;
  readonly emailFrom: string;
  /** Domain of the return paths of invoices by e-mail; its mail comes to the mailroom. */
  readonly bounceDomain: string;
  /** What return paths are signed with, and links in mails derived from. */
  readonly mailKey: string;
  /** How long events are gathered before people are told of them in one mail. */
  readonly noticeSeconds: number;
  /** File with the private key (PEM) that mails are signed with; null: they are not signed here. */
  readonly dkimKeyFile: string | null;
  readonly dkimSelector: string;
  /** Who runs this installation, as agreements and mails name it. */
  readonly operatorName: string;
  /** The print house's folder; not used where there is a URL. */
  readonly printFolder: string | null;
  /** `sftp://user:password@host/folder`, or `ipp://host/printers/name`. */
  readonly printUrl: string | null;
  /** What becomes of accounting material that the law wants kept no longer. */
  readonly retention: 'keep' | 'erase';
  /** Fingerprints of the keys that the print house's server may show. */
  readonly printHostKeys: readonly string[];
  /** File with the private key that we log in with, instead of a password. */
  readonly printKeyFile: string | null;
  readonly accessPointUrl: string;
  readonly accessPointToken: string;
  /** A provider of eFaktura; null: consumers get e-mail and letters only. */
  readonly efakturaUrl: string | null;
  readonly efakturaToken: string | null;
  /** How often an ordered eFaktura agreement is asked about. */
  readonly efakturaPollSeconds: number;
  /** Where the mailroom listens for mail to scan accounts. */
  readonly scanSmtpPort: number;
  /** A fixed SMP, else the SML zone is asked. */
  readonly smpUrl: string | null;
  readonly smlZone: string | null;
  readonly elmaUrl: string;
  readonly elmaToken: string;
  readonly elmaEndpointId: string;
  readonly enhetsregisteretUrl: string;
  /** Whether DNS is asked if anybody takes mail for the domain of an address that an invitation goes to. */
  readonly checkMx: 'on' | 'off';
  readonly vismaSignUrl: string;
  readonly vismaSignClientId: string | null;
  readonly vismaSignSecret: string | null;
  /** The organisation at Visma Sign that a partner acts for; null where the credentials are its own. */
  readonly vismaSignOrganisation: string | null;
  /** How long Visma Sign may take to answer. */
  readonly vismaSignTimeoutSeconds: number;
  /** Right side of the scan accounts' mail addresses. */
  readonly scanDomain: string;
  /** Where paper is sent to be scanned: lines with commas, the last one post code and city. */
  readonly scanCentre: string;
  /** How long a scan account takes what comes in after it was switched off. */
  readonly scanGraceSeconds: number;
  /** How long nothing must have come over a network that was left, before it is closed. */
  readonly networkQuietSeconds: number;
  /** An identity provider (OpenID Connect); null: people log in with passwords only. */
  readonly oidcIssuer: string | null;
  readonly oidcClientId: string | null;
  readonly oidcClientSecret: string | null;
  /** How long an unavailable channel is tried before the next one. */
  readonly deadlineSeconds: number;
  /** How long after a promised act the sweeper looks. */
  readonly graceSeconds: number;
  /** How long a day is to the reminders of an activation. */
  readonly daySeconds: number;
  /** The folder with a folder of scanned paper for each company; null: none is looked after. */
  readonly scanFolder: string | null;
  /** How often it is looked at; a file is taken when it has not changed in between. */
  readonly scanFolderSeconds: number;
  /** How long the pauses between repeats are: 1, and less where somebody tries things out. */
  readonly pauseScale: number;
  /** The folder with the models of PP-OCRv6; without them tesseract reads scans. */
  readonly ocrModels: string;
}

/** Name in the environment of each setting of the service. */
const names: Record<keyof ServiceConfig, string> = {
  databaseUrl: 'DATABASE_APP_URL',
  temporalAddress: 'TEMPORAL_ADDRESS',
  temporalNamespace: 'TEMPORAL_NAMESPACE',
  temporalTls: 'TEMPORAL_TLS',
  temporalApiKey: 'TEMPORAL_API_KEY',
  temporalTlsCaFile: 'TEMPORAL_TLS_SERVER_CA_CERT_PATH',
  temporalTlsCertificateFile: 'TEMPORAL_TLS_CLIENT_CERT_PATH',
  temporalTlsKeyFile: 'TEMPORAL_TLS_CLIENT_KEY_PATH',
  temporalTlsServerName: 'TEMPORAL_TLS_SERVER_NAME',
  documents: 'AUTOINVOICE_DOCUMENTS',
  s3Endpoint: 'S3_ENDPOINT',
  s3Region: 'S3_REGION',
  s3AccessKeyId: 'S3_ACCESS_KEY_ID',
  s3SecretAccessKey: 'S3_SECRET_ACCESS_KEY',
  host: 'AUTOINVOICE_HOST',
  apiPort: 'AUTOINVOICE_PORT',
  metricsPort: 'AUTOINVOICE_METRICS_PORT',
  traceEndpoint: 'OTEL_EXPORTER_OTLP_ENDPOINT',
  publicUrl: 'AUTOINVOICE_PUBLIC_URL',
  doorUrl: 'AUTOINVOICE_DOOR_URL',
  doorKey: 'AUTOINVOICE_DOOR_KEY',
  operatorKey: 'AUTOINVOICE_OPERATOR_KEY',
  sealingKeys: 'AUTOINVOICE_SEALING_KEYS',
  webhookKey: 'AUTOINVOICE_WEBHOOK_KEY',
  webhookPrivateHosts: 'AUTOINVOICE_WEBHOOK_PRIVATE_HOSTS',
  smtpUrl: 'SMTP_URL',
  emailFrom: 'AUTOINVOICE_EMAIL_FROM',
  bounceDomain: 'AUTOINVOICE_BOUNCE_DOMAIN',
  mailKey: 'AUTOINVOICE_MAIL_KEY',
  noticeSeconds: 'AUTOINVOICE_NOTICE_SECONDS',
  dkimKeyFile: 'AUTOINVOICE_DKIM_KEY_FILE',
  dkimSelector: 'AUTOINVOICE_DKIM_SELECTOR',
  operatorName: 'AUTOINVOICE_OPERATOR_NAME',
  printFolder: 'AUTOINVOICE_PRINT_FOLDER',
  printUrl: 'AUTOINVOICE_PRINT_URL',
  retention: 'AUTOINVOICE_RETENTION',
  printHostKeys: 'AUTOINVOICE_PRINT_HOST_KEY',
  printKeyFile: 'AUTOINVOICE_PRINT_KEY_FILE',
  accessPointUrl: 'ACCESS_POINT_URL',
  accessPointToken: 'ACCESS_POINT_TOKEN',
  efakturaUrl: 'EFAKTURA_URL',
  efakturaToken: 'EFAKTURA_TOKEN',
  efakturaPollSeconds: 'AUTOINVOICE_EFAKTURA_POLL_SECONDS',
  scanSmtpPort: 'AUTOINVOICE_SCAN_SMTP_PORT',
  smpUrl: 'PEPPOL_SMP_URL',
  smlZone: 'PEPPOL_SML_ZONE',
  elmaUrl: 'ELMA_URL',
  elmaToken: 'ELMA_TOKEN',
  elmaEndpointId: 'ELMA_ENDPOINT_ID',
  checkMx: 'AUTOINVOICE_CHECK_MX',
  enhetsregisteretUrl: 'ENHETSREGISTERET_URL',
  vismaSignUrl: 'VISMA_SIGN_URL',
  vismaSignClientId: 'VISMA_SIGN_CLIENT_ID',
  vismaSignSecret: 'VISMA_SIGN_SECRET',
  vismaSignOrganisation: 'VISMA_SIGN_ORGANISATION',
  vismaSignTimeoutSeconds: 'VISMA_SIGN_TIMEOUT_SECONDS',
  scanDomain: 'AUTOINVOICE_SCAN_DOMAIN',
  scanCentre: 'AUTOINVOICE_SCAN_CENTRE',
  scanGraceSeconds: 'AUTOINVOICE_SCAN_GRACE_SECONDS',
  networkQuietSeconds: 'AUTOINVOICE_NETWORK_QUIET_SECONDS',
  oidcIssuer: 'OIDC_ISSUER',
  oidcClientId: 'OIDC_CLIENT_ID',
  oidcClientSecret: 'OIDC_CLIENT_SECRET',
  deadlineSeconds: 'AUTOINVOICE_DEADLINE_SECONDS',
  graceSeconds: 'AUTOINVOICE_GRACE_SECONDS',
  daySeconds: 'AUTOINVOICE_DAY_SECONDS',
  scanFolder: 'AUTOINVOICE_SCAN_FOLDER',
  scanFolderSeconds: 'AUTOINVOICE_SCAN_FOLDER_SECONDS',
  pauseScale: 'AUTOINVOICE_PAUSE_SCALE',
  ocrModels: 'AUTOINVOICE_OCR_MODELS',
};

/** Every setting of API and workers, by its name in the environment. */
export const settingNames: readonly string[] = Object.values(names);

const text = z.string().min(1);
const port = z.coerce.number().int().min(0).max(65_535);
const publicUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
const words = z
  .string()
  .default('')
  .transform((names) =>
    names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  );
const traceEndpoint = z
  .url({ protocol: /^https?$/ })
  .nullable()
  .default(null);
const list = words.transform((names) => names.map((name) => name.toLowerCase()));
const optional = z.string().min(1).nullable().default(null);

/** The same for API, worker and embedded installation. */
const bounceDomain = text.default('retur.autoinvoice.invalid');
const noticeSeconds = z.coerce.number().positive().default(60);
const dkimSelector = text.default('autoinvoice');
const scanDomain = text.default('skanning.autoinvoice.invalid');
const scanCentre = text
  .regex(/,\s*\d{4} \S/, 'Write lines with commas, the last one post code and city.')
  .default('Skanningsenteret, Postboks 1, 0001 Oslo');
const scanGraceSeconds = z.coerce
  .number()
  .positive()
  .default(30 * 86_400);
const scanFolderSeconds = z.coerce.number().positive().default(2);
const vismaSignTimeoutSeconds = z.coerce.number().positive().max(60).default(60);
const pauseScale = z.coerce.number().positive().max(1).default(1);
const networkQuietSeconds = z.coerce.number().positive().default(86_400);
const retention = z.enum(['keep', 'erase']).default('keep');
const printUrl = z
  .url({
    protocol: /^(sftp|ipps?)$/,
    error: 'Write sftp://user@host/folder or ipp://host/printers/name.',
  })
  .nullable()
  .default(null);

/** A server whose key is not known could be anybody: it would get the letters and the password. */
const isPinned = (url: string | null, hostKeys: readonly string[]): boolean =>
  !url?.startsWith('sftp:') ||
  (hostKeys.length > 0 && hostKeys.every((key) => key.startsWith('SHA256:')));
const pinHint =
  'Give the fingerprint of the server’s key, as ssh-keygen -lf writes it: SHA256:… (several: with commas).';

const service = z.object({
  databaseUrl: text,
  temporalAddress: text,
  temporalNamespace: text.default('autoinvoice'),
  temporalTls: z.stringbool().default(false),
  temporalApiKey: optional,
  temporalTlsCaFile: optional,
  temporalTlsCertificateFile: optional,
  temporalTlsKeyFile: optional,
  temporalTlsServerName: optional,
  documents: text,
  s3Endpoint: z.url().nullable().default(null),
  s3Region: text.default('us-east-1'),
  s3AccessKeyId: optional,
  s3SecretAccessKey: optional,
  host: text.default('127.0.0.1'),
  apiPort: port.default(8600),
  metricsPort: port.nullable().default(null),
  traceEndpoint,
  publicUrl: publicUrl.default('http://127.0.0.1:8600'),
  doorUrl: z.url(),
  doorKey: text,
  operatorKey: text,
  sealingKeys: words.refine((keys) => keys.length > 0 && keys.every((key) => key.length >= 32), {
    error: 'Give one key of at least 32 characters, or several with commas: the newest first.',
  }),
  webhookKey: text.min(32),
  webhookPrivateHosts: list,
  smtpUrl: z.url(),
  emailFrom: text.default('AutoInvoice <faktura@autoinvoice.invalid>'),
  bounceDomain,
  mailKey: text.min(32),
  noticeSeconds,
  dkimKeyFile: optional,
  dkimSelector,
  operatorName: text.default('AutoInvoice'),
  printFolder: optional,
  printUrl,
  retention,
  printHostKeys: words,
  printKeyFile: optional,
  accessPointUrl: z.url(),
  accessPointToken: text,
  efakturaUrl: z.url().nullable().default(null),
  efakturaToken: optional,
  efakturaPollSeconds: z.coerce.number().positive().default(1800),
  scanSmtpPort: port.default(8610),
  smpUrl: optional,
  smlZone: optional,
  elmaUrl: z.url(),
  elmaToken: text,
  elmaEndpointId: text.default('autoinvoice'),
  checkMx: z.enum(['on', 'off']).default('on'),
  enhetsregisteretUrl: z.url().default('https://data.brreg.no/enhetsregisteret/api'),
  vismaSignUrl: z.url().default('https://sign.visma.net/api/v1'),
  vismaSignClientId: optional,
  vismaSignSecret: optional,
  vismaSignOrganisation: optional,
  vismaSignTimeoutSeconds,
  scanDomain,
  scanCentre,
  scanGraceSeconds,
  networkQuietSeconds,
  oidcIssuer: optional,
  oidcClientId: optional,
  oidcClientSecret: optional,
  deadlineSeconds: z.coerce.number().positive().default(86_400),
  graceSeconds: z.coerce.number().positive().default(15),
  daySeconds: z.coerce.number().positive().default(86_400),
  scanFolder: optional,
  scanFolderSeconds,
  pauseScale,
  ocrModels: text.default(() => modelsFolderIn(defaultCacheFolder(undefined))),
});

const embedded = z.object({
  AUTOINVOICE_DATA: text.default('.data'),
  AUTOINVOICE_CACHE: text.optional(),
  AUTOINVOICE_HOST: text.default('127.0.0.1'),
  AUTOINVOICE_PORT: port.default(8600),
  AUTOINVOICE_PUBLIC_URL: publicUrl.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: traceEndpoint,
  AUTOINVOICE_TEMPORAL_PORT: port.default(8601),
  AUTOINVOICE_TEMPORAL_UI_PORT: port.default(8602),
  AUTOINVOICE_POSTGRES_PORT: port.default(8603),
  AUTOINVOICE_SMTP_PORT: port.default(8604),
  AUTOINVOICE_MAIL_PORT: port.default(8605),
  AUTOINVOICE_ACCESS_POINT_PORT: port.default(8606),
  AUTOINVOICE_REGISTER_PORT: port.default(8607),
  AUTOINVOICE_SIGNING_PORT: port.default(8608),
  AUTOINVOICE_NETBANK_PORT: port.default(8609),
  AUTOINVOICE_SCAN_SMTP_PORT: port.default(8610),
  AUTOINVOICE_SIGNS_AFTER_SECONDS: z.coerce.number().min(0).optional(),
  AUTOINVOICE_SCAN_DOMAIN: scanDomain,
  AUTOINVOICE_SCAN_CENTRE: scanCentre,
  AUTOINVOICE_SCAN_GRACE_SECONDS: scanGraceSeconds,
  AUTOINVOICE_NETWORK_QUIET_SECONDS: networkQuietSeconds,
  AUTOINVOICE_DEADLINE_SECONDS: z.coerce.number().positive().optional(),
  AUTOINVOICE_GRACE_SECONDS: z.coerce.number().positive().default(15),
  AUTOINVOICE_DAY_SECONDS: z.coerce.number().positive().default(86_400),
  AUTOINVOICE_SCAN_FOLDER: text.optional(),
  AUTOINVOICE_SCAN_FOLDER_SECONDS: scanFolderSeconds,
  AUTOINVOICE_PAUSE_SCALE: pauseScale,
  AUTOINVOICE_OCR_MODELS: text.optional(),
  AUTOINVOICE_WEBHOOK_PRIVATE_HOSTS: list,
  TEMPORAL_ADDRESS: text.optional(),
  TEMPORAL_NAMESPACE: text.default('autoinvoice'),
  TEMPORAL_CLI: text.optional(),
  DATABASE_URL: text.optional(),
  SMTP_URL: z.url().optional(),
  OIDC_ISSUER: optional,
  OIDC_CLIENT_ID: optional,
  OIDC_CLIENT_SECRET: optional,
  ENHETSREGISTERET_URL: z.url().optional(),
  AUTOINVOICE_CHECK_MX: z.enum(['on', 'off']).default('off'),
  VISMA_SIGN_URL: z.url().optional(),
  VISMA_SIGN_CLIENT_ID: optional,
  VISMA_SIGN_SECRET: optional,
  VISMA_SIGN_ORGANISATION: optional,
  EFAKTURA_URL: z.url().optional(),
  EFAKTURA_TOKEN: optional,
  AUTOINVOICE_EFAKTURA_POLL_SECONDS: z.coerce.number().positive().default(1800),
  AUTOINVOICE_PRINT_URL: printUrl,
  AUTOINVOICE_RETENTION: retention,
  AUTOINVOICE_PRINT_HOST_KEY: words,
  AUTOINVOICE_PRINT_KEY_FILE: optional,
  VISMA_SIGN_TIMEOUT_SECONDS: vismaSignTimeoutSeconds,
  AUTOINVOICE_EMAIL_FROM: text.default('AutoInvoice <faktura@autoinvoice.invalid>'),
  AUTOINVOICE_BOUNCE_DOMAIN: bounceDomain,
  AUTOINVOICE_NOTICE_SECONDS: noticeSeconds,
  AUTOINVOICE_DKIM_KEY_FILE: optional,
  AUTOINVOICE_DKIM_SELECTOR: dkimSelector,
  AUTOINVOICE_OPERATOR_NAME: text.default('AutoInvoice'),
});

const checkedService = service
  .refine(({ printFolder, printUrl: url }) => printFolder !== null || url !== null, {
    path: ['printFolder'],
    error: 'Give this or AUTOINVOICE_PRINT_URL.',
  })
  .refine(({ printUrl: url, printHostKeys }) => isPinned(url, printHostKeys), {
    path: ['printHostKeys'],
    error: pinHint,
  })
  .refine(
    ({ temporalTlsCertificateFile: certificate, temporalTlsKeyFile: key }) =>
      (certificate === null) === (key === null),
    { path: ['temporalTlsKeyFile'], error: 'Give a certificate and its key, or neither.' },
  );
const checkedEmbedded = embedded.refine(
  (config) => isPinned(config.AUTOINVOICE_PRINT_URL, config.AUTOINVOICE_PRINT_HOST_KEY),
  { path: ['AUTOINVOICE_PRINT_HOST_KEY'], error: pinHint },
);

/** The settings that let every part listen on any free port: for tests, benchmarks and chaos. */
export const anyPorts: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(embedded.shape)
    .filter((name) => name.endsWith('_PORT'))
    .map((name) => [name, '0']),
);

/** Every setting of the embedded installation. */
export const embeddedSettingNames: readonly string[] = Object.keys(embedded.shape);

/** Settings of the embedded installation: ports, folders, and which parts are brought from outside. */
export type EmbeddedConfig = z.output<typeof embedded>;

/** The postal address of the scan centre, from lines with commas. */
export function readScanCentre(text: string): PostalAddress {
  const lines = text.split(',').map((line) => line.trim());
  const [postCode = '', ...city] = (lines.pop() ?? '').split(' ');
  return { lines, postCode, city: city.join(' '), country: 'NO' };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Settings of API and worker as separate processes; throws one sentence per setting that is missing or wrong. */
export function readServiceConfig(environment: Environment = process.env): ServiceConfig {
  return orExplain(checkedService.safeParse(givenIn(environment)), nameOf);
}

const nameOf = (field: string): string => names[field as keyof ServiceConfig] ?? field;

/** What the environment says of each setting of the service; an empty text is nothing. */
const givenIn = (environment: Environment): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(names).map(([field, name]) => [field, environment[name] || undefined]),
  );

/** The same settings as environment variables. */
export const toEnvironment = (config: ServiceConfig): Record<string, string> =>
  Object.fromEntries(
    Object.entries(names).flatMap(([field, name]) => {
      const value = config[field as keyof ServiceConfig];
      return value === null ? [] : [[name, String(value)]];
    }),
  );

/** Settings of the embedded installation, from the environment and what is changed of it; the data folder is made absolute. */
export function readEmbeddedConfig(changed: Environment = {}): EmbeddedConfig {
  const environment = { ...process.env, ...changed };
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const config = orExplain(checkedEmbedded.safeParse(given), (path) => path);
  return { ...config, AUTOINVOICE_DATA: resolve(config.AUTOINVOICE_DATA) };
}

const documentSettings = service
  .pick({ s3Endpoint: true, s3Region: true, s3AccessKeyId: true, s3SecretAccessKey: true })
  .extend({ documents: text.default('') });

/** `DATABASE_URL` of the owner and `DATABASE_APP_URL`'s password, for the set-up of the database, and the bucket if there is one. */
export function readSetUpConfig(environment: Environment = process.env): {
  ownerUrl: string;
  appPassword: string;
  documents: z.output<typeof documentSettings>;
} {
  const schema = z.object({ DATABASE_URL: text, AUTOINVOICE_APP_PASSWORD: text });
  const read = orExplain(schema.safeParse(environment), (path) => path);
  return {
    ownerUrl: read.DATABASE_URL,
    appPassword: read.AUTOINVOICE_APP_PASSWORD,
    documents: orExplain(documentSettings.safeParse(givenIn(environment)), nameOf),
  };
}

/** True where PostgreSQL is brought from outside. */
export const hasOwnDatabase = (environment: Environment = process.env): boolean =>
  (environment['DATABASE_URL'] ?? '') !== '';

/** Where the file lies that tells other programs how to reach this installation. */
export const installationFile = (dataFolder: string): string =>
  join(dataFolder, 'installation.json');

function orExplain<T>(result: z.ZodSafeParseResult<T>, nameOf: (path: string) => string): T {
  if (result.success) return result.data;
  const lines = result.error.issues.map(
    (issue) => `${nameOf(issue.path.join('.'))}: ${issue.message}`,
  );
  throw new Error(
    `Settings are missing or wrong:\n  ${lines.join('\n  ')}\nSee docs/operations.md, "Settings".`,
  );
}

/** Where the embedded binaries are kept, and which of them the operator brings. */
export function readBinaryConfig(environment: Environment = process.env): {
  cacheFolder: string | undefined;
  temporalCli: string | undefined;
  testServer: string | undefined;
} {
  return {
    cacheFolder: environment['AUTOINVOICE_CACHE'] || undefined,
    temporalCli: environment['TEMPORAL_CLI'] || undefined,
    testServer: environment['TEMPORAL_TEST_SERVER'] || undefined,
  };
}

/** The folder with the public test data, for tools that measure with it. */
export const readCorpusFolder = (environment: Environment = process.env): string | undefined =>
  environment['AUTOINVOICE_CORPUS'] || undefined;
