import type { EfakturaProvider } from '../channels/efaktura/provider.ts';
import { currentTime } from '../db/clock.ts';
import type { Database } from '../db/client.ts';
import { fulfil, promise } from '../db/deadlines.ts';
import { lockAgreement, readAgreement, writeAgreement, type Agreement } from '../db/efaktura.ts';
import { appendEvents, type NewEvent } from '../db/events.ts';
import { readSettings } from '../db/settings.ts';
import { withTenant, type TenantTransaction } from '../db/tenant.ts';
import { daysAfter, norwegianDay } from '../invoice/date.ts';
import {
  afterAgreementCall,
  nextAgreementStep,
  type AgreementAnswer,
  type AgreementOutcome,
  type AgreementRules,
  type AgreementStage,
  type AgreementState,
  type AgreementStatus,
} from '../policy/efaktura.ts';
import { Failure } from '../policy/failure.ts';
import { agreementWorkflowId } from '../policy/workflow-ids.ts';
import { renderTransferForm } from '../rendering/transfer-form.ts';
import type { SigningDocument, SigningService } from '../signing/signing.ts';
import { carryFailure } from './failures.ts';
import { withHeartbeat } from './heartbeat.ts';

/** A company's agreement: the input of its workflow and of every step of it. */
export interface AgreementSubject {
  readonly tenantId: string;
  readonly agreementId: string;
}

/** What the workflow does next; decided by `policy/efaktura.ts` and written to Postgres before it is returned. */
export type AgreementStepTaken = {
  readonly status: AgreementStatus;
  readonly code: string | null;
} & (
  | { readonly kind: AgreementStage; readonly change: number }
  | { readonly kind: 'wait'; readonly until: string }
  | { readonly kind: 'finished' }
);

export interface AgreementDatabaseActivities {
  takeAgreementStep(subject: AgreementSubject): Promise<AgreementStepTaken>;
  /** Writes how a call ended, unless the switch was turned meanwhile, and takes the next step. */
  recordAgreementCall(
    subject: AgreementSubject,
    change: number,
    outcome: AgreementOutcome,
  ): Promise<AgreementStepTaken>;
}

export interface AgreementCallActivities {
  /** Does what the stage asks for; each looks before it does, so that it may be repeated. */
  carryOutStage(subject: AgreementSubject, stage: AgreementStage): Promise<AgreementAnswer>;
}

/** How long a call may take before the sweeper looks: it only wakes a workflow that is still busy. */
const callPatienceMs = 60_000;
/** How long the transfer form can be signed. */
const formDays = 30;

export function createAgreementDatabaseActivities(
  database: Database,
  rules: AgreementRules & { readonly graceSeconds: number },
): AgreementDatabaseActivities {
  async function take(
    transaction: TenantTransaction,
    { tenantId, agreementId }: AgreementSubject,
    state: AgreementState,
  ): Promise<AgreementStepTaken> {
    const workflowId = agreementWorkflowId(agreementId);
    const now = currentTime().getTime();
    const step = nextAgreementStep(state, now);
    const { status, code } = state;
    if (step.kind === 'finished') {
      await fulfil(transaction, workflowId);
      return { kind: 'finished', status, code };
    }
    const dueAt = step.kind === 'wait' ? step.until : now + callPatienceMs;
    await promise(transaction, {
      workflowId,
      tenantId,
      subjectId: tenantId,
      dueAt: new Date(dueAt + rules.graceSeconds * 1000),
    });
    return step.kind === 'wait'
      ? { kind: 'wait', until: new Date(step.until).toISOString(), status, code }
      : { ...step, status, code };
  }

  const inAgreement = (
    subject: AgreementSubject,
    work: (transaction: TenantTransaction, found: Agreement) => Promise<AgreementState>,
  ): Promise<AgreementStepTaken> =>
    withTenant(database, subject.tenantId, async (transaction) => {
      const found = await lockAgreement(transaction, subject.tenantId);
      if (!found) throw new Error(`${subject.tenantId} has no agreement.`);
      return take(transaction, subject, await work(transaction, found));
    });

  return {
    takeAgreementStep: (subject) => inAgreement(subject, (_, found) => Promise.resolve(found)),

    recordAgreementCall: (subject, change, outcome) =>
      inAgreement(subject, async (transaction, before) => {
        if (before.change !== change) return before;
        const { tenantId } = subject;
        const after = afterAgreementCall(before, outcome, currentTime().getTime(), rules);
        const detail = outcome.kind === 'failed' ? outcome.detail : null;
        await writeAgreement(transaction, tenantId, after, { detail });
        const code = eventOf(before, after);
        const parameters = {
          ...(after.code !== null && { reason: after.code }),
          ...(after.nextAt !== null && { at: new Date(after.nextAt).toISOString() }),
        };
        if (code !== null) {
          await appendEvents(transaction, [{ tenantId, code, subjectId: tenantId, parameters }]);
        }
        return after;
      }),
  };
}

/** What is worth telling; a look that found nothing new is not. */
function eventOf(before: AgreementState, after: AgreementState): NewEvent['code'] | null {
  if (after.status === 'error') return 'efaktura.error';
  if (after.code !== null) return 'efaktura.retry-planned';
  if (after.status === 'active') return 'efaktura.active';
  if (after.status === 'off') return 'efaktura.off';
  if (after.stage === 'signature' && before.stage === 'invite') return 'efaktura.signing';
  return after.stage === 'transfer' ? 'efaktura.signed' : null;
}

