import type { EfakturaProvider } from '../channels/efaktura/provider.ts';
import type { DeliveryRow } from '../db/schema.ts';
import type { Invoice } from '../invoice/model.ts';
import { organisationNumberOf } from '../invoice/participant-id.ts';
import { avtaleGiroOf, reachCodeOf, type ConsumerChannel } from '../policy/consumers.ts';
import { Failure } from '../policy/failure.ts';
import type { CallOutcome } from './outbound-outcomes.ts';

/** One call to a consumer's bank or Vipps. */
export interface ConsumerCall {
  readonly delivery: DeliveryRow;
  readonly messageId: string;
  readonly invoice: Invoice;
  readonly document: Uint8Array;
  readonly avtaleGiroIsOn: boolean;
}

/**
 * Looks the consumer up as they are now and hands the invoice over. What the look-up says of them is used and not
 * kept: a consumer who has left is looked up again by the next attempt, not remembered.
 */
export async function sendToConsumer(
  provider: EfakturaProvider,
  route: ConsumerChannel,
  { delivery, messageId, invoice, document, avtaleGiroIsOn }: ConsumerCall,
): Promise<CallOutcome> {
  const organisationNumber = organisationNumberOf(delivery.sender) ?? '';
  const consumer = await provider.findConsumer(organisationNumber, {
    phone: delivery.phone,
    email: delivery.email,
    name: delivery.buyerName,
    postCode: invoice.buyer.address?.postCode ?? null,
  });
  const code = reachCodeOf(consumer?.routes[route]);
  if (consumer === null || code !== null) {
    const isAway = code === 'consumer-look-up-unavailable';
    throw new Failure(
      isAway ? 'service-unavailable' : 'recipient-unknown',
      isAway
        ? `The look-up of ${route} does not answer now.`
        : `The consumer does not receive by ${route}.`,
      { code: code ?? 'consumer-not-receiving' },
    );
  }
  const kid = invoice.payment?.remittanceInformation;
  const avtaleGiro = avtaleGiroOf({
    isOn: avtaleGiroIsOn,
    hasMandate: consumer.hasMandate,
    isCreditNote: delivery.documentType === 'credit-note',
    remittanceInformation: kid,
  });
  await provider.send({
    id: messageId,
    organisationNumber,
    efakturaId: consumer.efakturaId,
    route,
    document,
    avtaleGiroKid: avtaleGiro === 'marked' ? (kid ?? null) : null,
  });
  return {
    kind: 'delivered',
    ...(avtaleGiro !== 'none' && { avtaleGiro, ...(kid !== undefined && { kid }) }),
  };
}
