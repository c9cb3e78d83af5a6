import { describe, expect, it } from 'vitest';
import { derivedId, derivedUuid } from '../../db/id.ts';

describe('an id of what there can be only once', () => {
  it('is the same when it is made again, and another for anything else', () => {
    expect(derivedId('atm', 'dlv_1', 1, 'email')).toBe(derivedId('atm', 'dlv_1', 1, 'email'));
    const others = [
      derivedId('atm', 'dlv_1', 1, 'print'),
      derivedId('atm', 'dlv_1', 2, 'email'),
      derivedId('atm', 'dlv_11', 'email'),
    ];
    expect(new Set([derivedId('atm', 'dlv_1', 1, 'email'), ...others]).size).toBe(4);
    expect(others[0]).toMatch(/^atm_[0-9a-z]{26}$/);
  });

  it('is also a UUID', () => {
    const uuid = derivedUuid('dlv_1', 1, 'peppol');
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(derivedUuid('dlv_1', 1, 'peppol')).toBe(uuid);
  });
});
