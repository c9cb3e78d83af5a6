import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { searchAttributeTypes } from '../../runtime/backing.ts';
import {
  embeddedSettingNames,
  readServiceConfig,
  readSetUpConfig,
  settingNames,
} from '../../runtime/config.ts';

const rootFile = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const text = readFileSync(rootFile('docker-compose.yml'), 'utf8');
const dockerfile = readFileSync(rootFile('Dockerfile'), 'utf8');

interface Service {
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly image: string;
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
}

/** What an operator must write into `.env`: variables without a default. */
const required = [...new Set([...text.matchAll(/\$\{(\w+):\?/g)].map(([, name = '']) => name))];

/** Long and plain enough for every setting; addresses where addresses are asked for. */
const written = (name: string): string => {
  if (name.endsWith('_URL')) return 'https://elsewhere.example/api';
  if (name === 'AUTOINVOICE_EMAIL_FROM') return 'Firma <faktura@firma.example>';
  return `${name.toLowerCase()}-0123456789abcdefghijklmnop`;
};

/** `${NAME:?…}` and `${NAME:-default}` as `docker compose` fills them in, where only what is required is written. */
const filledIn = (value: string): string =>
  value.replaceAll(/\$\{(\w+)(:[?-])([^}]*)\}/g, (_, name: string, kind: string, rest: string) =>
    kind === ':?' ? written(name) : rest,
  );

const compose = parse(text, { merge: true }) as Compose;
const ours = Object.entries(compose.services).filter(([, { image }]) => image === 'autoinvoice');
const fromImage = Object.fromEntries(
  [...dockerfile.matchAll(/^(?:ENV|\s+)\s*(\w+)=(\S+)/gm)].map(([, name, value]) => [name, value]),
);
const environmentOf = ({ environment = {} }: Service): Record<string, string> => ({
  ...fromImage,
  ...Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, filledIn(value)]),
  ),
});

describe('docker-compose.yml', () => {
  it('is as the Compose Specification has it', () => {
    const schema = JSON.parse(
      readFileSync(rootFile('tests/fixtures/compose/compose-spec.json'), 'utf8'),
    ) as object;
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    validate(compose);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('runs migration, API, workers and scan workers', () => {
    const programs = ours.map(([, { command }]) => command?.join(' ') ?? '');
    expect(programs.sort()).toEqual([
      'node dist/api.js',
      'node dist/migrate.js',
      'node dist/scan-worker.js',
      'node dist/worker.js',
    ]);
    for (const program of programs) {
      const source = program.replace('node dist/', 'runtime/').replace('.js', '.ts');
      expect(existsSync(rootFile(source)), source).toBe(true);
    }
  });

  it.each(ours)('gives %s settings that there are', (_, service) => {
    const known = [...settingNames, 'DATABASE_URL', 'AUTOINVOICE_APP_PASSWORD'];
    expect(Object.keys(service.environment ?? {}).filter((name) => !known.includes(name))).toEqual(
      [],
    );
  });

  it.each(ours.filter(([name]) => name !== 'migrate'))('gives %s all it needs', (_, service) => {
    const config = readServiceConfig(environmentOf(service));
    expect(config).toMatchObject({ documents: 's3://documents', smtpUrl: 'smtp://mailpit:1025' });
  });

  it('gives the migration all it needs', () => {
    const service = compose.services['migrate'];
    if (service === undefined) throw new Error('There is no migration.');
    const { ownerUrl, documents } = readSetUpConfig(environmentOf(service));
    expect(ownerUrl).toContain('@postgres:5432/autoinvoice');
    expect(documents.documents).toBe('s3://documents');
  });

  it('passes on every setting of the separate processes', () => {
    // The ports and the Temporal in a network of its own are the file's.
    const isFixed = (name: string): boolean =>
      ['AUTOINVOICE_PORT', 'AUTOINVOICE_SCAN_SMTP_PORT', 'TEMPORAL_API_KEY'].includes(name) ||
      name.startsWith('TEMPORAL_TLS');
    const isGiven = (name: string): boolean =>
      text.includes(` ${name}: `) || name in fromImage || isFixed(name);
    expect(settingNames.filter((name) => !isGiven(name))).toEqual([]);
  });

  it.each(ours.filter(([name]) => name !== 'migrate'))(
    'asks %s whether it is well',
    (_, service) => {
      expect(service.healthcheck?.test.join(' ')).toMatch(/:(8600\/readyz|9464\/healthz)/);
    },
  );

  it('gives Temporal every search attribute', () => {
    const attributes = Object.entries(searchAttributeTypes);
    const missing = attributes.filter(
      ([name, type]) => !text.includes(`--name ${name} --type ${type}`),
    );
    expect(missing).toEqual([]);
  });

  it('has no default secret, and names every one that is missing', () => {
    const secret = /(KEY|SECRET|PASSWORD|TOKEN)\w*:-[^}]/;
    expect(text.split('\n').filter((line) => secret.test(line))).toEqual([]);
    const runbook = readFileSync(rootFile('docs/operations.md'), 'utf8');
    expect(required.filter((name) => !runbook.includes(`\`${name}\``))).toEqual([]);
  });

  it('has every setting in the runbook', () => {
    const runbook = readFileSync(rootFile('docs/operations.md'), 'utf8');
    const names = [...settingNames, ...embeddedSettingNames];
    expect(names.filter((name) => !runbook.includes(`\`${name}\``))).toEqual([]);
  });

  it('shows nothing to other machines', () => {
    const ports = [...text.matchAll(/^\s+- (\S+:\d+)$/gm)].map(([, port]) => port);
    expect(ports.filter((port) => !port?.startsWith('127.0.0.1:'))).toEqual([]);
  });
});
