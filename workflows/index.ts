export { receiveDocument } from './inbound.ts';
export { deliverInvoice } from './outbound.ts';
export { scanDocument } from './scan.ts';
