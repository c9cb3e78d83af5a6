import postgres from 'postgres';
import { describe, expect, it } from 'vitest';
import { totpCode } from '../../api/accounts/totp.ts';
import { askAs, cookieOf, expectStatus, goodPassword, signUp } from '../support/accounts.ts';
import { ask, json } from '../support/installation.ts';
import { superuserUrl } from '../support/postgres.ts';

const stepNow = (): number => Math.floor(Date.now() / 30_000);

describe('a second factor', () => {
  it('is asked for once it is confirmed; each code and each recovery code opens once', async () => {
    const kari = await signUp();
    const other = cookieOf(
      await ask('POST', '/v1/session', null, json({ email: kari.email, password: goodPassword })),
    );
    const wrong = json({ password: 'feil hest batteri stift' });
    expect((await askAs(kari.cookie, 'POST', '/v1/account/totp', wrong)).status).toBe(403);
    const begun = await expectStatus(
      201,
      askAs(kari.cookie, 'POST', '/v1/account/totp', json({ password: goodPassword })),
    );
    const { secret, uri } = begun.body;
    expect(uri).toContain(`secret=${secret}`);
    const logIn = (code?: string) =>
      ask(
        'POST',
        '/v1/session',
        null,
        json({ email: kari.email, password: goodPassword, ...(code && { code }) }),
      );
    // Not confirmed: a slip while setting it up locks nobody out.
    expect((await logIn()).status).toBe(201);
    const confirm = (code: string) =>
      askAs(kari.cookie, 'POST', '/v1/account/totp/confirm', json({ code }));
    const step = stepNow();
    expect((await confirm('000000')).body.code).toBe('code-wrong');
    const { recoveryCodes } = (await expectStatus(200, confirm(totpCode(secret, step)))).body;
    expect((await askAs(other, 'GET', '/v1/session')).status).toBe(401);
    const missing = await logIn();
    expect([missing.status, missing.body.code]).toEqual([401, 'code-missing']);
    const used = await logIn(totpCode(secret, step));
    expect([used.status, used.body.code]).toEqual([401, 'code-wrong']);
    expect((await logIn(totpCode(secret, step + 1))).status).toBe(201);
    expect((await logIn(recoveryCodes[3].toUpperCase().replaceAll('-', ' '))).status).toBe(201);
    expect((await logIn(recoveryCodes[3])).body.code).toBe('code-wrong');
    // A reader of the database cannot compute codes, and what was stored before it was sealed is sealed by a log-in.
    const admin = postgres(superuserUrl(), { max: 1 });
    const stored = async (): Promise<string> =>
      (await admin`select totp_secret from user_secrets where user_id = ${kari.userId}`)[0]?.[
        'totp_secret'
      ];
    expect(await stored()).toMatch(/^s1\./);
    await admin`update user_secrets set totp_secret = ${secret}, totp_last_step = null
      where user_id = ${kari.userId}`;
    expect((await logIn(totpCode(secret, stepNow()))).status).toBe(201);
    expect(await stored()).toMatch(/^s1\./);
    await admin.end();
    const remove = json({ password: goodPassword });
    expect((await askAs(kari.cookie, 'POST', '/v1/account/totp/remove', remove)).status).toBe(204);
    expect((await logIn()).status).toBe(201);
  });
});
