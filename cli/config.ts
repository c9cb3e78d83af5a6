import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { modelsFolderIn } from '../scan/read/ppocr/models.ts';
import { CliError, exitCodes } from './failure.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

interface Tenant {
  readonly name?: string;
  readonly organisationNumber?: string;
  readonly apiKey?: string;
}
interface InstallationFile {
  readonly addresses?: { readonly api?: string };
  readonly tenants?: readonly Tenant[];
}

/** Where the service is and which key to show it. */
export interface CliConfig {
  /** Files named on the command line are meant from here. */
  readonly folder: string;
  readonly language: 'nb' | 'en';
  url(): string;
  /** Key of a company; of this one, if its organisation number is given. */
  apiKey(company?: string): string;
  operatorKey(): string;
}

export const readEnvironment = (): Environment => process.env;

/** Settings come from the environment, else from the data folder of the installation on this machine. */
export function readConfig(environment: Environment, workingFolder: string): CliConfig {
  const data = resolve(workingFolder, environment['AUTOINVOICE_DATA'] ?? '.data');
  const installation = readJson(join(data, 'installation.json')) as InstallationFile | null;
  const localUrl = installation?.addresses?.api;
  const url = environment['AUTOINVOICE_URL'] ?? localUrl;
  // The keys of this machine's installation are not shown to any other.
  const isLocal = url !== undefined && url === localUrl;
  const tenants = isLocal ? (installation?.tenants ?? []) : [];
  // npm changes the folder; what the person typed is meant from where they stand.
  const isByNpm = environment['npm_lifecycle_event'] === 'autoinvoice';
  const locale = environment['LC_ALL'] ?? environment['LANG'] ?? '';
  return {
    folder: (isByNpm ? environment['INIT_CWD'] : undefined) ?? workingFolder,
    language: /^(nb|nn|no)(?![a-z])/i.test(locale) ? 'nb' : 'en',
    url() {
      if (url !== undefined) return url.replace(/\/+$/, '');
      throw missing('service-unknown', `There is no installation in ${data}.`, [
        'Start one with: npm start',
        'or name a running one: AUTOINVOICE_URL=http://127.0.0.1:… (or its data folder: AUTOINVOICE_DATA)',
      ]);
    },
    apiKey(company) {
      const wanted = company?.replaceAll(/\s/g, '');
      const tenant = tenants.find((t) => wanted === undefined || t.organisationNumber === wanted);
      const given = environment['AUTOINVOICE_API_KEY'];
      const key = wanted === undefined ? (given ?? tenant?.apiKey) : tenant?.apiKey;
      if (key !== undefined) return key;
      const who = wanted === undefined ? 'a company' : `the company ${wanted}`;
      throw missing('key-missing', `No key of ${who} is known here.`, [
        'Set AUTOINVOICE_API_KEY=ai_live_…',
        'or make a company and its key: autoinvoice admin create-company --help',
      ]);
    },
    operatorKey() {
      const stored = isLocal ? (readJson(join(data, 'operator.json')) as { key?: string }) : null;
      const key = environment['AUTOINVOICE_OPERATOR_KEY'] ?? stored?.key;
      if (key !== undefined) return key;
      throw missing('operator-key-missing', `There is no operator's credential in ${data}.`, [
        'Run this on the machine of the installation, with AUTOINVOICE_DATA as it has it,',
        'or set AUTOINVOICE_OPERATOR_KEY=ai_op_…',
      ]);
    },
  };
}

/** Where the models of PP-OCRv6 are: the installation's cache, or the folder that AUTOINVOICE_OCR_MODELS names. */
export const ocrModelsFolder = (environment: Environment): string =>
  environment['AUTOINVOICE_OCR_MODELS'] ||
  modelsFolderIn(environment['AUTOINVOICE_CACHE'] || join(homedir(), '.cache', 'autoinvoice'));

const missing = (code: string, detail: string, hints: readonly string[]): CliError =>
  new CliError(code, detail, { exitCode: exitCodes.unreachable, hint: hints.join('\n') });

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return null;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw missing('file-unreadable', `${file} is not JSON.`, [
      'Restart the service; it writes the file anew.',
    ]);
  }
}
