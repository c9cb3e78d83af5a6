import { expect, it } from 'vitest';
import { changeSettings, defaultSettings, type SettingsChange } from '../../policy/settings.ts';

const { sending, networks } = defaultSettings;

it.each<[string, SettingsChange, unknown]>([
  ['nothing', {}, defaultSettings],
  ['an empty group', { sending: {} }, defaultSettings],
  ['an undefined value', { sending: { email: undefined } }, defaultSettings],
  [
    'one switch',
    { sending: { print: false } },
    { sending: { ...sending, print: false }, networks },
  ],
  [
    'both groups',
    { sending: { duplicates: 'allow' }, networks: { peppol: false } },
    { sending: { ...sending, duplicates: 'allow' }, networks: { ...networks, peppol: false } },
  ],
])('changing %s leaves the other settings as they were', (_case, change, expected) => {
  expect(changeSettings(defaultSettings, change)).toEqual(expected);
});

it('a new company refuses duplicates and sends for itself only', () => {
  expect(defaultSettings.sending).toMatchObject({ duplicates: 'refuse', maySendForOthers: false });
});
