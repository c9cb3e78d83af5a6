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
});
