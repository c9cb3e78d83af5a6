import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { dataFolder, installation } from '../support/installation.ts';
import { playSigner, signingLink } from '../support/signing.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The commands that docs/activation.md leads a person through, block by block. */
function blocksByHand(): string[] {
  const text = readFileSync(`${root}/docs/activation.md`, 'utf8');
  const [, byHand = ''] = /## By hand\n([\s\S]*?)\nThe same on the command line/.exec(text) ?? [];
  return [...byHand.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, commands = '']) => commands);
}

/** Runs them as they stand, but for the program's name (the built one is the same) and what was printed before. */
function type(commands: string, { key = '' }: { key?: string } = {}): string {
  const script = commands
    .replaceAll('npm run -s autoinvoice --', 'node dist/autoinvoice.js')
    .replaceAll(/^export .*$/gm, '');
  const { api = '' } = installation().addresses;
  const env = { ...process.env, API: api, KEY: key, AUTOINVOICE_DATA: dataFolder() };
  return execFileSync('bash', ['-euc', script], { cwd: root, env, encoding: 'utf8' });
}

it('docs/activation.md leads a person on board by hand, command by command', async () => {
  const [create = '', look = '', wizard = '', after = '', ...more] = blocksByHand();
  expect(more).toEqual([]);
  const { apiKey: key } = JSON.parse(type(create)) as { apiKey: string };
  const facts = type(look, { key });
  expect(facts).toContain('"status":"none"');
  expect(facts).toContain('"version":"eksempel-1"');
  expect(type(wizard, { key })).toMatch(/^\{"id":"act_\w+","status":"inviting"/);
  expect(type(after, { key })).toContain('"status":"activated"');
  await playSigner(await signingLink('kari@example.com'), 'sign', 'Kari Nordmann');
  await expect
    .poll(() => type(after, { key }), { timeout: 20_000, interval: 500 })
    .toContain('"status":"authenticated"');
});
