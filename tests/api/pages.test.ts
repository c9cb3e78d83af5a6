import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { totpCode } from '../../api/accounts/totp.ts';
import { askAs, goodPassword, mailTo, newEmail, signUp } from '../support/accounts.ts';
import { inBrowser } from '../support/browser.ts';
import { ask, json, newCompany, newOrganisationNumber } from '../support/installation.ts';

const paths = ['/confirm-email', '/invitation', '/log-in', '/password', '/sign-up'];

describe.each(paths)('the page %s', (path) => {
  it('fetches nothing from elsewhere, and only its own script and style run', async () => {
    const { status, bytes, headers } = await ask('GET', path, null);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const html = bytes.toString();
    const policy = headers.get('content-security-policy') ?? '';
    expect(html).not.toMatch(/src=|<link|href="(?!\/|\?)/);
    for (const tag of ['script', 'style']) {
      const text = new RegExp(`<${tag}>([\\s\\S]*)</${tag}>`).exec(html)?.[1] ?? '';
      const hash = createHash('sha256').update(text).digest('base64');
      expect(policy).toContain(`${tag}-src 'sha256-${hash}'`);
    }
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'none'");
  });

  it('speaks the language that is asked for, and every field has its name', async () => {
    for (const [address, asked, spoken] of [
      [path, 'en-GB,en', 'en'],
      [path, 'de', 'nb'],
      [`${path}?language=nb`, 'en', 'nb'],
    ] as const) {
      const { bytes } = await ask('GET', address, null, { headers: { 'accept-language': asked } });
      const html = bytes.toString();
      expect(html).toContain(`<html lang="${spoken}">`);
      expect(html.match(/<input/g)).toEqual(
        html.match(/<label>[^<]+ <input/g)?.map(() => '<input') ?? null,
      );
    }
  });
});

it('the address of the installation leads to the log-in', async () => {
  await inBrowser('nb', async (page) => {
    await page.goTo('/');
    expect(page.address()).toBe('/log-in');
    expect(page.offered()).toContain('Logg inn');
  });
});

it('a person signs up, is logged in, and sees the company and what can be done next', async () => {
  const email = newEmail();
  await inBrowser('nb', async (page) => {
    await page.goTo('/sign-up');
    page.fill('E-postadresse', email);
    await page.press('Send lenke');
    expect(page.said()).toBe('Det kommer en e-post med lenke. Den virker i 24 timer.');
    const { token } = await mailTo(email);
    await page.goTo(`/sign-up#${token}`);
    page.fill('Navnet ditt', 'Kari Nordmann');
    page.fill('Passord', 'passordpassord');
    page.fill('Bedriftens navn', 'Karis <b>Bygg</b> AS');
    page.fill('Organisasjonsnummer', '123456789');
    await page.press('Opprett bruker');
    expect(page.said()).toBe('Organisasjonsnummeret er ikke riktig. Se etter skrivefeil.');
    const number = newOrganisationNumber();
    page.fill('Organisasjonsnummer', number);
    await page.press('Opprett bruker');
    expect(page.said()).toContain('Passordet');
    page.fill('Passord', goodPassword);
    await page.press('Opprett bruker');
    expect(page.address()).toBe('/log-in?language=nb');
    expect(page.text()).toContain(`Logget inn som Kari Nordmann (${email}).`);
    expect(page.text()).toContain(
      `Karis <b>Bygg</b> AS (${number}): ikke aktivert, superbruker, valgt`,
    );
    expect(page.offered()).toContain('POST /v1/activations');
    expect(page.offered()).not.toContain('POST /v1/deliveries');
    await page.press('Logg ut');
    expect(page.said()).toBe('Du er logget ut.');
    await page.goTo(`/sign-up#${token}`);
    page.fill('Navnet ditt', 'Kari Nordmann');
    page.fill('Passord', goodPassword);
    page.fill('Bedriftens navn', 'Karis Bygg AS');
    page.fill('Organisasjonsnummer', number);
    await page.press('Opprett bruker');
    expect(page.said()).toBe('Lenken er brukt eller for gammel. Be om en ny her.');
    expect(page.offered()).toContain('E-postadresse');
  });
});

it('a person with a new password logs in, and chooses among the companies', async () => {
  const { email } = await signUp();
  const other = await signUp();
  await askAs(other.cookie, 'POST', '/v1/invitations', json({ email, role: 'viewer' }));
  const invited = await mailTo(email);
  const newPassword = 'ny hest trenger stift';
  await inBrowser('en', async (page) => {
    await page.goTo(`/invitation#${invited.token}`);
    await page.press('Join');
    expect(page.said()).toBe('You have joined. Log in as before.');
    await page.goTo('/password');
    page.fill('E-mail address', email);
    await page.press('Send a link');
    expect(page.said()).toMatch(/^If the address has a user/);
    const { token } = await mailTo(email);
    await page.goTo(`/password#${token}`);
    page.fill('New password', newPassword);
    await page.press('Change the password');
    expect(page.said()).toMatch(/^The password is changed/);
    await page.goTo('/log-in');
    page.fill('E-mail address', email);
    page.fill('Password', goodPassword);
    await page.press('Log in');
    expect(page.said()).toBe('There is no user with this address and password.');
    page.fill('Password', newPassword);
    await page.press('Log in');
    expect(page.text()).toMatch(/not activated, superuser.*\n.*not activated, may read/);
    expect(page.offered()).not.toContain('POST /v1/keys');
    const company = page.offered().find((name) => name.startsWith('Choose ')) ?? '';
    await page.press(company);
    expect(page.said()).toMatch(/^Firma \d{9}: chosen$/);
    expect(page.offered()).toContain('POST /v1/keys');
  });
});

it('somebody without a user is invited, and asked for a name and a password', async () => {
  const superuser = await signUp();
  const email = newEmail();
  await askAs(superuser.cookie, 'POST', '/v1/invitations', json({ email, role: 'accountant' }));
  const { token } = await mailTo(email);
  await inBrowser('nb', async (page) => {
    await page.goTo(`/invitation#${token}`);
    await page.press('Bli med');
    expect(page.said()).toBe(
      'Adressen har ingen bruker ennå. Skriv navnet ditt og velg et passord.',
    );
    page.fill('Navnet ditt', 'Ola Nordmann');
    page.fill('Passord', goodPassword);
    await page.press('Bli med');
    expect(page.address()).toBe('/log-in?language=nb');
    expect(page.text()).toContain('regnskapsfører, valgt');
    expect(page.offered()).not.toContain('POST /v1/keys');
  });
});

it('the code of the authenticator app is asked for after the password', async () => {
  const { email, cookie } = await signUp();
  const begun = await askAs(cookie, 'POST', '/v1/account/totp', json({ password: goodPassword }));
  const code = totpCode(begun.body.secret, Math.floor(Date.now() / 30_000));
  const confirmed = await askAs(cookie, 'POST', '/v1/account/totp/confirm', json({ code }));
  const field = 'Code of the authenticator app, or a recovery code';
  await inBrowser('en', async (page) => {
    await page.goTo('/log-in');
    page.fill('E-mail address', email);
    page.fill('Password', goodPassword);
    expect(page.offered()).not.toContain(field);
    await page.press('Log in');
    expect(page.said()).toBe('Write the code too.');
    page.fill(field, code);
    await page.press('Log in');
    expect(page.said()).toBe('The code is wrong or has been used.');
    page.fill(field, confirmed.body.recoveryCodes[0]);
    await page.press('Log in');
    expect(page.text()).toContain('Logged in as Kari Nordmann');
  });
});

describe('the link in the mail of a reply address', () => {
  it('leads to a page that confirms the address at a click', async () => {
    const { key } = await newCompany();
    const email = newEmail();
    await ask('PATCH', '/v1/settings', key, json({ company: { email } }));
    const { token } = await mailTo(email);
    await inBrowser('nb', async (page) => {
      await page.goTo(`/confirm-email#${token}`);
      await page.press('Bekreft adressen');
      expect(page.said()).toBe(`${email} er bekreftet. Du kan lukke siden.`);
      expect(page.address()).toBe('/confirm-email');
    });
    const { body } = await ask('GET', '/v1/settings', key);
    const effect = body.effects.find(
      ({ setting }: { setting: string }) => setting === 'company.email',
    );
    expect(effect.waitsFor).toBeNull();
  });

  it.each([
    ['nb', '', 'Lenken er ikke hel. Åpne den slik den står i e-posten.'],
    ['en', '', 'The link is not whole. Open it as it stands in the mail.'],
    ['en', `#${'x'.repeat(43)}`, 'The link is used or too old. Ask for a new one in the settings.'],
  ] as const)('says in %s what is wrong with %j', async (language, hash, text) => {
    await inBrowser(language, async (page) => {
      await page.goTo(`/confirm-email${hash}`);
      if (hash !== '') await page.press('Confirm the address');
      expect(page.said()).toBe(text);
      expect(page.offered()).toEqual([]);
    });
  });
});
