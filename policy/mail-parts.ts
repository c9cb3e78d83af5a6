/** A file in a mail, as far as it decides what becomes of it. */
export interface MailFile {
  readonly filename: string;
  readonly sizeBytes: number;
  /** PDF or picture, by how it begins; null for anything else. */
  readonly scannable: string | null;
  /** An e-invoice that can be read. */
  readonly isInvoice: boolean;
  /** Shown in the text of the mail rather than attached. */
  readonly isInline: boolean;
}

export type MailFileFate =
  { readonly became: 'scan' | 'received' } | { readonly became: 'ignored'; readonly code: string };

/** Files of one mail that become scans; what comes after is told and left alone. */
export const maximumMailFiles = 100;
/** A picture in the text of a mail below this is a logo or a line, not a photograph of an invoice. */
const logoBytes = 100_000;

/**
 * What becomes of each file of a mail: a scan, a received invoice, or nothing, with the reason. Nothing that could be
 * an invoice is left out: a picture in the text is, unless it is small or a PDF came with it.
 */
export function sortMailFiles(files: readonly MailFile[]): MailFileFate[] {
  const hasDocument = files.some(
    ({ isInline, scannable, isInvoice }) =>
      isInvoice || scannable === 'application/pdf' || (scannable !== null && !isInline),
  );
  let taken = 0;
  return files.map((file): MailFileFate => {
    if (!file.isInvoice && file.scannable === null) {
      return { became: 'ignored', code: file.sizeBytes === 0 ? 'empty' : 'not-a-document' };
    }
    const isPicture = file.scannable !== null && file.scannable !== 'application/pdf';
    if (isPicture && file.isInline && (hasDocument || file.sizeBytes < logoBytes)) {
      return { became: 'ignored', code: 'inline-picture' };
    }
    if (++taken > maximumMailFiles) return { became: 'ignored', code: 'too-many-files' };
    return { became: file.isInvoice ? 'received' : 'scan' };
  });
}

/** Headers that say who wrote a mail, by lower-case name. */
export type MailHeaders = ReadonlyMap<string, string>;

/**
 * Whether a program wrote the mail: a bounce, an answer while away, a list. Nothing is ever sent on account of one,
 * or two programs would write to each other for ever. Source: RFC 3834.
 */
export function isFromRobot(envelopeSender: string, headers: MailHeaders): boolean {
  const automatic = headers.get('auto-submitted')?.trim().toLowerCase() ?? 'no';
  const precedence = headers.get('precedence')?.trim().toLowerCase() ?? '';
  return (
    envelopeSender === '' ||
    !automatic.startsWith('no') ||
    ['bulk', 'junk', 'list', 'auto_reply'].includes(precedence) ||
    headers.has('list-id') ||
    /^(mailer-daemon|postmaster|no-?reply-bounces?)@/i.test(envelopeSender)
  );
}
