import { ask, installation, json, newOrganisationNumber, type Answer } from './installation.ts';

export const goodPassword = 'riktig hest batteri stift';
let serial = 0;
export const newEmail = (): string => `person-${process.pid}-${++serial}@example.no`;

const read = new Set<string>();

/** The newest mail to this address, one that no test has read: its subject, and the token at the end of its link. */
export async function mailTo(email: string): Promise<{ subject: string; token: string }> {
  const page = installation().addresses['mail'];
  const mail = await nextMail(`${page}/api/messages?limit=200`, email);
  const raw = await (await fetch(`${page}/api/messages/${mail.id}/raw`)).text();
  // Undoes the soft line breaks and the `=23` of quoted-printable.
  const text = raw
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return { subject: mail.subject, token: /#([\w-]{43})/.exec(text)?.[1] ?? '' };
}

interface ListedMail {
  readonly id: string;
  readonly to: readonly string[];
  readonly subject: string;
}

async function nextMail(list: string, email: string): Promise<ListedMail> {
  for (const end = Date.now() + 15_000; ;) {
    const { data } = (await (await fetch(list)).json()) as { data: ListedMail[] };
    const mail = data.find(({ id, to }) => to.includes(email) && !read.has(id));
    if (mail) {
      read.add(mail.id);
      return mail;
    }
    if (Date.now() > end) throw new Error(`No mail has come to ${email}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The session's cookie that an answer sets, as it is sent back. */
export const cookieOf = ({ headers }: Answer): string =>
  (headers.get('set-cookie') ?? '').split(';')[0] ?? '';

/** Asks with a session's cookie, as a page of ours does. */
export const askAs = (
  cookie: string,
  method: string,
  path: string,
  init: { headers?: Record<string, string>; body?: string | Uint8Array } = {},
): Promise<Answer> =>
  ask(method, path, null, {
    ...init,
    headers: { ...init.headers, cookie, 'sec-fetch-site': 'same-origin' },
  });

export interface Person {
  readonly email: string;
  readonly cookie: string;
  readonly userId: string;
  readonly tenantId: string;
}

/** A superuser of a new company, by the way that people take. */
export async function signUp(email = newEmail()): Promise<Person> {
  await expectStatus(202, ask('POST', '/v1/signup', null, json({ email })));
  const { token } = await mailTo(email);
  const organisationNumber = newOrganisationNumber();
  const company = { name: `Firma ${organisationNumber}`, organisationNumber };
  const body = { token, name: 'Kari Nordmann', password: goodPassword, company };
  const joined = await expectStatus(201, ask('POST', '/v1/signup/confirm', null, json(body)));
  const { user, company: made } = joined.body;
  return { email, cookie: cookieOf(joined), userId: user.userId, tenantId: made.tenantId };
}

/** Somebody invited by the superuser, who has said yes. */
export async function join(superuser: string, role: string): Promise<Person> {
  const email = newEmail();
  await expectStatus(201, askAs(superuser, 'POST', '/v1/invitations', json({ email, role })));
  const { token } = await mailTo(email);
  const body = { token, name: 'Ola Nordmann', password: goodPassword };
  const joined = await expectStatus(201, ask('POST', '/v1/invitations/accept', null, json(body)));
  const cookie = cookieOf(joined);
  const session = await expectStatus(200, askAs(cookie, 'GET', '/v1/session'));
  const { userId } = session.body.user;
  return { email, cookie, userId, tenantId: joined.body.tenantId };
}

/** The answer, if it has this status. */
export async function expectStatus(status: number, asked: Promise<Answer>): Promise<Answer> {
  const answer = await asked;
  if (answer.status !== status) throw new Error(`${answer.status}: ${answer.bytes.toString()}`);
  return answer;
}
