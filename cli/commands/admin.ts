import type { Client } from '../client.ts';
import { exitCodes } from '../failure.ts';
import { printJson, type Terminal } from '../terminal.ts';

/** Asks the operator's door and prints its answer as one JSON line. */
export async function administer(
  client: Client,
  path: string,
  json: unknown,
  terminal: Terminal,
): Promise<number> {
  printJson(terminal, await client.post(`/v1/admin/${path}`, json === undefined ? {} : { json }));
  return exitCodes.done;
}
