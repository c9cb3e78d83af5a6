import { beforeAll, describe, expect, it } from 'vitest';
import {
  askAs,
  cookieOf,
  expectStatus,
  goodPassword,
  join,
  mailTo,
  newEmail,
  signUp,
  type Person,
} from '../support/accounts.ts';
import { ask, json, newOrganisationNumber } from '../support/installation.ts';

const logIn = (email: string, password = goodPassword) =>
  ask('POST', '/v1/session', null, json({ email, password }));

describe('a person who signs up', () => {
  it('gets a link by mail, and with it a user, a company without activation and a session', async () => {
    const email = newEmail();
    const asked = await ask('POST', '/v1/signup', null, json({ email, language: 'en' }));
    expect([asked.status, asked.bytes.length]).toEqual([202, 0]);
    const { subject, token } = await mailTo(email);
    expect(subject).toBe('Confirm your e-mail address');
    const organisationNumber = newOrganisationNumber();
    const body = {
      token,
      name: 'Kari Nordmann',
      password: goodPassword,
      company: { name: 'Kari AS', organisationNumber },
    };
    const joined = await ask('POST', '/v1/signup/confirm', null, json(body));
    expect(joined.status).toBe(201);
    expect(joined.body.user).toMatchObject({ email, name: 'Kari Nordmann' });
    expect(joined.body.company).toMatchObject({
      name: 'Kari AS',
      organisationNumber,
      status: 'none',
      role: 'superuser',
    });
    expect(joined.headers.get('set-cookie')).toMatch(
      /^autoinvoice=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=604800$/,
    );
    const settings = await askAs(cookieOf(joined), 'GET', '/v1/settings');
    expect(settings.status).toBe(200);
    const again = await ask('POST', '/v1/signup/confirm', null, json(body));
    expect([again.status, again.body.code]).toEqual([410, 'link-gone']);
  });

  it('with an address that has a user is told so by mail only', async () => {
    const { email } = await signUp();
    const asked = await ask('POST', '/v1/signup', null, json({ email }));
    expect(asked.status).toBe(202);
    expect((await mailTo(email)).subject).toBe('Du er allerede bruker av AutoInvoice');
  });

  it.each([
    ['a@b.no\r\nBcc: evil@example.com', 422, 'email-invalid'],
    ['a@b.no, evil@example.com', 422, 'email-invalid'],
    ['', 400, 'request-invalid'],
  ])('as %j is refused', async (email, status, code) => {
    const asked = await ask('POST', '/v1/signup', null, json({ email }));
    expect([asked.status, asked.body.code]).toEqual([status, code]);
  });

  it('keeps the link where the password is too simple, and uses it with a better one', async () => {
    const email = newEmail();
    await ask('POST', '/v1/signup', null, json({ email }));
    const { token } = await mailTo(email);
    const confirm = (password: string) =>
      ask(
        'POST',
        '/v1/signup/confirm',
        null,
        json({
          token,
          name: 'Kari',
          password,
          company: { name: 'K', organisationNumber: newOrganisationNumber() },
        }),
      );
    const simple = await confirm('passord12345');
    expect([simple.status, simple.body.code]).toEqual([422, 'password-refused']);
    expect(simple.body.detail).toBe('Passordet er for lett å gjette.');
    expect((await confirm(email)).body.code).toBe('password-refused');
    expect((await confirm(goodPassword)).status).toBe(201);
  });
});

