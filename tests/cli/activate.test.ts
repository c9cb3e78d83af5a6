import { expect, it } from 'vitest';
import { cliOf } from '../support/cli.ts';
import { newCompany } from '../support/installation.ts';
import { playSigner, signingLink } from '../support/signing.ts';

it('autoinvoice activate leads a company on board: terms first, then the signature, and says how far it is', async () => {
  const company = await newCompany({ status: 'none' });
  const cli = cliOf(company.key);
  const email = `${company.tenantId}@example.com`;
  expect((await cli('activate')).out).toMatch(/\nnone\n$/);

  const terms = await cli('activate', '--email', email);
  expect([terms.code, terms.out]).toEqual([
    1,
    expect.stringMatching(/Godta dem slik: --accept-terms eksempel-1\n$/),
  ]);
  const wizard = ['activate', '--email', email, '--accept-terms', 'eksempel-1'];
  const mamut = (version: string, ...more: string[]) =>
    cli(...wizard, '--erp', 'Mamut', '--erp-version', version, ...more);
  const older = await mamut('24.0.999');
  expect([older.code, older.out]).toEqual([1, '']);
  expect(older.err).toContain('24.0.1034');

  const waiting = mamut('24.0.1034', '--wait', '--timeout', '30');
  await playSigner(await signingLink(email), 'sign');
  const signed = await waiting;
  expect(signed.code).toBe(0);
  expect(signed.out).toMatch(/\nauthenticated\nact_\w+ {2}signed/);
  expect((await cli('activate')).out).toBe(signed.out);
  const late = await cli('activate', '--restart');
  expect([late.code, late.out]).toEqual([1, '']);
});
