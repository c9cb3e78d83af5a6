import { describe, expect, it } from 'vitest';
import {
  findTotpStep,
  newRecoveryCodes,
  newTotpSecret,
  totpCode,
} from '../../api/accounts/totp.ts';

/** `12345678901234567890` in base32. Source: RFC 6238, appendix B (the last six of its eight digits). */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a code of an authenticator app', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at second %i is %s', (second, code) => {
    expect(totpCode(secret, Math.floor(second / 30))).toBe(code);
    const now = new Date(second * 1000);
    expect(findTotpStep(secret, code, { now, lastStep: null })).toBe(Math.floor(second / 30));
  });

  it('is taken 30 seconds late or early, not later, and not twice', () => {
    const step = 1_000_000;
    const at = (shift: number, lastStep: number | null = null) =>
      findTotpStep(secret, totpCode(secret, step), {
        now: new Date((step + shift) * 30_000),
        lastStep,
      });
    expect([at(0), at(1), at(-1), at(2), at(-2)]).toEqual([step, step, step, null, null]);
    expect([at(0, step), at(0, step - 1), at(1, step + 1)]).toEqual([null, step, null]);
  });

  it('has a secret of 32 letters, and recovery codes that differ', () => {
    expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[a-z2-7]{4}-[a-z2-7]{4}-[a-z2-7]{4}$/);
  });
});
