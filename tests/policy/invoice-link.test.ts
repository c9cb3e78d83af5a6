import { describe, expect, it } from 'vitest';
import { readObjection, remindAt } from '../../policy/invoice-link.ts';

describe('a reminder of an invoice whose link nobody opened', () => {
  it.each<['invoice' | 'credit-note', string | null, number | null, string | null]>([
    ['invoice', null, null, null],
    ['invoice', null, 3, '2026-03-13T09:00:00.000Z'],
    ['invoice', '2026-03-11', 3, '2026-03-13T09:00:00.000Z'],
    ['invoice', '2026-03-31', 3, '2026-04-01T07:00:00.000Z'],
    ['credit-note', '2026-03-31', 3, null],
  ])('%s, due %s, after %s days: %s', (documentType, dueDate, days, at) => {
    expect(remindAt('2026-03-10T09:00:00.000Z', { documentType, dueDate }, days)).toBe(at);
  });
});

describe('an objection', () => {
  it('is one line of what can be seen, or none', () => {
    expect(readObjection(' Feil\r\n antall\u202e\u0000! ')).toBe('Feil antall !');
    expect(readObjection('\u200b\n')).toBeNull();
    expect(readObjection('x'.repeat(5000))).toHaveLength(1000);
  });
});
