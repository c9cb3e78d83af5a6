import { expect, it } from 'vitest';
import { formOf, mergedMailBytes } from '../../policy/merged-mail.ts';

it.each([
  ['merged', mergedMailBytes, 'merged'],
  ['merged', mergedMailBytes + 1, 'link'],
  ['pdf', mergedMailBytes + 1, 'pdf'],
  ['pdf-and-xml', mergedMailBytes + 1, 'pdf-and-xml'],
  ['link', 1, 'link'],
] as const)('a mail of the form %s with %s bytes is one of the form %s', (wanted, size, form) => {
  expect(formOf(wanted, size)).toBe(form);
});
