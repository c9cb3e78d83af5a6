import { describe, expect, it } from 'vitest';
import { passwordRefusalTexts, refusePassword } from '../../policy/password.ts';

const kari = { email: 'kari.nordmann@example.no', name: 'Kari Nordmann' };

describe('a password', () => {
  it.each([
    ['kort', 'too-short'],
    ['elleve-tegn', 'too-short'],
    ['x'.repeat(201), 'too-long'],
    ['aaaaaaaaaaaa', 'too-simple'],
    ['121212121212', 'too-simple'],
    ['Password1234!', 'too-simple'],
    ['passord2026!!', 'too-simple'],
    ['kari.nordmann@example.no', 'too-simple'],
    ['Nordmann12345', 'too-simple'],
    ['qwertyuiop123', 'too-simple'],
    ['riktig hest batteri stift', null],
    ['mitt nye passord er grønt', null],
    ['aB3$kk9-Qz7!', null],
    ['blåbærsyltetøy', null],
  ])('%j is judged %s', (password, refusal) => {
    expect(refusePassword(password, kari)).toBe(refusal);
  });

  it('that is refused is explained in both languages', () => {
    for (const { nb, en } of Object.values(passwordRefusalTexts)) expect(nb).not.toBe(en);
  });
});
