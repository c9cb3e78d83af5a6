/** Ways to deliver an invoice, in the order in which `automatic` tries them. */
export const channelNames = [
  'visma-network',
  'peppol',
  'efaktura',
  'vipps',
  'email',
  'print',
] as const;
export type ChannelName = (typeof channelNames)[number];

/** What the sender or the customer register asks for. `efaktura` is for consumers. */
export const deliveryMethods = ['automatic', 'einvoice', 'email', 'print', 'efaktura'] as const;
export type DeliveryMethod = (typeof deliveryMethods)[number];

/** A network over which other companies reach us; also the one an inbound document came by. */
export const networkNames = ['visma', 'peppol'] as const;
export type NetworkName = (typeof networkNames)[number];
