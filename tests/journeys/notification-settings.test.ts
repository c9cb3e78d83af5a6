import { beforeAll, describe, expect, it } from 'vitest';
import {
  askAs,
  cookieOf,
  expectStatus,
  goodPassword,
  join,
  mailTo,
  signUp,
  type Person,
} from '../support/accounts.ts';
import { ask, json, type Answer } from '../support/installation.ts';

const path = '/v1/account/notifications';
const standard = { received: false, sent: false, sendErrors: true, report: 'off' };
const wishesOf = async (cookie: string): Promise<unknown> =>
  (await askAs(cookie, 'GET', path)).body;
const wish = (cookie: string, wishes: object): Promise<Answer> =>
  askAs(cookie, 'PATCH', path, json(wishes));

describe('what somebody wants to be told of a company', () => {
  let kari: Person;
  let ola: Person;
  beforeAll(async () => {
    kari = await signUp();
    ola = await join(kari.cookie, 'viewer');
  });

  it('is the person’s own choice, whatever the role, and changes nothing for others', async () => {
    expect(await wishesOf(ola.cookie)).toEqual(standard);
    const answer = await wish(ola.cookie, { received: true, sendErrors: false });
    expect([answer.status, answer.body]).toEqual([
      200,
      { ...standard, received: true, sendErrors: false },
    ]);
    expect(await wishesOf(ola.cookie)).toEqual(answer.body);
    expect(await wishesOf(kari.cookie)).toEqual(standard);
    // The settings show each their own.
    const { body } = await askAs(ola.cookie, 'GET', '/v1/settings');
    expect(body.notifications).toEqual(answer.body);
    const history = await askAs(kari.cookie, 'GET', '/v1/settings/history?limit=1');
    expect(history.body.data[0].by).toBe(ola.userId);
  });

  it('is another matter in another of the person’s companies', async () => {
    const eva = await signUp();
    const invitation = json({ email: ola.email, role: 'viewer' });
    await expectStatus(201, askAs(eva.cookie, 'POST', '/v1/invitations', invitation));
    const { token } = await mailTo(ola.email);
    await expectStatus(201, ask('POST', '/v1/invitations/accept', null, json({ token })));
    await wish(ola.cookie, { sent: true });
    const chosen = json({ tenantId: eva.tenantId });
    const there = cookieOf(await askAs(ola.cookie, 'PUT', '/v1/session/company', chosen));
    expect(await wishesOf(there)).toEqual(standard);
  });

  it('is forgotten when the person leaves the company', async () => {
    const eva = await signUp();
    const { email, userId, cookie } = await join(eva.cookie, 'viewer');
    await wish(cookie, { sent: true });
    await expectStatus(204, askAs(eva.cookie, 'DELETE', `/v1/members/${userId}`));
    const invitation = json({ email, role: 'viewer' });
    await expectStatus(201, askAs(eva.cookie, 'POST', '/v1/invitations', invitation));
    const { token } = await mailTo(email);
    await expectStatus(201, ask('POST', '/v1/invitations/accept', null, json({ token })));
    const logIn = json({ email, password: goodPassword });
    const back = cookieOf(await ask('POST', '/v1/session', null, logIn));
    expect(await wishesOf(back)).toEqual(standard);
  });
});
