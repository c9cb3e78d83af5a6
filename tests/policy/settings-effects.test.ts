import { describe, expect, it } from 'vitest';
import { effectsOf, priceText, type EffectFacts } from '../../policy/settings-effects.ts';
import { changeSettings, defaultSettings, type SettingsChange } from '../../policy/settings.ts';

const facts: EffectFacts = {
  status: 'authenticated',
  networks: { visma: 'active', peppol: 'active' },
  scanAccount: 'off',
  efaktura: 'off',
  verifiedEmails: [],
  priceOf: (service) => (service === 'print-letter' ? { amount: '19.00', currency: 'NOK' } : null),
};
const effect = (setting: string, change: SettingsChange = {}, more: Partial<EffectFacts> = {}) =>
  effectsOf(changeSettings(defaultSettings, change), { ...facts, ...more }).find(
    (one) => one.setting === setting,
  );

describe('every switch says what happens now, what it waits for and what it costs', () => {
  it.each<[string, SettingsChange, Partial<EffectFacts>, string | null, RegExp]>([
    ['sending.email', {}, {}, null, /go by e-mail/],
    ['sending.email', {}, { status: 'activated' }, 'authentication', /once the company is auth/],
    ['sending.email', { sending: { email: false } }, { status: 'none' }, null, /No invoice goes/],
    ['sending.print', {}, {}, null, /printed and posted/],
    ['sending.newCustomers', { sending: { newCustomers: false } }, {}, null, /switched off/],
    ['networks.peppol', {}, {}, null, /registered in ELMA/],
    ['networks.peppol', {}, { networks: { visma: 'active', peppol: 'error' } }, 'somebody', /must/],
    [
      'networks.visma',
      {},
      { networks: { visma: 'pending', peppol: 'pending' } },
      'registration',
      /once Peppol is off/,
    ],
    ['scanning.enabled', {}, { scanAccount: 'requested' }, 'authentication', /once/],
    ['scanning.enabled', {}, { scanAccount: 'open' }, null, /are read/],
    ['consumers.requested', {}, { efaktura: 'pending' }, 'agreement', /asked for/],
    ['consumers.requested', {}, { efaktura: 'requested' }, 'authentication', /once/],
    ['consumers.requested', {}, { efaktura: 'error' }, 'somebody', /must act/],
    ['company.email', { company: { email: 'a@b.no' } }, {}, 'link', /not used until/],
    [
      'company.email',
      { company: { email: 'a@b.no' } },
      { verifiedEmails: ['a@b.no'] },
      null,
      /replies go to/,
    ],
  ])('%s %j', (setting, change, more, waitsFor, now) => {
    const found = effect(setting, change, more);
    expect(found?.waitsFor).toBe(waitsFor);
    expect(found?.now.en).toMatch(now);
    expect(found?.now.nb).not.toBe(found?.now.en);
  });

  it('a letter costs something, also before it is switched on', () => {
    const off = effect('sending.print', { sending: { print: false } });
    expect(off?.cost).toMatchObject({ amount: '19.00', text: { en: '19.00 NOK per letter' } });
    expect(priceText({ amount: '19.00', currency: 'NOK' })).toBe('19.00 NOK');
    expect(effect('sending.email')?.cost).toBeNull();
  });
});
