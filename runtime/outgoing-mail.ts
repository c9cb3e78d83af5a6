import { readFileSync } from 'node:fs';
import type { InvoiceMailPorts } from '../activities/outbound-email.ts';
import { createEmailConnector, type EmailConnector } from '../channels/email/connector.ts';
import { invoiceLinkToken, unsubscribeToken } from '../channels/email/mail-tokens.ts';
import { createReturnPaths } from '../channels/email/return-path.ts';
import type { ServiceConfig } from './config.ts';
import type { NotifierOptions } from './notifications.ts';

/** The domain that mails come from. */
export const mailDomain = ({ emailFrom }: Pick<ServiceConfig, 'emailFrom'>): string =>
  /@([\w.-]+)/.exec(emailFrom)?.[1] ?? 'autoinvoice.invalid';

/** The installation's mail server, with every mail signed where a key is set. */
export function emailOf(config: ServiceConfig, timeoutSeconds?: number): EmailConnector {
  const { smtpUrl, dkimKeyFile, dkimSelector: selector } = config;
  return createEmailConnector({
    smtpUrl,
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    ...(dkimKeyFile !== null && {
      dkim: {
        domain: mailDomain(config),
        selector,
        privateKey: readFileSync(dkimKeyFile, 'utf8'),
      },
    }),
  });
}

/** How invoices are mailed: from whom, where they come back to, and where their links lead. */
export function invoiceMailsOf(config: ServiceConfig): Omit<InvoiceMailPorts, 'database'> {
  const { emailFrom, bounceDomain: domain, mailKey: key, publicUrl } = config;
  return {
    emailFrom,
    returnPathOf: createReturnPaths({ domain, key }).of,
    invoiceLinkOf: (attemptId) => {
      const { token, hash } = invoiceLinkToken(key, attemptId);
      return { url: `${publicUrl}/invoice/${token}`, hash };
    },
  };
}

/** How people are told of what happens: after how long, and where links lead. */
export function noticesOf({
  noticeSeconds: gatherSeconds,
  publicUrl,
  mailKey,
}: ServiceConfig): Pick<NotifierOptions, 'gatherSeconds' | 'publicUrl' | 'unsubscribeUrlOf'> {
  return {
    gatherSeconds,
    publicUrl,
    unsubscribeUrlOf: (tenantId, subject) =>
      `${publicUrl}/notices/${unsubscribeToken(mailKey, tenantId, subject)}`,
  };
}