export interface AgreementCallPorts {
  readonly database: Database;
  readonly efaktura: EfakturaProvider;
  readonly signing: SigningService;
  /** Who runs this installation, as the form names it. */
  readonly operator: string;
}

export function createAgreementCallActivities(ports: AgreementCallPorts): AgreementCallActivities {
  const { database, efaktura, signing } = ports;

  async function load({ tenantId }: AgreementSubject) {
    const [company, agreement] = await withTenant(database, tenantId, (transaction) =>
      Promise.all([readSettings(transaction, tenantId), readAgreement(transaction, tenantId)]),
    );
    if (!company || !agreement) throw new Error(`${tenantId} has no agreement.`);
    const { settings, organisationNumber } = company;
    const name = settings.company.name ?? company.name;
    const signer = settings.consumers.signerEmail ?? settings.company.email;
    return { tenantId, agreement, organisationNumber, name, signer };
  }
  type Loaded = Awaited<ReturnType<typeof load>>;

  /** The form at the signing service, found by its name: a new request is a new form. */
  async function makeForm({ tenantId, agreement }: Loaded): Promise<SigningDocument> {
    const name = `eFaktura ${agreement.id} (${agreement.change})`;
    const found = await signing.findDocument(name);
    const validUntil = daysAfter(norwegianDay(currentTime()), formDays);
    const id = found?.id ?? (await signing.createDocument({ name, validUntil })).id;
    const isWanted = await withTenant(database, tenantId, async (transaction) => {
      const present = await lockAgreement(transaction, tenantId);
      if (present?.change !== agreement.change) return false;
      await writeAgreement(transaction, tenantId, present, { documentId: id });
      return true;
    });
    if (!isWanted) {
      throw new Failure('service-unavailable', 'The switch was turned meanwhile.', {
        code: 'superseded',
      });
    }
    const document = found ?? (await signing.readDocument(id));
    if (!document) throw missing(id);
    return document;
  }

  async function invite(loaded: Loaded): Promise<AgreementAnswer> {
    const { signer, name, organisationNumber, agreement } = loaded;
    if (signer === null) {
      throw new Failure('not-permitted', 'Nobody is named who signs the transfer form.', {
        code: 'signer-missing',
      });
    }
    const document = await makeForm(loaded);
    if (document.status === 'new' && !document.hasFile) {
      const bytes = await renderTransferForm({
        reference: agreement.id,
        issuedOn: norwegianDay(currentTime()),
        operator: ports.operator,
        company: { name, organisationNumber, email: signer },
      });
      await signing.addFile(document.id, {
        filename: `efaktura-${organisationNumber}.pdf`,
        bytes,
      });
    }
    if (document.status === 'new' && document.invitations.length === 0) {
      await signing.invite(document.id, {
        email: signer,
        language: 'nb',
        message: `${name} skal sende eFaktura gjennom ${ports.operator}. En annen leverandør har avtalen i dag. Signer skjemaet, så flyttes den.`,
      });
    }
    return 'done';
  }

  async function look({ agreement }: Loaded): Promise<AgreementAnswer> {
    const document = await formOf(agreement);
    switch (document.status) {
      case 'signed':
        return 'signed';
      case 'cancelled':
        return 'ended-unsigned';
      case 'new':
      case 'pending':
        return 'not-signed';
      case 'deleted':
      case 'unknown': {
        const text = `Visma Sign gives document ${document.id} the status "${document.rawStatus}"`;
        throw new Failure('service-unavailable', text, { code: 'signing-status-unknown' });
      }
    }
  }

  async function formOf({ documentId }: Agreement): Promise<SigningDocument> {
    const document = documentId === null ? null : await signing.readDocument(documentId);
    if (!document) throw missing(documentId ?? 'of the form');
    return document;
  }

  async function carryOut(stage: AgreementStage, loaded: Loaded): Promise<AgreementAnswer> {
    const { organisationNumber, name, agreement } = loaded;
    switch (stage) {
      case 'ask':
      case 'await':
        return efaktura.agreementOf(organisationNumber);
      case 'order':
        await efaktura.orderAgreement({ organisationNumber, name });
        return 'done';
      case 'invite':
        return invite(loaded);
      case 'signature':
        return look(loaded);
      case 'transfer': {
        const { id } = await formOf(agreement);
        const transferForm = await signing.readFile(id);
        await efaktura.orderAgreement({ organisationNumber, name, transferForm });
        return 'done';
      }
      case 'end':
        // A form that nobody needs any more must not be signed.
        if (agreement.documentId !== null) await callOff(agreement.documentId);
        await efaktura.endAgreement(organisationNumber);
        return 'done';
    }
  }

  async function callOff(documentId: string): Promise<void> {
    try {
      await signing.cancel(documentId);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'document-signed') throw error;
    }
  }

  return {
    carryOutStage: async (subject, stage) => {
      const loaded = await load(subject);
      return withHeartbeat(() => carryFailure(() => carryOut(stage, loaded)));
    },
  };
}

const missing = (documentId: string): Failure =>
  new Failure('misconfigured', `Visma Sign does not know document ${documentId}`, {
    code: 'document-missing',
  });
