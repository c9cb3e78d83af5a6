import { describe, expect, it } from 'vitest';
import {
  ask,
  json,
  newCompany,
  operatorKey,
  type Answer,
  type Company,
} from '../support/installation.ts';
import {
  activate,
  activationWhen,
  documentsOf,
  mailsTo,
  playSigner,
  signingLink,
} from '../support/signing.ts';

const applicant = (): Promise<Company> => newCompany({ status: 'none' });
const addressOf = ({ tenantId }: Company): string => `${tenantId}@example.com`;
const hasStatus =
  (status: string) =>
  ({ activation }: Answer['body']): boolean =>
    activation.status === status;
const isTold =
  (kind: string) =>
  ({ activation }: Answer['body']): boolean =>
    activation.mails.some((mail: Answer['body']) => mail.kind === kind && mail.sentAt !== null);
const isAuthenticated = ({ company }: Answer['body']): boolean =>
  company.status === 'authenticated';
const act = (company: Company, id: string, name: string): Promise<Answer> =>
  ask('POST', `/v1/activations/${id}/${name}`, company.key);
/** The one document of the activation that is as asked, once it is. */
async function documentWhen(id: string, status: string): Promise<void> {
  for (const end = Date.now() + 10_000; ;) {
    if (documentsOf(id).some((document) => document.status === status)) return;
    if (Date.now() > end) throw new Error(JSON.stringify(documentsOf(id)));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('while the signature is waited for', () => {
  it('the signer may decline, and the company may begin anew', async () => {
    const company = await applicant();
    const { body } = await activate(company);
    await playSigner(await signingLink(addressOf(company)), 'decline');
    const { activation, company: after } = await activationWhen(company.key, hasStatus('declined'));
    expect(activation.id).toBe(body.id);
    expect(activation.endedAt).not.toBeNull();
    expect(after.status).toBe('activated');
    await activationWhen(company.key, isTold('declined'));
    const again = await activate(company);
    expect(again.status).toBe(202);
    expect(again.body.id).not.toBe(body.id);
    await playSigner(await signingLink(addressOf(company), 2), 'sign');
    await activationWhen(company.key, isAuthenticated);
    const once = await activate(company);
    expect([once.status, once.body.code]).toEqual([409, 'already-authenticated']);
  });

  it('the company may cancel: the link holds no more, and a second time there is nothing to cancel', async () => {
    const company = await applicant();
    const { body } = await activate(company);
    const link = await signingLink(addressOf(company));
    const cancelled = await act(company, body.id, 'cancel');
    expect([cancelled.status, cancelled.body.status]).toEqual([200, 'cancelled']);
    await documentWhen(body.id, 'cancelled');
    expect(await playSigner(link, 'sign')).toBe(409);
    const again = await act(company, body.id, 'cancel');
    expect([again.status, again.body.code]).toEqual([409, 'wrong-state']);
    const { body: current } = await ask('GET', '/v1/activations/current', company.key);
    expect(current.company.status).toBe('activated');
  });

  it('the invitation can go to another address, and the old link holds no more', async () => {
    const company = await applicant();
    const { body } = await activate(company);
    const old = await signingLink(addressOf(company));
    const email = `ny-${company.tenantId}@example.com`;
    const put = (address: string): Promise<Answer> =>
      ask('PUT', `/v1/activations/${body.id}/email`, company.key, json({ email: address }));
    expect((await put('ingen adresse')).status).toBe(422);
    const changed = await put(email);
    expect([changed.status, changed.body.email]).toEqual([200, email]);
    const link = await signingLink(email);
    await documentWhen(body.id, 'cancelled');
    expect(await playSigner(old, 'sign')).toBe(409);
    await playSigner(link, 'sign');
    const { activation } = await activationWhen(company.key, isAuthenticated);
    expect(documentsOf(activation.id).map(({ name, status }) => [name, status])).toEqual([
      [`AutoInvoice ${activation.id}`, 'cancelled'],
      [`AutoInvoice ${activation.id} (2)`, 'signed'],
    ]);
    await activationWhen(company.key, isTold('authenticated'));
    const subjects = (await mailsTo(email)).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject.includes('kan nå sende'))).toHaveLength(1);
  });

  it('a new invitation can be had', async () => {
    const company = await applicant();
    const { body } = await activate(company);
    await signingLink(addressOf(company));
    expect((await act(company, body.id, 'restart')).body.status).toBe('inviting');
    await playSigner(await signingLink(addressOf(company), 2), 'sign');
    await activationWhen(company.key, isAuthenticated);
  });
});

describe('a signer who may not commit the company', () => {
  const signedBy = async (company: Company, name: string): Promise<Answer['body']> => {
    await activate(company);
    await playSigner(await signingLink(addressOf(company)), 'sign', name);
    return (await activationWhen(company.key, hasStatus('needs-attention'))).activation;
  };
  const answer = (id: string, given: string): Promise<Answer> =>
    ask('POST', `/v1/admin/activations/${id}/${given}`, operatorKey());

  it('is a question for the operator, who sees both facts and may accept', async () => {
    const company = await applicant();
    const activation = await signedBy(company, 'Ukjent Person');
    expect(activation).toMatchObject({
      code: 'signer-without-role',
      signature: { signedBy: 'Ukjent Person', role: null },
    });
    expect(activation.reason.nb).toContain('ingen rolle');
    expect(activation.registerRoles).toContainEqual({
      code: 'DAGL',
      name: 'Daglig leder',
      persons: ['Kari Nordmann'],
    });
    const { body } = await ask('GET', '/v1/admin/activations', operatorKey());
    expect(body.data.map(({ id }: { id: string }) => id)).toContain(activation.id);
    expect((await answer(activation.id, 'accept')).status).toBe(200);
    await activationWhen(company.key, isAuthenticated);
    expect((await answer(activation.id, 'reject')).status).toBe(409);
  });

  it('may be rejected by the operator: the company stays as it is', async () => {
    const company = await applicant();
    const { id } = await signedBy(company, 'Ukjent Person');
    expect((await answer(id, 'reject')).body.status).toBe('cancelled');
    const { body } = await ask('GET', '/v1/activations/current', company.key);
    expect(body.company.status).toBe('activated');
    expect((await activate(company)).status).toBe(202);
  });

  it('may be followed by one who may, with a new invitation', async () => {
    const company = await applicant();
    const { id } = await signedBy(company, 'Ukjent Person');
    await act(company, id, 'restart');
    await playSigner(await signingLink(addressOf(company), 2), 'sign');
    const { activation } = await activationWhen(company.key, isAuthenticated);
    expect(activation.signature).toMatchObject({ signedBy: 'Kari Nordmann', role: 'DAGL' });
  });

  it('cannot be answered for where there is no such activation', async () => {
    expect((await answer('act_none', 'accept')).status).toBe(404);
  });
});
