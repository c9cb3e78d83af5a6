import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { activationAttentionCodes } from '../../policy/activation.ts';
import { attentionCodes } from '../../policy/delivery.ts';

const runbook = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
/** Rows of the tables below a heading, by the code in their first cell. */
const rowsOf = (heading: string): Map<string, string[]> => {
  const [, section = ''] = runbook.split(`### ${heading}\n`);
  const rows = (section.split(/^##/m)[0] ?? '').matchAll(/^\| `([\w-]+)`\s*\|(.*)\|$/gm);
  return new Map([...rows].map(([, code = '', rest = '']) => [code, rest.split('|')]));
};

describe('the runbook', () => {
  it.each([
    ['Needs attention', attentionCodes, 3],
    ['Activations that ask', activationAttentionCodes, 2],
  ])('tells under “%s” what every code means and what to do', (heading, codes, cells) => {
    const rows = rowsOf(heading);
    expect([...rows.keys()].sort()).toEqual([...codes].sort());
    for (const [code, texts] of rows) {
      expect(
        texts.filter((text) => text.trim().length > 10),
        code,
      ).toHaveLength(cells);
    }
  });
});
