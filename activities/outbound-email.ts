import type { EmailMessage } from '../channels/email/connector.ts';
import type { Database } from '../db/client.ts';
import { keepInvoiceLink } from '../db/invoice-links.ts';
import type { AttemptRow, DeliveryRow } from '../db/schema.ts';
import { withTenant } from '../db/tenant.ts';
import { invoiceLinkSeconds, remindAt } from '../policy/invoice-link.ts';
import { invoiceMail, invoiceTitle } from '../policy/invoice-mails.ts';
import { isPdf } from '../policy/letter.ts';
import { formOf, type Unmerged } from '../policy/merged-mail.ts';
import type { EmailForm } from '../policy/settings.ts';
import type { Merging } from './outbound-outcomes.ts';
import type { Sender } from './outbound-sender.ts';
import type { DocumentPrinter } from './ports.ts';

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

interface InvoiceMail {
  readonly message: EmailMessage;
  /** Where the documents were to be merged. */
  readonly merging?: Merging;
}

/**
 * The mail of an attempt, in the form that the company wants. It says the same at every try; a link is kept before
 * the mail is sent, or a quick reader would find nothing behind it.
 */
export async function composeInvoiceMail(
  ports: InvoiceMailPorts & { readonly printer: DocumentPrinter },
  { delivery, attempt, sender }: { delivery: DeliveryRow; attempt: AttemptRow; sender: Sender },
  content: Content,
): Promise<InvoiceMail> {
  const { sending } = sender;
  const name = `${invoiceTitle(delivery.documentType).toLowerCase()}-${delivery.number.replaceAll(/[^\w.-]+/g, '_')}`;
  const carried = await carry(ports.printer, sending.emailForm, name, content);
  const { form, attachments, merging } = carried;
  const link = ports.invoiceLinkOf(attempt.id);
  if (form === 'link') await keepLink(ports.database, delivery, attempt, sending, link.hash);
  const replyTo = sender.replyTo ?? content.sellerEmail;
  const contact = [sending.replyName, sending.replyPhone, sender.replyTo]
    .filter(Boolean)
    .join(', ');
  const message = {
    messageId: attempt.messageId,
    from: ports.emailFrom,
    ...(replyTo && { replyTo }),
    returnPath: ports.returnPathOf(attempt.id),
    to: delivery.email ?? '',
    ...invoiceMail({ ...delivery, form, link: link.url, contact }),
    attachments,
  };
  return { message, ...(merging && { merging }) };
}

function keepLink(
  database: Database,
  delivery: DeliveryRow,
  attempt: AttemptRow,
  { reminderDays }: Sender['sending'],
  hash: string,
): Promise<void> {
  const { tenantId } = delivery;
  const remind = remindAt(attempt.openedAt.toISOString(), delivery, reminderDays);
  return withTenant(database, tenantId, (transaction) =>
    keepInvoiceLink(transaction, {
      tenantId,
      deliveryId: delivery.id,
      attemptId: attempt.id,
      hash,
      remindAt: remind === null ? null : new Date(remind),
      expiresAt: new Date(attempt.openedAt.getTime() + invoiceLinkSeconds * 1000),
    }),
  );
}

interface Carried {
  readonly form: EmailForm;
  readonly attachments: EmailMessage['attachments'];
  readonly merging?: Merging;
}

/** What the mail carries, and the form that it comes to. */
async function carry(
  printer: DocumentPrinter,
  wanted: EmailForm,
  name: string,
  { pdf: content, original, attachments: given }: Content,
): Promise<Carried> {
  const pdf = { filename: `${name}.pdf`, contentType: 'application/pdf', content };
  const xml = { filename: `${name}.xml`, contentType: 'application/xml', content: original };
  switch (wanted) {
    case 'link':
      return { form: 'link', attachments: [] };
    case 'pdf':
      return { form: 'pdf', attachments: [pdf, ...given] };
    case 'pdf-and-xml':
      return { form: 'pdf-and-xml', attachments: [pdf, xml, ...given] };
    case 'merged':
      return carryMerged(printer, pdf, given);
  }
}

async function carryMerged(
  printer: DocumentPrinter,
  pdf: EmailMessage['attachments'][number],
  given: EmailMessage['attachments'],
): Promise<Carried> {
  const asLink = {
    form: 'link',
    attachments: [],
    merging: { isLink: true, unmerged: [] },
  } as const;
  if (formOf('merged', sizeOf([pdf, ...given])) === 'link') return asLink;
  const pdfs = given.filter(({ contentType }) => isPdf(contentType));
  const merged = await printer.merge(
    pdf.content,
    pdfs.map(({ content }) => content),
  );
  const separate: EmailMessage['attachments'][number][] = [];
  const unmerged: Unmerged[] = [];
  for (const attachment of given) {
    const at = pdfs.indexOf(attachment);
    const reason = at < 0 ? 'not-pdf' : merged === null ? 'unreadable' : merged.notMerged[at];
    if (!reason) continue;
    separate.push(attachment);
    unmerged.push({ filename: attachment.filename, reason });
  }
  const attachments = [{ ...pdf, content: merged?.bytes ?? pdf.content }, ...separate];
  if (formOf('merged', sizeOf(attachments)) === 'link') return asLink;
  const isMerged = separate.length < given.length;
  return {
    form: isMerged ? 'merged' : 'pdf',
    attachments,
    ...(unmerged.length > 0 && { merging: { isLink: false, unmerged } }),
  };
}

const sizeOf = (files: EmailMessage['attachments']): number =>
  files.reduce((sum, { content }) => sum + content.byteLength, 0);
