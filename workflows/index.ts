export { activateCompany } from './activation.ts';
export { receiveDocument } from './inbound.ts';
export { registerNetwork } from './networks.ts';
export { deliverInvoice } from './outbound.ts';
export { scanDocument } from './scan.ts';
export { followScanAccount } from './scan-account.ts';
export { forwardDocument } from './scan-forward.ts';
export { sendWebhook } from './webhooks.ts';
