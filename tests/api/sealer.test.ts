import { describe, expect, it } from 'vitest';
import { createSealer } from '../../api/accounts/sealer.ts';

const [older, newer] = ['a key of thirty-two letters or more', 'another key of thirty-two letters'];
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('what is sealed', () => {
  it('opens with its key and for what it belongs to, and cannot be read', () => {
    const sealer = createSealer([older]);
    const sealed = sealer.seal(secret, 'totp/usr_1');
    expect(sealed).not.toContain(secret);
    expect(sealer.open(sealed, 'totp/usr_1')).toEqual({ text: secret, isCurrent: true });
    expect(sealer.open(sealed, 'totp/usr_2')).toBeNull();
    expect(sealer.seal(secret, 'totp/usr_1')).not.toBe(sealed);
  });

  it('opens after the key was replaced, for as long as the old one is given', () => {
    const sealed = createSealer([older]).seal(secret, 'x');
    expect(createSealer([newer, older]).open(sealed, 'x')).toEqual({
      text: secret,
      isCurrent: false,
    });
    expect(createSealer([newer]).open(sealed, 'x')).toBeNull();
  });

  it('does not open where a letter of it was changed', () => {
    const sealer = createSealer([older]);
    const sealed = sealer.seal(secret, 'x');
    for (const at of [20, sealed.length - 3]) {
      const letter = sealed[at] === 'A' ? 'B' : 'A';
      expect(sealer.open(sealed.slice(0, at) + letter + sealed.slice(at + 1), 'x')).toBeNull();
    }
    for (const broken of ['', 's1', 's1..', 's2.00000000.AAAA', secret]) {
      expect(sealer.open(broken, 'x')).toBeNull();
    }
  });
});
