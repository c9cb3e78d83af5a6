import {
  endActivation,
  lockActivation,
  noDelay,
  readActivation,
  updateActivation,
} from '../db/activations.ts';
import type { Database } from '../db/client.ts';
import { appendEvents } from '../db/events.ts';
import type { Follow } from '../db/requests.ts';
import type { ActivationRow } from '../db/schema/activations.ts';
import { withTenant } from '../db/tenant.ts';
import { readTerms } from '../db/terms-and-prices.ts';
import type { DocumentStore } from '../documents/store.ts';
import { addSeconds, norwegianDay } from '../invoice/date.ts';
import { secondsToNextCall, secondsToNextDocumentLook } from '../policy/activation.ts';
import { invitationMessage } from '../policy/activation-mails.ts';
import { Failure } from '../policy/failure.ts';
import { termsOfVersion } from '../policy/terms.ts';
import type { CompanyRegister } from '../registers/enhetsregisteret.ts';
import { renderAgreement } from '../rendering/agreement.ts';
import type { SigningDocument, SigningService } from '../signing/signing.ts';
import { instantOf, orderMail, type Activation, type ActivationPolicy } from './activation.ts';
import { authenticate } from './activation-authenticate.ts';
import { askPerson, createActivationRecords, eventOf } from './activation-records.ts';
import { repeatIn } from './failures.ts';
import { withHeartbeat } from './heartbeat.ts';

/**
 * What an activation asks of the signing service and of the register. Each reads what is there before it does more,
 * records what it did, and returns when the next step is another one; until then it is repeated by Temporal.
 */
export interface ActivationCallActivities {
  /** Document, agreement and invitation at the signing service, each made once. */
  inviteSigner(activation: Activation): Promise<void>;
  /** Returns when the document is signed or has ended; "not signed yet" is a failure with the time of the next look. */
  awaitSignature(activation: Activation): Promise<void>;
  /** Keeps the signed agreement, with its hash. */
  keepAgreement(activation: Activation): Promise<void>;
  /** Compares the signer with the register, and opens sending and receiving, or asks a person. */
  checkSigner(activation: Activation): Promise<void>;
  /** Ends an activation whose time is over, unless it was signed at the last moment. */
  expireActivation(activation: Activation): Promise<void>;
  /** Calls off documents that nobody is to sign any more. Tried once; the next try is in Postgres. */
  clearDocumentsAway(activation: Activation): Promise<void>;
}

export interface ActivationCallOptions {
  readonly database: Database;
  readonly documents: DocumentStore;
  readonly signing: SigningService;
  readonly register: CompanyRegister;
  /** Wakes a workflow that carries out what the company has asked for; never throws. */
  readonly follow: (follow: Follow) => Promise<void>;
  readonly policy: ActivationPolicy;
  /** Who runs this installation, as it stands in the agreement. */
  readonly operator: string;
}

/** Name of the document at the signing service: it is found by it, so it never changes. */
const documentName = ({ id, documentNumber }: ActivationRow): string =>
  `AutoInvoice ${id}${documentNumber === 1 ? '' : ` (${documentNumber})`}`;

