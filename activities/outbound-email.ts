import type { EmailMessage } from '../channels/email/connector.ts';
import type { Database } from '../db/client.ts';
import { keepInvoiceLink } from '../db/invoice-links.ts';
import type { AttemptRow, DeliveryRow } from '../db/schema.ts';
import { withTenant } from '../db/tenant.ts';
import { invoiceLinkSeconds, remindAt } from '../policy/invoice-link.ts';
import { invoiceMail, invoiceTitle } from '../policy/invoice-mails.ts';
import type { Sender } from './outbound-sender.ts';

/** How mails with invoices are addressed. */
export interface InvoiceMailPorts {
  readonly database: Database;
  /** Address that invoices come from. */
  readonly emailFrom: string;
  /** Where the mail of this attempt comes back to when it cannot be delivered. */
  readonly returnPathOf: (attemptId: string) => string;
  /** The page that shows the attempt's invoice, and the hash of the token in its address. */
  readonly invoiceLinkOf: (attemptId: string) => { readonly url: string; readonly hash: string };
}

interface Content {
  readonly pdf: Uint8Array;
  readonly original: Uint8Array;
  readonly attachments: EmailMessage['attachments'];
  /** Whom the invoice itself names, where the company has no verified address. */
  readonly sellerEmail: string | undefined;
}

/**
 * The mail of an attempt, in the form that the company wants. It says the same at every try; a link is kept before
 * the mail is sent, or a quick reader would find nothing behind it.
 */
export async function composeInvoiceMail(
  { database, emailFrom, returnPathOf, invoiceLinkOf }: InvoiceMailPorts,
  { delivery, attempt, sender }: { delivery: DeliveryRow; attempt: AttemptRow; sender: Sender },
  readContent: () => Promise<Content>,
): Promise<EmailMessage> {
  const { sending } = sender;
  const { tenantId, documentType } = delivery;
  const form = sending.emailForm;
  const link = invoiceLinkOf(attempt.id);
  if (form === 'link') {
    const remind = remindAt(attempt.openedAt.toISOString(), delivery, sending.reminderDays);
    await withTenant(database, tenantId, (transaction) =>
      keepInvoiceLink(transaction, {
        tenantId,
        deliveryId: delivery.id,
        attemptId: attempt.id,
        hash: link.hash,
        remindAt: remind === null ? null : new Date(remind),
        expiresAt: new Date(attempt.openedAt.getTime() + invoiceLinkSeconds * 1000),
      }),
    );
  }
  const content = await readContent();
  const replyTo = sender.replyTo ?? content.sellerEmail;
  const contact = [sending.replyName, sending.replyPhone, sender.replyTo]
    .filter(Boolean)
    .join(', ');
  const name = `${invoiceTitle(documentType).toLowerCase()}-${delivery.number.replaceAll(/[^\w.-]+/g, '_')}`;
  const pdf = {
    filename: `${name}.pdf`,
    contentType: 'application/pdf',
    content: content.pdf,
  };
  const xml = {
    filename: `${name}.xml`,
    contentType: 'application/xml',
    content: content.original,
  };
  return {
    messageId: attempt.messageId,
    from: emailFrom,
    ...(replyTo && { replyTo }),
    returnPath: returnPathOf(attempt.id),
    to: delivery.email ?? '',
    ...invoiceMail({ ...delivery, form, link: link.url, contact }),
    attachments:
      form === 'link' ? [] : [pdf, ...(form === 'pdf' ? [] : [xml]), ...content.attachments],
  };
}
