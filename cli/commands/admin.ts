import { defaultSettings } from '../../policy/settings.ts';
import type { Client } from '../client.ts';
import { exitCodes, usageError } from '../failure.ts';
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

/** `sending.email=false` as `{ sending: { email: false } }`; a name or value that does not exist is refused. */
export function readSettings(pairs: readonly string[]): Record<string, Record<string, unknown>> {
  const settings: Record<string, Record<string, unknown>> = {};
  for (const pair of pairs) {
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
    const standard = settingNames.get(name);
    if (standard === undefined) {
      throw usageError(`--set ${pair}: choose one of ${[...settingNames.keys()].join(', ')}.`);
    }
    const [group = '', setting = ''] = name.split('.');
    (settings[group] ??= {})[setting] = readValue(pair, value, standard);
  }
  return settings;
}

const settingNames = new Map(
  Object.entries(defaultSettings).flatMap(([group, settings]) =>
    Object.entries(settings).map(([name, value]): [string, unknown] => [`${group}.${name}`, value]),
  ),
);

function readValue(pair: string, value: string, standard: unknown): unknown {
  if (typeof standard !== 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  throw usageError(`--set ${pair}: say true or false.`);
}
