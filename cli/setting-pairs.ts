import { defaultSettings } from '../policy/settings.ts';
import { usageError } from './failure.ts';

/** Sections with the settings in them, as the API takes them. */
type Sections = Record<string, Record<string, unknown>>;

/** `sending.email=false` as `{ sending: { email: false } }`; a name or value that does not exist is refused. */
export function readSettings(pairs: readonly string[]): Sections {
  const settings: Sections = {};
  for (const pair of pairs) {
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
    if (!standards.has(name)) {
      throw usageError(`${pair}: choose one of ${[...standards.keys()].join(', ')}.`);
    }
    const [section = '', setting = ''] = name.split('.');
    (settings[section] ??= {})[setting] = readValue(pair, value, standards.get(name));
  }
  return settings;
}

/** Every setting by dotted name, with what it is where nothing was chosen; the logo is no text. */
const standards = new Map<string, unknown>([
  ...Object.entries(defaultSettings).flatMap(([section, settings]) =>
    Object.entries(settings)
      .filter(([name]) => name !== 'logo')
      .map(([name, value]): [string, unknown] => [`${section}.${name}`, value]),
  ),
  ['notifications.received', false],
  ['notifications.sent', false],
  ['notifications.sendErrors', true],
]);

/** An empty value is none; one in braces is JSON. */
function readValue(pair: string, value: string, standard: unknown): unknown {
  if (typeof standard === 'boolean') {
    if (value === 'true' || value === 'false') return value === 'true';
    throw usageError(`${pair}: say true or false.`);
  }
  if (value === '' && standard === null) return null;
  if (!value.startsWith('{')) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    throw usageError(`${pair}: this is no JSON.`);
  }
}
