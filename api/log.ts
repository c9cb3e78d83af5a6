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
      const line = { at: new Date().toISOString(), level, message, ...fields };
      output.write(`${JSON.stringify(line)}\n`);
    };
  return { info: write('info'), error: write('error') };
}
