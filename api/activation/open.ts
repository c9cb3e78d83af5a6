import { z } from 'zod';
import { currentTime } from '../../db/clock.ts';
import { insertActivation, readOpenActivation, type NewActivation } from '../../db/activations.ts';
import { readCompany, updateCompany } from '../../db/companies.ts';
import { promise } from '../../db/deadlines.ts';
import { findAuthenticated } from '../../db/doors.ts';
import { isUniqueViolation } from '../../db/errors.ts';
import { appendEvents } from '../../db/events.ts';
import { newId } from '../../db/id.ts';
import { storeFirstSettings } from '../../db/settings.ts';
import { withTenant } from '../../db/tenant.ts';
import { readTerms } from '../../db/terms-and-prices.ts';
import { addSeconds, norwegianDay } from '../../invoice/date.ts';
import type { Address } from '../../invoice/model.ts';
import { readOrganisationNumber } from '../../invoice/norway/organisation-number.ts';
import { activationPolicy } from '../../policy/activation.ts';
import {
  activationRefusals,
  judgeApplicant,
  type ActivationRefusal,
} from '../../policy/activation-refusals.ts';
import { domainOf, readEmailAddress } from '../../policy/email-address.ts';
import { judgeErp } from '../../policy/erp-versions.ts';
import type { PostalAddress } from '../../policy/postal-address.ts';
import { termsOn } from '../../policy/terms.ts';
import { activationWorkflowId } from '../../policy/workflow-ids.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { freshAddresses, writeEmailLink } from '../settings/email-link.ts';
import { readOwnCompany } from './view.ts';

/** What the wizard sends. */
export const newActivation = z
  .object({
    organisationNumber: z.string().max(20),
    companyName: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .describe('What the company is called here; left out: its name in Enhetsregisteret.'),
    email: z.string().max(300).describe('Where the invitation to sign goes.'),
    language: z.enum(['nb', 'en']).default('nb'),
    termsVersion: z.string().max(100),
    termsAccepted: z.boolean(),
    erp: z.object({ name: z.string().trim().min(1).max(100), version: z.string().max(50) }),
  })
  .meta({ id: 'NewActivation' });

export type Language = 'nb' | 'en';

const statusOf = (code: ActivationRefusal): number => {
  if (code === 'wrong-state' || code === 'terms-outdated') return 409;
  return /^(already-|company-closed|organisation-number-taken)/.test(code) ? 409 : 422;
};

/** The problem that says why not, in the reader's language. */
export const activationRefused = (code: ActivationRefusal, language: Language): Problem =>
  new Problem(statusOf(code), code, activationRefusals[code][language]);

/** A problem where nobody takes mail for the domain of the address: the invitation would be lost. */
export async function requireMailServer(
  { mailDomains }: Pick<ApiPorts, 'mailDomains'>,
  email: string,
  language: Language,
): Promise<void> {
  if (await mailDomains.takesMail(domainOf(email))) return;
  throw activationRefused('email-undeliverable', language);
}

export interface Opener {
  readonly tenantId: string;
  /** Id of the key or user that accepts the terms. */
  readonly acceptedBy: string;
  /** Network address that the request came from. */
  readonly acceptedFrom: string | null;
  readonly language: Language;
}

/**
 * Opens the company's activation: checks it, and writes activation, status, deadline and event in one transaction.
 * While one is open, that one is the answer. The workflow is started after that and changes nothing of the answer.
 */
