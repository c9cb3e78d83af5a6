import { afterEach, describe, expect, it } from 'vitest';
import {
  ask,
  newCompany,
  operatorKey,
  type Answer,
  type Company,
} from '../support/installation.ts';
import {
  activate,
  activationWhen,
  addFault,
  clearFaults,
  documentsOf,
  mailsTo,
  playSigner,
  signingLink,
} from '../support/signing.ts';

afterEach(clearFaults);

const applicant = (): Promise<Company> => newCompany({ status: 'none' });
const addressOf = ({ tenantId }: Company): string => `${tenantId}@example.com`;
const isDelayedBy =
  (code: string) =>
  ({ activation }: Answer['body']): boolean =>
    activation.delay?.code === code;
const isAsking = ({ activation }: Answer['body']): boolean =>
  activation.status === 'needs-attention';
const isAuthenticated = ({ company }: Answer['body']): boolean =>
  company.status === 'authenticated';

describe('Visma Sign', () => {
  it.each([
    ['401', 'signing-401'],
    ['403', 'signing-403'],
    ['429', 'signing-429'],
    ['500', 'signing-500'],
  ])(
    'that answers %s to every call holds the activation up, and it goes on',
    async (kind, code) => {
      const company = await applicant();
      await addFault({ kind });
      await activate(company);
      const { activation } = await activationWhen(company.key, isDelayedBy(code));
      expect(activation.status).toBe('inviting');
      const { body } = await ask('GET', '/v1/admin/activations', operatorKey());
      expect(body.data.map(({ id }: { id: string }) => id)).toContain(activation.id);
      await clearFaults();
      await playSigner(await signingLink(addressOf(company)), 'sign');
      const after = await activationWhen(company.key, isAuthenticated);
      expect(after.activation.delay).toBeNull();
      expect(documentsOf(activation.id)).toHaveLength(1);
    },
  );

  it.each([
    ['404', 'document-missing'],
    ['unknown-status', 'signing-status-unknown'],
  ])('that answers %s to a look is looked at again', async (kind, code) => {
    const company = await applicant();
    await activate(company);
    const link = await signingLink(addressOf(company));
    await addFault({ kind, calls: ['read'] });
    const { activation } = await activationWhen(company.key, isDelayedBy(code));
    expect(activation.status).toBe('waiting');
    expect(activation.delay.text.nb).toContain('Visma Sign');
    await playSigner(link, 'sign');
    await clearFaults();
    await activationWhen(company.key, isAuthenticated);
  });

  it.each(['create', 'add-file', 'invite'])(
    'whose answer to %s is lost has done it once',
    async (call) => {
      const company = await applicant();
      await addFault({ kind: 'answer-lost', calls: [call], times: 1 });
      await activate(company);
      const { activation } = await activationWhen(company.key, isDelayedBy('signing-answer-lost'));
      await playSigner(await signingLink(addressOf(company)), 'sign');
      await activationWhen(company.key, isAuthenticated);
      expect(documentsOf(activation.id)).toHaveLength(1);
      const invitations = (await mailsTo(addressOf(company))).filter(({ subject }) =>
        subject.startsWith('Signer dokumentet'),
      );
      expect(invitations).toHaveLength(1);
    },
  );

  it.each(['file-missing', 'file-damaged'])(
    'with the signed file %s is asked for it again',
    async (kind) => {
      const company = await applicant();
      await activate(company);
      const link = await signingLink(addressOf(company));
      await addFault({ kind, calls: ['read-file'] });
      await playSigner(link, 'sign');
      const { activation } = await activationWhen(company.key, isDelayedBy(kind));
      expect(activation).toMatchObject({ status: 'signed', signature: { sha256: null } });
      await clearFaults();
      const after = await activationWhen(company.key, isAuthenticated);
      expect(after.activation.signature.sha256).toMatch(/^[0-9a-f]{64}$/);
    },
  );

  it.each(['accept', 'reject'] as const)(
    'with another file than was sent asks the operator, who may %s it',
    async (answer) => {
      const company = await applicant();
      await activate(company);
      const link = await signingLink(addressOf(company));
      await addFault({ kind: 'file-other', calls: ['read-file'] });
      await playSigner(link, 'sign');
      const { activation, company: before } = await activationWhen(company.key, isAsking);
      expect(activation.code).toBe('agreement-differs');
      expect(before.status).toBe('activated');
      const path = `/v1/admin/activations/${activation.id}/${answer}`;
      expect((await ask('POST', path, operatorKey())).status).toBe(200);
      if (answer === 'accept') await activationWhen(company.key, isAuthenticated);
      else {
        const after = await activationWhen(
          company.key,
          ({ activation: { status } }) => status === 'cancelled',
        );
        expect(after.company.status).toBe('activated');
        expect((await ask('POST', path, operatorKey())).status).toBe(409);
      }
    },
  );

  it('that keeps a request and says nothing is asked again', async () => {
    const company = await applicant();
    await addFault({ kind: 'silence', calls: ['create'], times: 1 });
    const { body } = await activate(company);
    await activationWhen(company.key, isDelayedBy('signing-answer-lost'));
    await playSigner(await signingLink(addressOf(company)), 'sign');
    await activationWhen(company.key, isAuthenticated);
    expect(documentsOf(body.id)).toHaveLength(1);
  });
});
