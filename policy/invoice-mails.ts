import type { EmailForm } from './settings.ts';

export interface InvoiceMailFacts {
  readonly documentType: 'invoice' | 'credit-note';
  readonly number: string;
  readonly sellerName: string;
  readonly buyerName: string;
  /** Decimal text. */
  readonly amountDue: string;
  readonly currency: string;
  readonly dueDate: string | null;
  readonly form: EmailForm;
  /** Where the invoice is shown, for the form `link`. */
  readonly link: string;
  /** Name, telephone and address to ask, joined by commas; empty: none is known. */
  readonly contact: string;
}

const forms: Record<InvoiceMailFacts['form'], (link: string) => readonly string[]> = {
  pdf: () => [
    'Fakturaen ligger ved som PDF, med e-fakturaen (XML) inni.',
    'The invoice is attached as PDF, with the e-invoice (XML) inside.',
  ],
  'pdf-and-xml': () => [
    'Fakturaen ligger ved som PDF, og som e-faktura (XML) for regnskapssystemet ditt.',
    'The invoice is attached as PDF, and as an e-invoice (XML) for your accounting system.',
  ],
  merged: () => [
    'Fakturaen og vedleggene ligger ved som én PDF, med e-fakturaen (XML) inni. Det som ikke kan slås sammen, ligger ved for seg.',
    'The invoice and its attachments are attached as one PDF, with the e-invoice (XML) inside. What cannot be merged is attached by itself.',
  ],
  link: (link) => [
    'Fakturaen finner du her. Lenken virker i 90 dager og er bare for deg:',
    'You find the invoice here. The link works for 90 days and is for you only:',
    '',
    link,
  ],
};

/** The mail that an invoice comes with; a recipient's language is not known, so both. */
export function invoiceMail(facts: InvoiceMailFacts): { subject: string; text: string } {
  const { number, sellerName, buyerName, amountDue, currency, dueDate, contact } = facts;
  const title = invoiceTitle(facts.documentType);
  return {
    subject: `${title} ${number} fra ${sellerName}`,
    text: [
      `${title} ${number} fra ${sellerName} til ${buyerName}.`,
      `Beløp å betale: ${amountDue} ${currency}${dueDate ? `, forfall ${dueDate}` : ''}.`,
      '',
      ...forms[facts.form](facts.link),
      ...(contact === '' ? [] : ['', `Spørsmål? Questions? ${contact}`]),
    ].join('\n'),
  };
}

export const invoiceTitle = (documentType: InvoiceMailFacts['documentType']): string =>
  documentType === 'credit-note' ? 'Kreditnota' : 'Faktura';

/** To somebody who has not opened the link of an invoice that is due. */
export function reminderMail({
  number,
  sellerName,
  amountDue,
  currency,
  dueDate,
  link,
}: Pick<
  InvoiceMailFacts,
  'number' | 'sellerName' | 'amountDue' | 'currency' | 'dueDate' | 'link'
>): { subject: string; text: string } {
  const due = dueDate ? `, forfall ${dueDate}` : '';
  return {
    subject: `Påminnelse: faktura ${number} fra ${sellerName}`,
    text: [
      `Faktura ${number} fra ${sellerName} er ikke åpnet ennå. Beløp å betale: ${amountDue} ${currency}${due}.`,
      'Du finner den her. Er den betalt, kan du se bort fra denne e-posten.',
      '',
      `Invoice ${number} from ${sellerName} has not been opened yet. You find it here; if it is paid, ignore this mail.`,
      '',
      link,
    ].join('\n'),
  };
}
