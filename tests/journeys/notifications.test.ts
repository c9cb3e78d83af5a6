import { beforeAll, describe, expect, it } from 'vitest';
import { askAs, cookieOf, goodPassword, mailTo, newEmail } from '../support/accounts.ts';
import {
  ask,
  deliver,
  installation,
  json,
  newCompany,
  operatorKey,
  sampleInvoice,
  type Company,
} from '../support/installation.ts';

let company: Company;
let email: string;
let cookie: string;

interface Mail {
  readonly id: string;
  readonly subject: string;
  readonly to: readonly string[];
}

/** Mails to the member about notices, newest first. */
async function notices(): Promise<Mail[]> {
  const response = await fetch(`${installation().addresses['mail']}/api/messages?limit=200`);
  const { data } = (await response.json()) as { data: Mail[] };
  return data.filter(({ to, subject }) => to.includes(email) && subject.startsWith('Test '));
}

async function notice(about: string): Promise<Mail & { readonly raw: string }> {
  for (const end = Date.now() + 20_000; ;) {
    const found = (await notices()).find(({ subject }) => subject.includes(about));
    if (found) {
      const url = `${installation().addresses['mail']}/api/messages/${found.id}/raw`;
      return { ...found, raw: await (await fetch(url)).text() };
    }
    if (Date.now() > end) throw new Error(`No notice about "${about}" came.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const choose = (notifications: object): Promise<unknown> =>
  askAs(cookie, 'PATCH', '/v1/settings', json({ notifications }));

beforeAll(async () => {
  company = await newCompany();
  email = newEmail();
  const invitation = json({ tenantId: company.tenantId, email, role: 'superuser' });
  await ask('POST', '/v1/admin/invitations', operatorKey(), invitation);
  const { token } = await mailTo(email);
  const body = json({ token, name: 'Kari Nordmann', password: goodPassword });
  cookie = cookieOf(await ask('POST', '/v1/invitations/accept', null, body));
});

describe('a member of a company', () => {
  it('is told in one mail of what was sent and what went wrong, and can get no more by one click', async () => {
    await choose({ sent: true, report: 'daily' });
    await Promise.all([
      deliver(company.key, { method: 'email', email: 'kunde@example.com' }, sampleInvoice('V-1')),
      deliver(company.key, { method: 'email', email: 'unknown@example.com' }, sampleInvoice('V-2')),
    ]);
    const mail = await notice('trenger deg');
    expect(mail.subject).toBe(
      `Test ${company.organisationNumber}: 1 faktura trenger deg, 1 faktura levert`,
    );
    expect(mail.raw).toContain('V-1');
    expect(mail.raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    await notice('rapport');

    const link = /List-Unsubscribe: <[^>]*?(\/notices\/[^>\s]+)>/.exec(
      mail.raw.replaceAll(/\r\n\s+/g, ' '),
    )?.[1];
    expect((await ask('GET', `${link}`, null)).bytes.toString()).toContain('Slå av');
    const click = {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    };
    expect((await ask('POST', `${link}`, null, click)).status).toBe(200);
    const { body } = await askAs(cookie, 'GET', '/v1/settings');
    expect(body.notifications).toEqual({
      received: false,
      sent: false,
      sendErrors: false,
      report: 'off',
    });
    expect((await ask('POST', `${link}x`, null, click)).status).toBe(404);
    expect(await notices()).toHaveLength(2);
  });
});
