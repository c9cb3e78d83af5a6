import type { Database } from '../db/client.ts';
import type { Asker } from '../db/doors.ts';
import type { Follow } from '../db/requests.ts';
import type { DocumentStore } from '../documents/store.ts';
import type { Address, Invoice } from '../invoice/model.ts';
import type { readSbd } from '../invoice/sbdh.ts';
import type { Finding, ValidateOptions } from '../invoice/validate.ts';
import type { ConsumerContact, FoundConsumer } from '../policy/consumers.ts';
import type { PostalAddress } from '../policy/postal-address.ts';
import type { MailText } from '../policy/account-mails.ts';
import type { PrintFormatName } from '../policy/settings.ts';
import type { Language } from '../rendering/texts.ts';
import type { Activation } from '../workflows/contracts/activation.ts';
import type { ReceivedDocument } from '../workflows/contracts/inbound.ts';
import type { Action, OutboundStart } from '../workflows/contracts/outbound.ts';
import type { WebhookMessage } from '../workflows/contracts/webhooks.ts';
import type { Sealer } from './accounts/sealer.ts';
import type { DocumentRefusal, SentDocument, UploadOptions } from './outbound/sent-document.ts';
import type { Upload } from './upload.ts';

/** Temporal, as the API needs it. Wired in `runtime/workflows.ts`. */
export interface Workflows {
  /** Starts a run, within a second or not at all: what is not started here the sweeper starts. Never throws. */
  startOutbound(start: OutboundStart): Promise<void>;
  /** Starts the reading of a received document, as above. */
  startInbound(document: ReceivedDocument, sender: string): Promise<void>;
  /** Starts an activation, or tells a running one that something has changed, as above. */
  wakeActivation(activation: Activation): Promise<void>;
  /**
   * Has an open run carry out an action; starts the run first where Temporal has lost it.
   * Throws `ActionRefused` with the run's code, or `WorkflowsAway`.
   */
  act(start: OutboundStart, action: Action): Promise<{ openedRun: number | null }>;
  /** Starts the workflow of a network or a scan account, or wakes it; as above. */
  follow(follow: Follow): Promise<void>;
  /** Has a message that was opened again sent now, as above. */
  repeatWebhook(message: WebhookMessage): Promise<void>;
  /** Throws `WorkflowsAway` while Temporal does not answer. */
  check(): Promise<void>;
}