export async function openActivation(
  ports: Pick<
    ApiPorts,
    | 'accountMail'
    | 'companyRegister'
    | 'database'
    | 'graceSeconds'
    | 'mailDomains'
    | 'publicUrl'
    | 'workflows'
  >,
  opener: Opener,
  body: z.output<typeof newActivation>,
): Promise<{ id: string; isNew: boolean }> {
  const { database } = ports;
  const { tenantId, language } = opener;
  const refuse = (code: ActivationRefusal): Problem => activationRefused(code, language);
  const organisationNumber = readOrganisationNumber(body.organisationNumber);
  if (!organisationNumber) throw refuse('organisation-number-invalid');
  const erp = judgeErp(body.erp);
  if (!erp.ok) {
    throw new Problem(erp.code === 'not-permitted' ? 403 : 422, erp.code, erp.text[language]);
  }
  const email = readEmailAddress(body.email);
  if (!email) throw refuse('email-invalid');

  const [company, open] = await withTenant(database, tenantId, (transaction) =>
    Promise.all([readCompany(transaction, tenantId), readOpenActivation(transaction, tenantId)]),
  );
  if (company?.organisationNumber !== organisationNumber) {
    throw refuse('organisation-number-differs');
  }
  if (company.status === 'closed') throw refuse('company-closed');
  if (company.status === 'authenticated') throw refuse('already-authenticated');
  if (open) return { id: open.id, isNew: false };
  if (!body.termsAccepted) throw refuse('terms-not-accepted');
  const at = currentTime();
  const terms = termsOn(await readTerms(database), norwegianDay(at));
  if (body.termsVersion !== terms.version) throw refuse('terms-outdated');
  if (await findAuthenticated(database, organisationNumber)) {
    throw refuse('organisation-number-taken');
  }
  await requireMailServer(ports, email, language);
  const registered = await ports.companyRegister.findCompany(organisationNumber);
  const reason = judgeApplicant(registered);
  if (reason || !registered) throw refuse(reason ?? 'company-unknown');

  const address = registered.postalAddress ?? registered.businessAddress;
  const activation: NewActivation = {
    id: newId('act'),
    tenantId,
    organisationNumber,
    companyName: registered.name,
    companyForm: registered.form,
    companyAddress: address,
    email,
    language: body.language,
    erpName: body.erp.name,
    erpVersion: body.erp.version,
    termsVersion: terms.version,
    termsAcceptedAt: at,
    termsAcceptedBy: opener.acceptedBy,
    termsAcceptedFrom: opener.acceptedFrom,
    expiresAt: expiryFrom(at),
    createdAt: at,
  };
  const { id } = activation;
  try {
    await withTenant(database, tenantId, async (transaction) => {
      await insertActivation(transaction, activation);
      const { status } = await readOwnCompany(transaction, tenantId);
      if (status === 'authenticated') throw refuse('already-authenticated');
      await updateCompany(transaction, tenantId, { name: registered.name, status: 'activated' });
      await promise(transaction, {
        workflowId: activationWorkflowId(id),
        tenantId,
        subjectId: id,
        dueAt: new Date(at.getTime() + ports.graceSeconds * 1000),
      });
      const parameters = { activation: id, terms: terms.version };
      await appendEvents(transaction, [
        { tenantId, subjectId: tenantId, code: 'company.activated', parameters },
      ]);
      const shown = body.companyName ?? registered.name;
      const settings = { name: shown, email, postalAddress: toPostalAddress(address) };
      const { before, after } = await storeFirstSettings(
        transaction,
        tenantId,
        settings,
        opener.acceptedBy,
      );
      const named = { tenantId, name: shown };
      for (const fresh of await freshAddresses(
        transaction,
        { tenantId, settings: before },
        after,
      )) {
        await writeEmailLink(transaction, ports, named, fresh);
      }
    });
  } catch (error) {
    if (!isUniqueViolation(error, 'activations_one_open')) throw error;
    const winner = await withTenant(database, tenantId, (transaction) =>
      readOpenActivation(transaction, tenantId),
    );
    if (!winner) throw refuse('wrong-state');
    return { id: winner.id, isNew: false };
  }
  ports.accountMail.sendSoon();
  await ports.workflows.wakeActivation({ tenantId, activationId: id });
  return { id, isNew: true };
}

/** When an invitation that is made now runs out. */
export const expiryFrom = (at: Date): Date =>
  new Date(addSeconds(at.toISOString(), activationPolicy.expiryDays * 86_400));

function toPostalAddress(address: Address | null): PostalAddress | null {
  if (!address) return null;
  const { street, additionalStreet, addressLine, postCode, city, country } = address;
  const lines = [street, additionalStreet, addressLine].filter((line) => line !== undefined);
  return { lines, postCode, city, country };
}
