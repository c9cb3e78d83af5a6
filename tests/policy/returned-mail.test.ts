import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readReturnedMail } from '../../mailroom/read-returned-mail.ts';
import { judgeReturnedMail } from '../../policy/returned-mail.ts';

const folder = fileURLToPath(new URL('../fixtures/returned-mail/', import.meta.url));

/** File, the envelope's sender, and what it says. */
const samples: readonly (readonly [string, string, string])[] = [
  ['postfix-unknown', '', 'failed recipient-unknown mailbox-unknown'],
  ['exchange-unknown-norwegian', '', 'failed recipient-unknown mailbox-unknown'],
  ['mailbox-full-given-up', '', 'failed recipient-refused mail-expired'],
  ['our-address-blocked', '', 'failed misconfigured smtp-not-permitted'],
  ['no-status-code', '', 'failed recipient-unknown mailbox-unknown'],
  ['cut-off', '', 'failed recipient-unknown mailbox-unknown'],
  ['exim-plain', '', 'failed recipient-unknown mailbox-unknown'],
  ['qmail-plain', '', 'failed recipient-unknown mailbox-unknown'],
  ['domino-plain', '', 'failed recipient-unknown mailbox-unknown'],
  ['norwegian-plain', '', 'failed recipient-refused mailbox-refused-size'],
  ['postfix-delayed', '', 'delayed'],
  ['exim-delayed-plain', '', 'delayed'],
  ['relayed', '', 'confirmed'],
  ['one-of-a-group', '', 'confirmed'],
  ['away-norwegian', '', 'auto-reply'],
  ['away-without-headers', 'ola@kunde.example', 'auto-reply'],
  ['read-receipt', 'ola@kunde.example', 'auto-reply'],
  ['written-by-a-person', 'ola@kunde.example', 'other'],
];

describe('a mail to the return path of an invoice', () => {
  it.each(samples)('%s', async (name, sender, expected) => {
    const raw = readFileSync(`${folder}${name}.eml`);
    const verdict = judgeReturnedMail(await readReturnedMail(raw, sender));
    const said = verdict.kind === 'failed' ? [verdict.failure, verdict.code] : [];
    expect([verdict.kind, ...said].join(' ')).toBe(expected);
  });

  it('has a sample for each file, and says what the server said', async () => {
    expect(readdirSync(folder).sort()).toEqual(samples.map(([name]) => `${name}.eml`).sort());
    const raw = readFileSync(`${folder}exim-plain.eml`);
    expect(judgeReturnedMail(await readReturnedMail(raw, ''))).toMatchObject({
      detail: '550 5.1.1 The email account that you tried to reach does not exist',
    });
  });

  it.each([
    ['nothing at all', ''],
    ['no mail', '\u0000\u0001 %PDF-1.4'],
    ['a report without recipients', 'Content-Type: message/delivery-status\n\nReporting-MTA: x'],
  ])('is nothing that changes a delivery: %s', async (_what, raw) => {
    expect(judgeReturnedMail(await readReturnedMail(Buffer.from(raw), ''))).toEqual({
      kind: 'other',
    });
  });
});
