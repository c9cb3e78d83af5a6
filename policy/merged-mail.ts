import type { EmailForm } from './settings.ts';

/** What a mail of the form `merged` may carry; above, it carries a link. Source: AutoInvoice's rule for merged PDFs. */
export const mergedMailBytes = 5_000_000;

/** The form that a mail really gets, by the bytes that it would carry. */
export const formOf = (wanted: EmailForm, sizeBytes: number): EmailForm =>
  wanted === 'merged' && sizeBytes > mergedMailBytes ? 'link' : wanted;

/**
 * Why an attachment lies beside the merged PDF. A signature would be broken, and a portfolio or a form of XFA has
 * its content elsewhere than on its pages.
 */
export type UnmergedReason = 'not-pdf' | 'encrypted' | 'signed' | 'not-on-pages' | 'unreadable';

export interface Unmerged {
  readonly filename: string;
  readonly reason: UnmergedReason;
}
