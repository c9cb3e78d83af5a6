import { run } from '../../cli/run.ts';
import { installation, operatorKey } from './installation.ts';

export type Cli = (
  ...args: readonly string[]
) => Promise<{ readonly code: number; readonly out: string; readonly err: string }>;

/** Runs commands as the holder of a company's key, in a terminal that keeps what is written. */
export const cliOf =
  (key: string): Cli =>
  async (...args) => {
    let [out, err] = ['', ''];
    const code = await run(args, {
      stdout: { write: (text) => (out += text) },
      stderr: { write: (text) => (err += text) },
      environment: {
        AUTOINVOICE_URL: installation().addresses['api'],
        AUTOINVOICE_API_KEY: key,
        AUTOINVOICE_OPERATOR_KEY: operatorKey(),
        LANG: 'nb_NO.UTF-8',
      },
      workingFolder: '/',
      hasColour: false,
      signal: new AbortController().signal,
    });
    return { code, out, err };
  };
