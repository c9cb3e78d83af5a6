import { describe, expect, it } from 'vitest';
import { judgeSigner } from '../../policy/activation-signer.ts';

const roles = [
  { code: 'DAGL', name: 'Daglig leder', persons: ['Kari Anne Nordmann'] },
  { code: 'LEDE', name: 'Styrets leder', persons: ['Ola Hansen'] },
  { code: 'MEDL', name: 'Styremedlem', persons: ['Per Åsheim', 'Ola Hansen'] },
  { code: 'REVI', name: 'Revisor', persons: [] },
];

describe('the person who signed', () => {
  it.each([
    ['Kari Anne Nordmann', 'DAGL'],
    ['KARI ANNE NORDMANN', 'DAGL'],
    ['Kari Nordmann', 'DAGL'],
    ['Kari Anne Lie Nordmann', 'DAGL'],
    ['  Kari-Anne   Nordmann ', 'DAGL'],
    ['Ola Hansen', 'LEDE'],
  ])('%s may commit the company as %s', (name, code) => {
    expect(judgeSigner(name, roles)).toMatchObject({ ok: true, role: { code } });
  });

  it.each([
    ['Per Åsheim', 'signer-role-insufficient'],
    ['Per A\u030Asheim', 'signer-role-insufficient'],
    ['Per Asheim', 'signer-without-role'],
    ['Anne Nordmann', 'signer-without-role'],
    ['Kari', 'signer-without-role'],
    ['Nordmann Kari', 'signer-without-role'],
    ['Kari Mette Nordmann', 'signer-without-role'],
    ['', 'signer-unknown'],
    [null, 'signer-unknown'],
  ])('%s is a question for a person: %s', (name, code) => {
    expect(judgeSigner(name, roles)).toEqual({ ok: false, code });
  });

  it('is a question for a person where the register has no roles', () => {
    expect(judgeSigner('Kari Nordmann', [])).toMatchObject({ code: 'signer-without-role' });
  });
});
