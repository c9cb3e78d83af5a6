import { beforeAll, describe, expect, it } from 'vitest';
import { cliOf, type Cli } from '../support/cli.ts';
import { ask, newCompany } from '../support/installation.ts';

let cli: Cli;
beforeAll(async () => {
  cli = cliOf((await newCompany()).key);
});

const opens = async (key: string): Promise<number> =>
  (await ask('GET', '/v1/deliveries', key)).status;

interface Made {
  readonly keyId: string;
  readonly apiKey: string;
}
const readMade = ({ out }: { out: string }): Made => JSON.parse(out) as Made;

describe('autoinvoice keys', () => {
  it('are made with fewer rights, shown once, replaced with an overlap and revoked', async () => {
    const made = await cli('keys', 'create', 'Lønn', '--scopes', 'deliveries:read');
    expect(made.out).toMatch(/^key_\w+: ai_live_\S+\nKeep it now/);
    const [, id = '', key = ''] = /^(key_\w+): (\S+)/.exec(made.out) ?? [];
    expect(await opens(key)).toBe(200);
    expect((await ask('GET', '/v1/received', key)).status).toBe(403);

    const listed = await cli('keys');
    expect(listed.out).toMatch(new RegExp(`${id} +Lønn +good .*deliveries:read`));
    expect(listed.out).not.toContain(key);

    const next = readMade(await cli('keys', 'rotate', id, '--overlap', '600', '--json'));
    expect([await opens(key), await opens(next.apiKey)]).toEqual([200, 200]);
    expect((await cli('keys')).out).toMatch(new RegExp(`${id} +Lønn +until `));

    expect((await cli('keys', 'revoke', id)).out).toBe(`${id} opens nothing any more.\n`);
    expect([await opens(key), await opens(next.apiKey)]).toEqual([401, 200]);
    expect((await cli('keys')).out).toMatch(new RegExp(`${id} +Lønn +revoked`));
  });

  it('are refused in words where there is no such key or scope', async () => {
    const unknown = await cli('keys', 'revoke', 'key_unknown');
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('no such key')]);
    const wrong = await cli('keys', 'create', 'X', '--scopes', 'everything');
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('scopes')]);
  });
});
