import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mailTo, newEmail } from '../support/accounts.ts';
import { ask, json } from '../support/installation.ts';
import { superuserUrl } from '../support/postgres.ts';

let admin: Sql;
beforeAll(() => {
  admin = postgres(superuserUrl(), { max: 1 });
});
afterAll(() => admin.end());

let serial = 0;
/** An address that the mail server treats in the way of its local part. */
const addressThatIs = (what: string): string => `${what}@${process.pid}-${++serial}.example.no`;
const signUp = (email: string) => ask('POST', '/v1/signup', null, json({ email }));
const rowOf = async (email: string) =>
  (await admin`select id, sealed, tries, code from account_mails where email = ${email}`)[0];

it('a mail that the mail server does not take now is kept, unreadable, and sent later', async () => {
  const busy = addressThatIs('busy');
  const { status, bytes } = await signUp(busy);
  expect([status, bytes.length]).toEqual([202, 0]);
  await expect.poll(async () => (await rowOf(busy))?.['code'], { timeout: 10_000 }).toBeTruthy();
  const row = await rowOf(busy);
  expect(row?.['sealed']).toMatch(/^s1\.[0-9a-f]{8}\.[\w-]+$/);
  // The server takes it now, and five seconds are over.
  const email = newEmail();
  await admin`update account_mails set email = ${email}, next_try_at = now() where id = ${row?.['id']}`;
  const { subject, token } = await mailTo(email);
  expect([subject, token.length]).toEqual(['Bekreft e-postadressen din', 43]);
  await expect.poll(() => rowOf(email)).toBeUndefined();
});

it('a mail to an address that nobody has is given up', async () => {
  const unknown = addressThatIs('unknown');
  expect((await signUp(unknown)).status).toBe(202);
  await expect.poll(() => rowOf(unknown), { timeout: 10_000 }).toBeUndefined();
});
