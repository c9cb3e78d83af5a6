import { isKid } from '../invoice/norway/kid.ts';
import type { DeliveryMethod } from './channels.ts';

/** Where a consumer can receive, as the look-up says of each route. */
export const consumerAnswers = [
  'RECEIVING',
  'NOT_RECEIVING',
  'NOT_AVAILABLE',
  'TEMPORARY_UNAVAILABLE',
] as const;
export type ConsumerAnswer = (typeof consumerAnswers)[number];

/** The ways to a consumer in the order in which they are tried; `efaktura` is the invoice in the bank. */
export const consumerChannels = ['efaktura', 'vipps'] as const;
export type ConsumerChannel = (typeof consumerChannels)[number];

/** What a consumer is found by: the first one that the network knows counts. */
export interface ConsumerContact {
  /** `+4790000001` */
  readonly phone: string | null;
  readonly email: string | null;
  readonly name: string;
  readonly postCode: string | null;
}

/** What the look-up says of a consumer. */
export interface FoundConsumer {
  readonly routes: Readonly<Record<ConsumerChannel, ConsumerAnswer>>;
  /** Lets the bank draw this company's invoices. */
  readonly hasMandate: boolean;
}

/** Why a consumer is not reached by a route, by what the look-up says of it; null: they are. */
export function reachCodeOf(
  answer: ConsumerAnswer | undefined,
): 'consumer-not-receiving' | 'consumer-look-up-unavailable' | null {
  switch (answer) {
    case 'RECEIVING':
      return null;
    case 'TEMPORARY_UNAVAILABLE':
      return 'consumer-look-up-unavailable';
    case 'NOT_RECEIVING':
    case 'NOT_AVAILABLE':
    case undefined:
      return 'consumer-not-receiving';
  }
}

/**
 * Whether an invoice may be looked up as one to a consumer. For `automatic` only a mobile number that the sender gave
 * says so, and no organisation number stands against it: a company's address must not lead into somebody's private bank.
 */
export function mayBeConsumer(facts: {
  readonly method: DeliveryMethod;
  /** The buyer's legal registration (BT-47). */
  readonly buyerId: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly hasPostalAddress: boolean;
}): boolean {
  if (facts.method === 'efaktura') {
    return facts.phone !== null || facts.email !== null || facts.hasPostalAddress;
  }
  return facts.buyerId === null && facts.phone !== null;
}

/** What becomes of AvtaleGiro for an invoice: drawn by the bank, not without a KID, or nobody asked for it. */
export type AvtaleGiro = 'marked' | 'kid-missing' | 'none';

/** The mandate is the consumer's, the switch the company's; the bank matches by KID, so that one must be right. */
export function avtaleGiroOf(facts: {
  readonly isOn: boolean;
  readonly hasMandate: boolean;
  readonly isCreditNote: boolean;
  readonly remittanceInformation: string | undefined;
}): AvtaleGiro {
  if (!facts.isOn || !facts.hasMandate || facts.isCreditNote) return 'none';
  return isKid(facts.remittanceInformation ?? '') ? 'marked' : 'kid-missing';
}
