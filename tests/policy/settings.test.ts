import { describe, expect, it } from 'vitest';
import {
  changedSettings,
  changeSettings,
  defaultSettings,
  settingsOnActivation,
  type SettingsChange,
} from '../../policy/settings.ts';

const { sending, networks } = defaultSettings;

describe('changing settings', () => {
  it.each<[string, SettingsChange, unknown]>([
    ['nothing', {}, {}],
    ['an empty section', { sending: {} }, {}],
    ['an undefined value', { sending: { email: undefined } }, {}],
    ['one switch', { sending: { print: false } }, { sending: { ...sending, print: false } }],
    [
      'two sections',
      { sending: { duplicates: 'allow' }, networks: { peppol: false } },
      { sending: { ...sending, duplicates: 'allow' }, networks: { ...networks, peppol: false } },
    ],
  ])('leaves the others as they were: %s', (_case, change, expected) => {
    expect(changeSettings(defaultSettings, change)).toEqual({
      ...defaultSettings,
      ...(expected as object),
    });
  });

  it('is told setting by setting, whatever order a store gives them in', () => {
    const after = changeSettings(defaultSettings, {
      company: { email: 'post@firma.no', postalAddress: { lines: ['Gata 1'], city: 'Oslo' } },
      sending: { print: false },
    });
    const stored = {
      ...after,
      sending: Object.fromEntries(Object.entries(after.sending).reverse()),
    };
    expect(changedSettings(defaultSettings, stored as typeof after)).toEqual([
      { setting: 'company.email', from: '', to: 'post@firma.no' },
      { setting: 'company.postalAddress', from: '', to: '{"lines":["Gata 1"],"city":"Oslo"}' },
      { setting: 'sending.print', from: 'true', to: 'false' },
    ]);
    expect(changedSettings(after, stored as typeof after)).toEqual([]);
  });
});

describe('a new company', () => {
  it('refuses duplicates and sends for itself only', () => {
    expect(sending).toMatchObject({ duplicates: 'refuse', maySendForOthers: false });
  });

  const registered = {
    name: 'FIRMA AS',
    email: 'post@firma.no',
    postalAddress: { lines: ['Gata 1'], postCode: '0150', city: 'Oslo' },
  };

  it('has, once it activates, what the register says of it, and prints nothing that it has not agreed to pay', () => {
    const { company, sending: first } = settingsOnActivation(defaultSettings, registered);
    expect(company).toMatchObject(registered);
    expect(first.print).toBe(false);
  });

  it('keeps what it has chosen itself before', () => {
    const chosen = changeSettings(defaultSettings, {
      company: { email: 'faktura@firma.no' },
      sending: { print: true, printPriceAccepted: '19.00 NOK' },
    });
    const first = settingsOnActivation(chosen, registered);
    expect(first.company).toMatchObject({ name: 'FIRMA AS', email: 'faktura@firma.no' });
    expect(first.sending.print).toBe(true);
  });
});
