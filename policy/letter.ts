import type { Service } from './prices.ts';

/** What a print house in Norway takes. Source: AutoInvoice's own rules for print. */
export const letterLimits = {
  attachments: 3,
  attachmentBytes: 50_000_000,
  pages: 110,
} as const;

/** Why an attachment is not printed. */
export const leftOutReasons = [
  'not-pdf',
  'too-many',
  'too-large',
  'too-many-pages',
  'unreadable',
] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

export interface LetterAttachment {
  readonly filename: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** Null where they cannot be counted. */
  readonly pages: number | null;
}

/** How a letter is printed: what of it is charged for, and what is left out. */
export interface Letter {
  readonly pages: number;
  readonly sheets: number;
  readonly colour: boolean;
  readonly duplex: boolean;
  /** Places of the attachments that are printed. */
  readonly printed: readonly number[];
  readonly leftOut: readonly { readonly filename: string; readonly reason: LeftOutReason }[];
}

/**
 * The letter within the limits: attachments that break one are left out, in their order. Null where the invoice by
 * itself has too many pages. Each file begins on a sheet of its own.
 */
export function planLetter(asked: {
  readonly invoicePages: number;
  readonly attachments: readonly LetterAttachment[];
  readonly colour: boolean;
  readonly duplex: boolean;
}): Letter | null {
  const { invoicePages, attachments, colour, duplex } = asked;
  if (invoicePages > letterLimits.pages) return null;
  const sheetsOf = (pages: number): number => (duplex ? Math.ceil(pages / 2) : pages);
  let pages = invoicePages;
  let sheets = sheetsOf(invoicePages);
  const printed: number[] = [];
  const leftOut: Letter['leftOut'][number][] = [];
  for (const [at, attachment] of attachments.entries()) {
    const reason = reasonAgainst(attachment, printed.length, pages);
    if (reason !== null) leftOut.push({ filename: attachment.filename, reason });
    else {
      printed.push(at);
      pages += attachment.pages ?? 0;
      sheets += sheetsOf(attachment.pages ?? 0);
    }
  }
  return { pages, sheets, colour, duplex, printed, leftOut };
}

function reasonAgainst(
  { contentType, sizeBytes, pages }: LetterAttachment,
  printed: number,
  pagesSoFar: number,
): LeftOutReason | null {
  if (!isPdf(contentType)) return 'not-pdf';
  if (sizeBytes > letterLimits.attachmentBytes) return 'too-large';
  if (printed >= letterLimits.attachments) return 'too-many';
  if (pages === null) return 'unreadable';
  return pagesSoFar + pages > letterLimits.pages ? 'too-many-pages' : null;
}

/** Whether an attachment is one that can be printed. */
export const isPdf = (contentType: string): boolean => /^application\/pdf\b/i.test(contentType);

/** A service and how many of it. */
export interface Charge {
  readonly service: Service;
  readonly quantity: number;
}

/** What is charged for a letter: the first sheet with postage, each page after it, and each page's colour. */
export function letterCharges({ pages, colour, duplex }: Letter): Charge[] {
  const charges: Charge[] = [
    { service: 'print-letter', quantity: 1 },
    { service: 'print-page', quantity: Math.max(0, pages - (duplex ? 2 : 1)) },
    { service: 'print-colour-page', quantity: colour ? pages : 0 },
  ];
  return charges.filter(({ quantity }) => quantity > 0);
}
