import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { absoluteSeconds, idleSeconds } from '../../policy/sessions.ts';
import { askAs, cookieOf, signUp, type Person } from '../support/accounts.ts';
import { json } from '../support/installation.ts';
import { superuserUrl } from '../support/postgres.ts';

let admin: Sql;
beforeAll(() => {
  admin = postgres(superuserUrl(), { max: 1 });
});
afterAll(() => admin.end());

/** So much time passes for the person's sessions: all that is written of them lies so much further back. */
const pass = ({ userId }: Person, seconds: number): Promise<unknown> =>
  admin`update sessions set created_at = created_at - make_interval(secs => ${seconds}),
    idle_expires_at = idle_expires_at - make_interval(secs => ${seconds}),
    expires_at = expires_at - make_interval(secs => ${seconds})
    where user_id = ${userId} and ended_at is null`;
const asked = async (cookie: string): Promise<[number, string | undefined]> => {
  const { status, body } = await askAs(cookie, 'GET', '/v1/session');
  return [status, body.code];
};

describe('a session', () => {
  const halfADay = 12 * 3600;

  it('that nobody uses for twelve hours has ended', async () => {
    expect(idleSeconds).toBe(halfADay);
    const kari = await signUp();
    await pass(kari, halfADay - 60);
    expect(await asked(kari.cookie)).toEqual([200, undefined]);
    // That was a use: the twelve hours begin again.
    await pass(kari, halfADay - 60);
    expect(await asked(kari.cookie)).toEqual([200, undefined]);
    await pass(kari, halfADay + 1);
    expect(await asked(kari.cookie)).toEqual([401, 'session-ended']);
  });

  it('that is used all the time has ended after seven days, whatever company it went to', async () => {
    expect(absoluteSeconds).toBe(7 * 86_400);
    const kari = await signUp();
    let { cookie } = kari;
    for (let hours = 0; hours < 7 * 24 - 8; hours += 10) {
      await pass(kari, 10 * 3600);
      expect(await asked(cookie)).toEqual([200, undefined]);
    }
    const chosen = json({ tenantId: kari.tenantId });
    cookie = cookieOf(await askAs(cookie, 'PUT', '/v1/session/company', chosen));
    expect(await asked(cookie)).toEqual([200, undefined]);
    await pass(kari, 9 * 3600);
    expect(await asked(cookie)).toEqual([401, 'session-ended']);
  });
});