/** The run does not allow the action now; `code` is what the API answers. */
export class ActionRefused extends Error {
  override readonly name = 'ActionRefused';
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** Temporal does not answer. Nothing has been stored. */
export class WorkflowsAway extends Error {
  override readonly name = 'WorkflowsAway';
}

/** Peppol's registers, as the API needs them. */
export interface PeppolRegisters {
  /** Resolves where the participant receives the document type; else throws a `Failure` that says why not. */
  findReceiver(participantId: string, documentTypeId: string): Promise<unknown>;
}

/** Domains of mail addresses, as the API needs them. */
export interface MailDomains {
  /** False where nobody takes mail for the domain; true also where that cannot be found out just now. */
  takesMail(domain: string): Promise<boolean>;
}

/** Who receives eFaktura, as the API needs it. Throws a `Failure` while the provider is away or not set. */
export interface ConsumerRegister {
  findConsumer(organisationNumber: string, contact: ConsumerContact): Promise<FoundConsumer | null>;
}

/** What the operator sets for all companies. */
export interface SettingsRules {
  /** Right side of the scan accounts' addresses. */
  readonly scanDomain: string;
  /** Where paper is sent to be scanned. */
  readonly scanCentre: PostalAddress;
  /** How long a scan account takes what comes in after it was switched off. */
  readonly scanGraceSeconds: number;
}

/** Enhetsregisteret, as the API needs it. */
export interface RegisteredCompanies {
  /** Null where nobody has the number. */
  findCompany(organisationNumber: string): Promise<{
    readonly name: string;
    readonly form: string | null;
    readonly isBankrupt: boolean;
    readonly isDeleted: boolean;
    readonly isSubUnit: boolean;
    readonly businessAddress: Address | null;
    readonly postalAddress: Address | null;
  } | null>;
}

interface Refused {
  readonly error: { readonly code: string; readonly detail: string };
}

/**
 * Work on whole documents, which may take long enough to hold up other requests.
 * Wired in `runtime/documents/desk.ts`.
 */
export interface DocumentDesk {
  /** Reads and judges an uploaded invoice; its lines and attachments are left out of what was read. */
  prepare(
    upload: Pick<Upload<unknown>, 'invoice' | 'attachments'>,
    options: UploadOptions,
  ): Promise<SentDocument | DocumentRefusal>;
  /** Reads the envelope that an access point hands in. */
  openEnvelope(bytes: Uint8Array): Promise<ReturnType<typeof readSbd>>;
  /** Judges an invoice of any form that can be read. */
  validate(
    bytes: Uint8Array,
    options: ValidateOptions,
  ): Promise<{ valid: boolean; findings: readonly Finding[]; omitted?: number } | Refused>;
  /** The invoice in the JSON form. */
  convert(bytes: Uint8Array): Promise<{ invoice: Invoice } | Refused>;
  /** Pages of any PDF; null where it cannot be opened. */
  countPages(pdf: Uint8Array): Promise<number | null>;
  /** The invoice for people. */
  render(
    bytes: Uint8Array,
    options: {
      to: 'pdf' | 'html';
      language: Language;
      format: PrintFormatName;
      logo?: Uint8Array;
    },
  ): Promise<{ bytes: Uint8Array; pages: number | null } | Refused>;
}

interface Refused {
  readonly error: { readonly code: string; readonly detail: string };
}

/** Mails about accounts. Wired in `runtime/account-mails.ts`. */
export interface AccountMail {
  /** Writes the mail down, in the caller's transaction; it is given up when its link is too old, after `seconds`. */
  post(asker: Asker, to: string, mail: MailText, seconds: number): Promise<void>;
  /** Has what was written down sent now, after the commit; the answer does not wait for it. Never throws. */
  sendSoon(): void;
}

/** What the API needs of the sending of webhooks. */
export interface WebhookSettings {
  /** Hosts that may lie at private addresses. */
  readonly privateHosts: readonly string[];
  /** The secret of a webhook, by how often it was replaced. */
  secretOf(endpointId: string, generation: number): string;
}

/** Somebody whom an identity provider vouches for. */
export interface ProvenIdentity {
  readonly issuer: string;
  readonly subject: string;
  /** Null unless the provider has verified it. */
  readonly email: string | null;
}

/** Log-in by OpenID Connect. Wired in `runtime/oidc.ts`. Throws a `Failure` while the provider is away. */
export interface IdentityProvider {
  /** Where the browser goes, and what it must bring back. */
  begin(
    redirectUri: string,
  ): Promise<{ url: string; state: string; nonce: string; codeVerifier: string }>;
  /** Who came back with this address, or null where the answer does not belong to what was begun. */
  finish(
    url: URL,
    begun: { readonly state: string; readonly nonce: string; readonly codeVerifier: string },
  ): Promise<ProvenIdentity | null>;
}

export interface ApiPorts {
  readonly webhooks: WebhookSettings;
  readonly database: Database;
  readonly documents: DocumentStore;
  readonly workflows: Workflows;
  readonly registers: PeppolRegisters;
  readonly companyRegister: RegisteredCompanies;
  readonly mailDomains: MailDomains;
  readonly consumers: ConsumerRegister;
  readonly desk: DocumentDesk;
  readonly settingsRules: SettingsRules;
  readonly accountMail: AccountMail;
  /** For secrets that are read again. */
  readonly sealer: Sealer;
  /** Null: people log in with passwords only. */
  readonly identityProvider: IdentityProvider | null;
  /** Whose notices the token of a link switches off; null where we have not made it. */
  readonly readUnsubscribe: (token: string) => { tenantId: string; subject: string } | null;
  /** How people reach this installation, without a slash at the end: links in mails begin with it. */
  readonly publicUrl: string;
  /** How long after a promised act the sweeper looks. */
  readonly graceSeconds: number;
  /** The present instant; left out: the machine's. */
  readonly now?: () => Date;
}

/** Tells a collector of traces of each request; what is done meanwhile belongs to the request's trace. */
export interface RequestTracer {
  begin(
    method: string,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): {
    run(work: () => void): void;
    end(told: {
      readonly route: string;
      readonly status: number;
      readonly requestId: string;
      readonly subjectId?: string;
    }): void;
  };
}
