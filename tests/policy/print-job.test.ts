import { expect, it } from 'vitest';
import { outcomeOfJob } from '../../policy/print-job.ts';

it.each([
  ['pending', 3, 'received'],
  ['pending-held', 4, 'received'],
  ['processing', 5, 'received'],
  ['processing-stopped', 6, 'received'],
  ['canceled', 7, 'refused'],
  ['aborted', 8, 'refused'],
  ['completed', 9, 'posted'],
  ['none that there is', 10, null],
] as const)('a letter whose print job is %s (%s) is %s', (_name, state, outcome) => {
  expect(outcomeOfJob(state)).toBe(outcome);
});
