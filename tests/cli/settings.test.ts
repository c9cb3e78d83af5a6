import { beforeAll, describe, expect, it } from 'vitest';
import { cliOf, type Cli } from '../support/cli.ts';
import { newCompany } from '../support/installation.ts';

let cli: Cli;
beforeAll(async () => {
  cli = cliOf((await newCompany()).key);
});

describe('autoinvoice settings', () => {
  it('are changed, say what that means and costs, and are shown', async () => {
    const set = await cli('settings', 'set', 'sending.email=false', 'sending.replyName=Kari');
    expect([set.code, set.out]).toEqual([
      0,
      expect.stringMatching(/^sending\.email: Ingen fakturaer sendes som e-post\./),
    ]);
    const { out } = await cli('settings', 'get', 'sending.replyName', 'sending.email');
    expect(out).toMatch(/sending\.email +false\n/);
    expect(out).toMatch(/sending\.replyName +Kari\n/);
    expect(out).not.toContain('networks.');
    await cli('settings', 'set', 'sending.replyName=', 'sending.email=true');
    const all = JSON.parse((await cli('settings', 'get', '--json')).out) as {
      sending: { replyName: unknown; email: unknown };
    };
    expect([all.sending.replyName, all.sending.email]).toEqual([null, true]);
    expect((await cli('settings', 'history')).out).toMatch(/sending\.replyName +Kari +key_/);
  });

  it.each([
    ['an unknown name', ['sending.emial=true'], 2, 'choose one of'],
    ['no yes or no', ['sending.email=perhaps'], 2, 'say true or false'],
    [
      'two sections',
      ['sending.email=true', 'consumers.requested=true'],
      2,
      'one section at a time',
    ],
    ['a price that was not accepted', ['sending.printPriceAccepted=1.00 NOK'], 1, 'A letter costs'],
  ])('refuse %s', async (_case, pairs, expected, words) => {
    const { code, out, err } = await cli('settings', 'set', ...pairs);
    expect([code, out]).toEqual([expected, '']);
    expect(err).toContain(words);
  });
});

describe('autoinvoice networks', () => {
  it('are shown and switched, in order', async () => {
    const wrong = await cli('networks', 'off', 'visma');
    expect([wrong.code, wrong.err]).toEqual([
      1,
      expect.stringContaining('Switch Peppol off first'),
    ]);
    const off = await cli('networks', 'off', 'peppol');
    expect(off.out).toMatch(/peppol +off +pending +Peppol slås av\./);
    expect(off.out).toMatch(/visma +on +active/);
    expect((await cli('networks', 'on')).code).toBe(2);
    const lines = (await cli('networks', '--json')).out.trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { network: string }).network)).toEqual([
      'visma',
      'peppol',
    ]);
  });
});
