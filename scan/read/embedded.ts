import { limits } from './limits.ts';
import { PdfObjects } from './pdf-objects.ts';
import {
  isDictionary,
  PdfTooCostly,
  textOf,
  type PdfDictionary,
  type PdfValue,
} from './pdf-values.ts';

/** The e-invoice inside a PDF (Factur-X, ZUGFeRD, XRechnung), or why there is none to be had. */
export type Embedded =
  | { readonly ok: true; readonly name: string; readonly xml: Uint8Array }
  | {
      readonly ok: false;
      readonly code: 'no-embedded-invoice' | 'encrypted' | 'too-large' | 'pdf-broken';
      readonly detail: string;
    };

/** The names that the standards give to the invoice, the surest first. */
const names = ['factur-x.xml', 'xrechnung.xml', 'zugferd-invoice.xml'];

/** More than any invoice has; a file with more is not looked through. */
const mostAttachments = 1000;
const xmlSizeBytes = 15_000_000;

/** Whether a document is a PDF; some begin with a few bytes of something else, but that is no XML. */
export function isPdf(bytes: Uint8Array): boolean {
  const beginning = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  return beginning.includes('%PDF-') && !/^(?:\xef\xbb\xbf)?\s*</.test(beginning);
}

/**
 * Takes the e-invoice out of a PDF. Never throws for what is in `bytes`: nothing is drawn or executed, and sizes and
 * counts are capped before anything is unpacked.
 */
export function embeddedInvoice(bytes: Uint8Array): Embedded {
  if (!isPdf(bytes)) return none('pdf-broken', 'The file is no PDF.');
  if (bytes.length > limits.sizeBytes)
    return none('too-large', `The PDF is larger than the ${limits.sizeBytes} bytes that are read.`);
  try {
    return find(new PdfObjects(bytes));
  } catch (error) {
    if (error instanceof PdfTooCostly) return none('too-large', error.message);
    throw error;
  }
}

const none = (
  code: Extract<Embedded, { ok: false }>['code'],
  detail: string,
): Extract<Embedded, { ok: false }> => ({ ok: false, code, detail });

interface Attachment {
  readonly name: string;
  readonly file: PdfValue;
}

function find(objects: PdfObjects): Embedded {
  if (objects.isEncrypted)
    return none('encrypted', 'The PDF is encrypted; its attachments cannot be read.');
  const attachments = attachmentsOf(objects).sort((a, b) => rankOf(a) - rankOf(b));
  let unpackedBytes = 0;
  for (const attachment of attachments) {
    const rank = rankOf(attachment);
    if (rank > names.length) break;
    const xml = objects.streamOf(attachment.file, xmlSizeBytes);
    if (xml && (rank < names.length || isInvoice(xml)))
      return { ok: true, name: attachment.name, xml };
    unpackedBytes += xml?.length ?? 0;
    if (unpackedBytes > 2 * xmlSizeBytes)
      throw new PdfTooCostly('The PDF has more XML attachments than are read.');
  }
  return none(
    'no-embedded-invoice',
    attachments.length === 0
      ? 'The PDF has no e-invoice inside.'
      : `None of the attachments is an e-invoice: ${attachments
          .slice(0, 5)
          .map(({ name }) => JSON.stringify(name.slice(0, 60)))
          .join(', ')}.`,
  );
}

/** The place among the names; behind them come other XML files, and last what is not looked at. */
function rankOf({ name }: Pick<Attachment, 'name'>): number {
  const known = names.indexOf(name.toLowerCase());
  if (known !== -1) return known;
  return /\.xml$/i.test(name) ? names.length : names.length + 1;
}

/** Newest first: an object that was added later stands further back. */
function attachmentsOf(objects: PdfObjects): Attachment[] {
  const found: Attachment[] = [];
  const visit = (value: PdfValue): void => {
    if (Array.isArray(value)) for (const item of value as PdfValue[]) visit(item);
    if (!isDictionary(value)) return;
    const files = objects.resolve(value.get('/EF'));
    if (isDictionary(files)) {
      const file = files.get('/UF') ?? files.get('/F') ?? null;
      found.push({ name: nameOf(value), file });
      if (found.length > mostAttachments)
        throw new PdfTooCostly(`The PDF has more than ${mostAttachments} attachments.`);
      return;
    }
    for (const inner of value.values()) visit(inner);
  };
  for (const value of objects.valuesWith('/EF')) visit(value);
  return found.reverse();
}

function nameOf(file: PdfDictionary): string {
  for (const key of ['/UF', '/F']) {
    const written = file.get(key);
    if (written instanceof Uint8Array) return textOf(written).replace(/^.*[\\/]/, '');
  }
  return '';
}

/** Whether the root is that of an invoice, by what stands at the beginning. */
function isInvoice(xml: Uint8Array): boolean {
  const beginning = Buffer.from(xml.subarray(0, 4000)).toString('latin1');
  return /<(?:[\w.-]+:)?(?:CrossIndustryInvoice|CrossIndustryDocument|Invoice|CreditNote)[\s>]/.test(
    beginning.replaceAll('\0', ''),
  );
}