describe('a log-in', () => {
  let kari: Person;
  beforeAll(async () => {
    kari = await signUp();
  });

  it('opens with address and password, in whatever case the address is written', async () => {
    const answer = await logIn(kari.email.toUpperCase().replace('EXAMPLE.NO', 'Example.no'));
    expect(answer.status).toBe(201);
    expect(answer.body.company.tenantId).toBe(kari.tenantId);
    expect(cookieOf(answer)).not.toBe(kari.cookie);
  });

  it('is refused alike for a wrong password and for an unknown address', async () => {
    const wrong = await logIn(kari.email, 'feil hest batteri stift');
    const unknown = await logIn(newEmail());
    for (const { status, body } of [wrong, unknown]) {
      expect([status, body.code, body.detail]).toEqual([
        401,
        'log-in-refused',
        'There is no user with this address and password.',
      ]);
    }
  });

  it('ends when the person logs out', async () => {
    const cookie = cookieOf(await logIn(kari.email));
    const out = await askAs(cookie, 'DELETE', '/v1/session');
    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
    const after = await askAs(cookie, 'GET', '/v1/session');
    expect([after.status, after.body.code]).toEqual([401, 'session-ended']);
  });

  it('is slowed down after ten tries on one address, also for the right password', async () => {
    const { email } = await signUp();
    for (let i = 0; i < 10; i++)
      expect((await logIn(email, `feil nummer ${i} her`)).status).toBe(401);
    const right = await logIn(email);
    expect([right.status, right.body.code]).toEqual([429, 'too-many-tries']);
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(800);
  });

  it('does not serve a page of another site', async () => {
    const headers = { cookie: kari.cookie, 'content-type': 'application/json' };
    const body = JSON.stringify({ sending: { print: false } });
    for (const foreign of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]) {
      const answer = await ask('PATCH', '/v1/settings', null, {
        headers: { ...headers, ...foreign },
        body,
      });
      expect([answer.status, answer.body.code]).toEqual([403, 'cross-origin']);
    }
    const login = await ask('POST', '/v1/session', null, {
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' },
      body: JSON.stringify({ email: kari.email, password: goodPassword }),
    });
    expect(login.status).toBe(403);
    expect((await askAs(kari.cookie, 'GET', '/v1/settings')).body.sending.print).toBe(true);
  });
});

describe('a password', () => {
  it('that is forgotten is chosen anew by a link, and all sessions end', async () => {
    const kari = await signUp();
    expect(
      (await ask('POST', '/v1/password-reset', null, json({ email: newEmail() }))).status,
    ).toBe(202);
    await expectStatus(202, ask('POST', '/v1/password-reset', null, json({ email: kari.email })));
    const { subject, token } = await mailTo(kari.email);
    expect(subject).toBe('Nytt passord');
    const password = 'et helt nytt passord her';
    const set = () => ask('POST', '/v1/password-reset/confirm', null, json({ token, password }));
    expect((await set()).status).toBe(204);
    expect((await set()).status).toBe(410);
    expect((await askAs(kari.cookie, 'GET', '/v1/session')).status).toBe(401);
    expect((await logIn(kari.email)).status).toBe(401);
    expect((await logIn(kari.email, password)).status).toBe(201);
  });

  it('is changed with the present one; the other sessions end and this one goes on', async () => {
    const kari = await signUp();
    const other = cookieOf(await logIn(kari.email));
    const change = (current: string) =>
      askAs(
        kari.cookie,
        'PUT',
        '/v1/account/password',
        json({ current, password: 'et helt nytt passord her' }),
      );
    expect((await change('feil hest batteri')).body.code).toBe('password-wrong');
    expect((await change(goodPassword)).status).toBe(204);
    expect((await askAs(other, 'GET', '/v1/session')).status).toBe(401);
    expect((await askAs(kari.cookie, 'GET', '/v1/session')).status).toBe(200);
  });
});

describe('the people of a company', () => {
  let kari: Person;
  let ola: Person;
  beforeAll(async () => {
    kari = await signUp();
    ola = await join(kari.cookie, 'accountant');
  });

  it('are listed with their roles', async () => {
    const { body } = await askAs(ola.cookie, 'GET', '/v1/members');
    expect(body.data.map(({ email, role }: Record<string, string>) => [email, role])).toEqual([
      [kari.email, 'superuser'],
      [ola.email, 'accountant'],
    ]);
  });

  it('are told in their language that they lack access to the module', async () => {
    const change = (language: string) =>
      askAs(ola.cookie, 'PATCH', '/v1/settings', {
        headers: { 'content-type': 'application/json', 'accept-language': language },
        body: '{}',
      });
    const nb = await change('nb');
    expect([nb.status, nb.body.code]).toEqual([403, 'role-lacks-access']);
    expect(nb.body.detail).toContain('Du har bare lesetilgang til modulen «innstillinger».');
    expect((await change('en')).body.detail).toContain('A superuser of the company gives access.');
    const invite = json({ email: newEmail(), role: 'superuser' });
    expect((await askAs(ola.cookie, 'POST', '/v1/invitations', invite)).status).toBe(403);
  });

  it('lose their sessions with their role, and get in again with the new one', async () => {
    const eva = await join(kari.cookie, 'accountant');
    const changed = await askAs(
      kari.cookie,
      'PATCH',
      `/v1/members/${eva.userId}`,
      json({ role: 'viewer' }),
    );
    expect(changed.body).toMatchObject({ email: eva.email, role: 'viewer' });
    expect((await askAs(eva.cookie, 'GET', '/v1/deliveries')).status).toBe(401);
    const again = await logIn(eva.email);
    expect(again.body.company.role).toBe('viewer');
    const removed = await askAs(kari.cookie, 'DELETE', `/v1/members/${eva.userId}`);
    expect(removed.status).toBe(204);
    expect((await askAs(cookieOf(again), 'GET', '/v1/deliveries')).status).toBe(401);
    const outside = await logIn(eva.email);
    expect([outside.status, outside.body.company, outside.body.companies]).toEqual([201, null, []]);
    const nowhere = await askAs(cookieOf(outside), 'GET', '/v1/deliveries');
    expect([nowhere.status, nowhere.body.code]).toEqual([403, 'company-not-chosen']);
  });

  it('always have a superuser, also when two step down at once', async () => {
    const step = (who: Person, by: Person) =>
      askAs(by.cookie, 'PATCH', `/v1/members/${who.userId}`, json({ role: 'viewer' }));
    const alone = await step(kari, kari);
    expect([alone.status, alone.body.code]).toEqual([409, 'last-superuser']);
    const second = await join(kari.cookie, 'superuser');
    const answers = await Promise.all([step(kari, second), step(second, kari)]);
    expect(answers.every(({ status }) => status === 200)).toBe(false);
    const { body } = await logIn(second.email);
    const first = await logIn(kari.email);
    expect([body.company.role, first.body.company.role]).toContain('superuser');
  });
});

