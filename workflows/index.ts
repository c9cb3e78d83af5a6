export { receiveDocument } from './inbound.ts';
export { deliverInvoice } from './outbound.ts';
