import type { IsoDate } from '../invoice/model.ts';

/**
 * Documents that a person signs with strong authentication, as activation uses them.
 * Every call throws `Failure` for what the service or the way to it does to us.
 */
export interface SigningService {
  /** The document of exactly that name, or null: the service has no idempotency key, so one looks before one creates. */
  findDocument(name: string): Promise<SigningDocument | null>;
  createDocument(document: {
    /** 1 to 100 characters. */
    readonly name: string;
    /** The last day on which an invitation can be signed. */
    readonly validUntil: IsoDate;
  }): Promise<{ readonly id: string }>;
  /** One file for each document, before the first invitation, under 10 MB. */
  addFile(
    id: string,
    file: { readonly filename: string; readonly bytes: Uint8Array },
  ): Promise<void>;
  invite(id: string, invitation: Invitation): Promise<void>;
  readDocument(id: string): Promise<SigningDocument | null>;
  /** The signed PDF. */
  readFile(id: string): Promise<Uint8Array>;
  /** Ends a document; one that has ended or is gone stays so. A signed one throws `not-permitted`, code `document-signed`. */
  cancel(id: string): Promise<void>;
}

export interface Invitation {
  readonly email: string;
  readonly name?: string;
  readonly language: 'nb' | 'en';
  /** Text of the mail, at most 3000 characters. */
  readonly message: string;
}

export type SigningStatus = 'new' | 'pending' | 'signed' | 'cancelled' | 'deleted' | 'unknown';

export interface SigningDocument {
  readonly id: string;
  readonly name: string;
  /** `unknown` for a word that the service did not use when this was written: `rawStatus` holds it. */
  readonly status: SigningStatus;
  readonly rawStatus: string;
  readonly hasFile: boolean;
  readonly invitations: readonly SigningInvitation[];
}

export interface SigningInvitation {
  /** `waiting-for-send`, `sending`, `new`, `opened`, `signed`, `cancelled`, or a word of the service's own. */
  readonly status: string;
  readonly email: string | null;
  /** Name of the person who signed, where the service tells it. */
  readonly signedBy?: string;
  /** Instant of the signature (ISO text). */
  readonly signedAt?: string;
}
