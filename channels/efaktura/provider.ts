import type { ConsumerChannel, ConsumerContact, FoundConsumer } from '../../policy/consumers.ts';

/** Who has the eFaktura agreement of a company; `ordered`: we do, once the network has carried it out. */
export type AgreementHolder = 'free' | 'ordered' | 'ours' | 'taken';

export interface AgreementOrder {
  readonly organisationNumber: string;
  readonly name: string;
  /** The signed form, where another provider has the agreement. */
  readonly transferForm?: Uint8Array;
}

/** A consumer as the look-up knows them; nothing of it is kept. */
export interface Consumer extends FoundConsumer {
  /** Address in the network. */
  readonly efakturaId: string;
}

export interface ConsumerInvoice {
  /** The attempt's message id: the same one again is the same invoice. */
  readonly id: string;
  readonly organisationNumber: string;
  readonly efakturaId: string;
  readonly route: ConsumerChannel;
  /** EHF. */
  readonly document: Uint8Array;
  /** The KID by which the bank draws the amount; null: the consumer pays by hand. */
  readonly avtaleGiroKid: string | null;
}

/**
 * A provider of eFaktura and AvtaleGiro. No specification is public: this is what one offers by what is known of
 * Maventa's. Every call may be repeated and throws `Failure` for what the other side does to us.
 */
export interface EfakturaProvider {
  /** Throws `not-permitted`, code `agreement-fault`, where the network reports a fault. */
  agreementOf(organisationNumber: string): Promise<AgreementHolder>;
  orderAgreement(order: AgreementOrder): Promise<void>;
  endAgreement(organisationNumber: string): Promise<void>;
  /** Null where nobody is found. */
  findConsumer(organisationNumber: string, contact: ConsumerContact): Promise<Consumer | null>;
  /** The network has accepted it. `recipient-unknown`, code `receiver-not-found`: the consumer has left meanwhile. */
  send(invoice: ConsumerInvoice): Promise<void>;
}
