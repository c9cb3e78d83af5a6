import type { network } from '../../api/routes/networks.ts';
import type { settingsAnswer, settingsHistory } from '../../api/settings/contract.ts';
import type { NetworkName } from '../../policy/channels.ts';
import type { Client, Output, Page } from '../client.ts';
import { exitCodes, usageError } from '../failure.ts';
import { readSettings } from '../setting-pairs.ts';
import { printJson, printLine, printTable, showInstant, type Terminal } from '../terminal.ts';

type Settings = Output<typeof settingsAnswer>;
type Network = Output<typeof network>;

const sections = [
  'company',
  'sending',
  'scanning',
  'consumers',
  'networks',
  'notifications',
] as const;

const show = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);

interface Show {
  readonly json: boolean;
  readonly language: 'nb' | 'en';
}

/** Prints settings by dotted name; `names` are sections or single settings, none for all. */
export async function getSettings(
  client: Client,
  names: readonly string[],
  json: boolean,
  terminal: Terminal,
): Promise<number> {
  const settings = await client.get<Settings>('/v1/settings');
  if (json && names.length === 0) {
    printJson(terminal, settings);
    return exitCodes.done;
  }
  const all = sections.flatMap((section) =>
    Object.entries(settings[section]).map(([name, value]): [string, unknown] => [
      `${section}.${name}`,
      value,
    ]),
  );
  const isAsked = (name: string): boolean =>
    names.length === 0 || names.some((one) => name === one || name.startsWith(`${one}.`));
  const found = all.filter(([name]) => isAsked(name));
  if (found.length === 0) throw usageError(`There is no setting ${names.join(', ')}.`);
  if (json) printJson(terminal, Object.fromEntries(found));
  else {
    const rows = found.map(([name, value]) => [name, show(value)]);
    printTable(terminal, ['SETTING', 'VALUE'], rows);
  }
  return exitCodes.done;
}

/** Changes settings of one section, and prints what that means. */
export async function setSettings(
  client: Client,
  pairs: readonly string[],
  { json, language }: Show,
  terminal: Terminal,
): Promise<number> {
  const change = readSettings(pairs);
  if (Object.keys(change).length > 1) {
    throw usageError('Settings are changed one section at a time: use one command for each.');
  }
  const settings = await client.patch<Settings>('/v1/settings', { json: change });
  if (json) {
    printJson(terminal, settings);
    return exitCodes.done;
  }
  if (settings.effects.length === 0) printLine(terminal, 'ok');
  for (const { setting, now, cost } of settings.effects) {
    printLine(terminal, `${setting}: ${now[language]}${cost ? ` (${cost.text[language]})` : ''}`);
  }
  return exitCodes.done;
}

/** Prints the last changes, newest first. */
export async function listHistory(
  client: Client,
  json: boolean,
  terminal: Terminal,
): Promise<number> {
  const { data } = await client.get<Page<Output<typeof settingsHistory>>>('/v1/settings/history');
  if (json) for (const row of data) printJson(terminal, row);
  else {
    const rows = data.map(({ at, setting, from, to, by }) => [
      showInstant(at),
      setting,
      from,
      to,
      by,
    ]);
    printTable(terminal, ['WHEN', 'SETTING', 'FROM', 'TO', 'BY'], rows);
  }
  return exitCodes.done;
}

/** Prints the networks, after having switched or checked one where that was asked for. */
export async function followNetworks(
  client: Client,
  asked: {
    readonly act: 'on' | 'off' | 'check' | undefined;
    readonly network: NetworkName | undefined;
  },
  { json, language }: Show,
  terminal: Terminal,
): Promise<number> {
  const { act, network: name } = asked;
  if (act !== undefined && name === undefined)
    throw usageError(`Say which: networks ${act} peppol`);
  if (act === 'check') await client.post(`/v1/networks/${name}/check`);
  else if (act) await client.put(`/v1/networks/${name}`, { json: { enabled: act === 'on' } });
  const { data } = await client.get<{ data: readonly Network[] }>('/v1/networks');
  if (json) {
    for (const row of data) printJson(terminal, row);
    return exitCodes.done;
  }
  const rows = data.map(({ network: of, enabled, status, lastEvent }) => [
    of,
    enabled ? 'on' : 'off',
    status,
    lastEvent?.text[language] ?? '',
  ]);
  printTable(terminal, ['NETWORK', 'WANTED', 'STATUS', 'LAST'], rows);
  for (const { network: of, advice } of data) {
    if (advice) printLine(terminal, `${of}: ${advice[language]}`);
  }
  return exitCodes.done;
}