export function createActivationCallActivities(
  options: ActivationCallOptions,
): ActivationCallActivities {
  const { database, documents, signing, register, follow, policy } = options;

  const { record, change, promiseAct, repeated, clearLater } = createActivationRecords(
    database,
    policy,
  );

  async function makeDocument(row: ActivationRow): Promise<SigningDocument> {
    const name = documentName(row);
    const found = await signing.findDocument(name);
    const validUntil = norwegianDay(row.expiresAt);
    const id = found?.id ?? (await signing.createDocument({ name, validUntil })).id;
    const isPresent = await change(row, { documentId: id });
    if (!isPresent) await clearLater(row, id);
    const document = found ?? (await signing.readDocument(id));
    if (!document) throw missing(id);
    return document;
  }

  async function agreementOf(row: ActivationRow): Promise<Uint8Array> {
    const { tenantId } = row;
    if (row.agreementSha256 !== null) return documents.get(tenantId, row.agreementSha256);
    const terms = termsOfVersion(await readTerms(database), row.termsVersion);
    const bytes = await renderAgreement({
      language: row.language,
      activationId: row.id,
      issuedOn: norwegianDay(row.createdAt),
      operator: options.operator,
      company: {
        name: row.companyName,
        organisationNumber: row.organisationNumber,
        email: row.email,
        ...(row.companyForm !== null && { form: row.companyForm }),
        ...(row.companyAddress !== null && { address: row.companyAddress }),
      },
      terms: {
        version: row.termsVersion,
        acceptedOn: norwegianDay(row.termsAcceptedAt),
        ...(terms && { text: terms.text[row.language] }),
      },
    });
    const { sha256 } = await documents.put(tenantId, bytes);
    await change(row, { agreementSha256: sha256 });
    return bytes;
  }

  async function invite(row: ActivationRow, now: string): Promise<void> {
    const known = row.documentId === null ? null : await signing.readDocument(row.documentId);
    if (row.documentId !== null && !known) throw missing(row.documentId);
    const document = known ?? (await makeDocument(row));
    if (document.status === 'new' && !document.hasFile) {
      const filename = `autoinvoice-${row.organisationNumber}.pdf`;
      await signing.addFile(document.id, { filename, bytes: await agreementOf(row) });
    }
    // Nobody is invited to a document that is not on record as the present one.
    const isPresent = await change(row, { documentId: document.id });
    if (!isPresent) return;
    if (document.status === 'new' && document.invitations.length === 0) {
      const { operator } = options;
      const message = invitationMessage({ ...row, operator });
      await signing.invite(document.id, { email: row.email, language: row.language, message });
    }
    await change(
      row,
      { status: 'waiting', invitedAt: new Date(now), ...noDelay },
      eventOf(row, 'activation.invited'),
    );
  }

  async function look(row: ActivationRow, now: string): Promise<void> {
    const { documentId, invitedAt } = row;
    if (documentId === null || invitedAt === null) throw new Error(`${row.id} waits for nothing.`);
    const document = await signing.readDocument(documentId);
    switch (document?.status) {
      case undefined:
      case 'deleted':
        throw missing(documentId);
      case 'unknown': {
        const text = `Visma Sign gives document ${documentId} the status "${document.rawStatus}"`;
        throw new Failure('service-unavailable', text, { code: 'signing-status-unknown' });
      }
      case 'signed':
        await recordSignature(row, document);
        return;
      case 'cancelled':
        await recordEnd(row, now);
        return;
      case 'new':
        // The invitation was recorded and is not there: it is made again.
        await change(row, { status: 'inviting', invitedAt: null });
        return;
      case 'pending': {
        const seconds = secondsToNextDocumentLook(invitedAt.toISOString(), now) * policy.pauseScale;
        await record(row, async (transaction, present) => {
          if (present.delayCode !== null) await updateActivation(transaction, row.id, noDelay);
          await promiseAct(transaction, present, addSeconds(now, seconds));
        });
        const code = 'not-signed';
        throw repeatIn(seconds, { type: code, code, message: 'Not signed yet.' });
      }
    }
  }

  function recordSignature(row: ActivationRow, document: SigningDocument): Promise<boolean> {
    const signature = document.invitations.find(({ signedBy }) => signedBy !== undefined);
    return change(
      row,
      {
        status: 'signed',
        signedBy: signature?.signedBy ?? null,
        signedAt: signature?.signedAt === undefined ? null : new Date(signature.signedAt),
        ...noDelay,
      },
      eventOf(row, 'activation.signed'),
    );
  }

  /** The document has ended unsigned: by its last day, or because the signer or somebody at the service did so. */
  const recordEnd = (before: ActivationRow, now: string): Promise<boolean> =>
    record(before, async (transaction, row) => {
      const status = row.expiresAt.toISOString() <= now ? 'expired' : 'declined';
      await endActivation(transaction, { ...row, documentId: null }, { status, at: new Date(now) });
      await orderMail(transaction, row, { kind: status, now, policy });
      await appendEvents(transaction, [eventOf(row, `activation.${status}`)]);
    });

  async function keep(row: ActivationRow): Promise<void> {
    const { documentId, tenantId } = row;
    if (documentId === null) throw new Error(`${row.id} has no signed document.`);
    const signed = Buffer.from(await signing.readFile(documentId));
    const given = await agreementOf(row);
    const { sha256 } = await documents.put(tenantId, signed);
    // A signature is added behind what was given; a file that was written anew still names the activation.
    const isOurs = signed.subarray(0, given.byteLength).equals(given) || signed.includes(row.id);
    await record(row, async (transaction, present) => {
      await updateActivation(transaction, row.id, { signedSha256: sha256, ...noDelay });
      if (!isOurs) await askPerson(transaction, present, 'agreement-differs');
    });
  }

  async function check(before: ActivationRow, now: string): Promise<void> {
    const roles = await register.readRoles(before.organisationNumber);
    const followed: Follow[] = [];
    await record(before, async (transaction, row) => {
      const answer = await authenticate(transaction, row, { roles, now, policy });
      if (answer.isAuthenticated) followed.push(...answer.follow);
      else await askPerson(transaction, row, answer.code);
    });
    // What is not woken here, the sweeper wakes.
    await Promise.all(followed.map((one) => follow(one)));
  }

  async function expire(row: ActivationRow, now: string): Promise<void> {
    if (row.documentId !== null) {
      try {
        await signing.cancel(row.documentId);
      } catch (error) {
        // Signed at the last moment: the signature counts.
        if (!(error instanceof Failure) || error.code !== 'document-signed') throw error;
        const document = await signing.readDocument(row.documentId);
        if (document) await recordSignature(row, document);
        return;
      }
    }
    await recordEnd(row, now);
  }

  return {
    inviteSigner: repeated(['inviting'], invite),
    awaitSignature: repeated(['waiting'], look),
    keepAgreement: repeated(['signed'], keep),
    checkSigner: repeated(['signed'], check),
    expireActivation: repeated(['inviting', 'waiting'], expire),

    clearDocumentsAway: async ({ tenantId, activationId }) => {
      const now = await instantOf(policy);
      const row = await withTenant(database, tenantId, (transaction) =>
        readActivation(transaction, tenantId, activationId),
      );
      const gone: string[] = [];
      let failure: Failure | null = null;
      for (const id of row?.documentsToClear ?? []) {
        try {
          await withHeartbeat(() => signing.cancel(id));
          gone.push(id);
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          // A signed document cannot be called off, and nobody goes by it.
          if (error.code === 'document-signed') gone.push(id);
          else failure = error;
        }
      }
      await withTenant(database, tenantId, async (transaction) => {
        const present = await lockActivation(transaction, tenantId, activationId);
        if (!present) return;
        const failures = failure ? present.clearingFailures + 1 : 0;
        const pause = secondsToNextCall(failures, failure?.retryAfterSeconds) * policy.pauseScale;
        await updateActivation(transaction, activationId, {
          documentsToClear: present.documentsToClear.filter((id) => !gone.includes(id)),
          clearingFailures: failures,
          nextClearingAt: failure ? new Date(addSeconds(now, pause)) : null,
        });
      });
    },
  };
}

const missing = (documentId: string): Failure =>
  new Failure('misconfigured', `Visma Sign does not know document ${documentId}`, {
    code: 'document-missing',
  });