describe('an invitation', () => {
  it('works once, and not after it is withdrawn or replaced', async () => {
    const kari = await signUp();
    const email = newEmail();
    const invite = () =>
      askAs(kari.cookie, 'POST', '/v1/invitations', json({ email, role: 'viewer' }));
    const accept = (token: string) =>
      ask(
        'POST',
        '/v1/invitations/accept',
        null,
        json({ token, name: 'Ola', password: goodPassword }),
      );
    await expectStatus(201, invite());
    const first = await mailTo(email);
    const { body } = await expectStatus(201, invite());
    const second = await mailTo(email);
    expect((await accept(first.token)).status).toBe(410);
    const open = await askAs(kari.cookie, 'GET', '/v1/invitations');
    expect(open.body.data).toHaveLength(1);
    await expectStatus(204, askAs(kari.cookie, 'DELETE', `/v1/invitations/${body.id}`));
    expect((await accept(second.token)).status).toBe(410);
    await expectStatus(201, invite());
    const third = await mailTo(email);
    expect(third.subject).toMatch(/^Invitasjon til Firma \d{9}$/);
    expect((await accept(third.token)).body).toEqual({ tenantId: kari.tenantId, isNewUser: true });
    expect((await accept(third.token)).status).toBe(410);
  });

  it('lets a person with a user into a second company, where the person then can go', async () => {
    const [kari, eva] = [await signUp(), await signUp()];
    const invite = json({ email: eva.email, role: 'accountant' });
    await expectStatus(201, askAs(kari.cookie, 'POST', '/v1/invitations', invite));
    const { token } = await mailTo(eva.email);
    const joined = await ask('POST', '/v1/invitations/accept', null, json({ token }));
    expect(joined.body).toEqual({ tenantId: kari.tenantId, isNewUser: false });
    expect(joined.headers.get('set-cookie')).toBeNull();
    const here = await logIn(eva.email);
    expect([here.body.company, here.body.companies.length]).toEqual([null, 2]);
    const there = await askAs(
      cookieOf(here),
      'PUT',
      '/v1/session/company',
      json({ tenantId: kari.tenantId }),
    );
    expect(there.body.company).toMatchObject({ tenantId: kari.tenantId, role: 'accountant' });
    expect((await askAs(cookieOf(here), 'GET', '/v1/session')).status).toBe(401);
    expect((await askAs(cookieOf(there), 'GET', '/v1/members')).status).toBe(200);
    const stranger = await askAs(
      cookieOf(there),
      'PUT',
      '/v1/session/company',
      json({ tenantId: (await signUp()).tenantId }),
    );
    expect([stranger.status, stranger.body.code]).toEqual([404, 'company-unknown']);
  });

  it('is no way to a lower role for the last superuser', async () => {
    const kari = await signUp();
    const invite = json({ email: kari.email, role: 'viewer' });
    await expectStatus(201, askAs(kari.cookie, 'POST', '/v1/invitations', invite));
    const { token } = await mailTo(kari.email);
    await expectStatus(201, ask('POST', '/v1/invitations/accept', null, json({ token })));
    const { body } = await askAs(kari.cookie, 'GET', '/v1/members');
    expect(body.data.map(({ role }: Record<string, string>) => role)).toEqual(['superuser']);
  });
});
