import { AsyncLocalStorage } from 'node:async_hooks';

const fieldsOfRequest = new AsyncLocalStorage<Readonly<Record<string, unknown>>>();

/** Runs `work` with these fields in every line that is written meanwhile. */
export const withLogFields = <T>(fields: Readonly<Record<string, unknown>>, work: () => T): T =>
  fieldsOfRequest.run(fields, work);

/** Where the API writes what it did: one structured line per event. */
export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Writes JSON lines, e.g. to `process.stderr`. */
export function createJsonLog(output: { write(text: string): unknown }): Log {
  const write =
    (level: 'info' | 'error'): Log['info'] =>
    (message, fields = {}) => {
      const line = {
        at: new Date().toISOString(),
        level,
        message,
        ...fieldsOfRequest.getStore(),
        ...fields,
      };
      output.write(`${JSON.stringify(line)}\n`);
    };
  return { info: write('info'), error: write('error') };
}

/** What an error says, without the values that a database error quotes: logs hold no names and addresses. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${describeError(error.cause)}`;
  const isQuery = 'query' in error && 'params' in error;
  return `${isQuery ? 'A query failed.' : (error.stack ?? error.message)}${cause}`;
}
