import { describe, expect, it } from 'vitest';
import { createReturnPaths } from '../../channels/email/return-path.ts';
import { newId } from '../../db/id.ts';

const key = 'k'.repeat(32);
const paths = createReturnPaths({ domain: 'retur.example', key });

describe('a return path', () => {
  it('names its attempt, also when a server on the way has made its letters large', () => {
    const attempt = newId('atm');
    const address = paths.of(attempt);
    expect(paths.read(address)).toBe(attempt);
    expect(paths.read(address.toUpperCase())).toBe(attempt);
    expect(address.indexOf('@')).toBeLessThanOrEqual(64);
  });

  it('is of nobody where it was not made with our key, or for another attempt or domain', () => {
    const attempt = newId('atm');
    const [local = ''] = paths.of(attempt).split('@');
    const [, signature] = local.split('.');
    const others = createReturnPaths({ domain: 'retur.example', key: 'x'.repeat(32) });
    expect(
      [
        others.of(attempt),
        `${newId('atm')}.${signature}@retur.example`,
        `${local}@other.example`,
        `${local.slice(0, -1)}@retur.example`,
        `${attempt}@retur.example`,
        `${local}x@retur.example`,
        '@retur.example',
        '',
      ].map(paths.read),
    ).toEqual(Array.from({ length: 8 }, () => null));
  });
});
