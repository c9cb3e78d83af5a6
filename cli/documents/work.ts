import { readInvoiceJson } from '../../invoice/json.ts';
import type { Invoice } from '../../invoice/model.ts';
import { writeUbl } from '../../invoice/ubl-write.ts';
import { asUbl, readAnyInvoice } from '../../invoice/read.ts';
import { validate, type Finding, type ValidateOptions } from '../../invoice/validate.ts';
import { xmlCaps } from '../../invoice/xml.ts';
import type { PrintFormatName } from '../../rendering/formats.ts';
import { renderHtml } from '../../rendering/html.ts';
import { printInvoice } from '../../rendering/pdf.ts';
import type { Language } from '../../rendering/texts.ts';
import { embeddedInvoice, isPdf } from '../../scan/read/embedded.ts';

/** What is to be done with one document. */
export type Work =
  | ({ readonly kind: 'validate' } & ValidateOptions)
  | { readonly kind: 'convert'; readonly to: 'json' | 'ubl' }
  | {
      readonly kind: 'render';
      readonly to: 'pdf' | 'html';
      readonly language: Language;
      readonly format: PrintFormatName;
      /** PNG or JPEG. */
      readonly logo?: Uint8Array;
    };

export interface Failed {
  readonly error: { readonly code: string; readonly detail: string };
}

export type Done =
  | { readonly valid: boolean; readonly findings: readonly Finding[]; readonly omitted?: number }
  | { readonly invoice: Invoice }
  | { readonly ubl: string }
  | { readonly bytes: Uint8Array; readonly pages: number | null };

/** Does the work on one document. Never throws for what is in `bytes`. */
export async function workOn(bytes: Uint8Array, work: Work): Promise<Done | Failed> {
  if (bytes.length > xmlCaps.sizeBytes) {
    const detail = `The document has ${bytes.length} bytes; at most ${xmlCaps.sizeBytes} are read.`;
    return { error: { code: 'too-large', detail } };
  }
  const document = withoutPdf(bytes);
  if ('error' in document) return document;
  switch (work.kind) {
    case 'validate':
      return judge(document, work);
    case 'convert': {
      const read = readAny(document);
      if ('error' in read) return read;
      return work.to === 'json' ? { invoice: read.invoice } : { ubl: read.ubl() };
    }
    case 'render': {
      const read = readAny(document);
      if ('error' in read) return read;
      const { language, format, logo } = work;
      if (work.to === 'html') {
        const page = renderHtml(read.invoice, { language });
        return { bytes: new TextEncoder().encode(page), pages: null };
      }
      const source = isJson(document) ? new TextEncoder().encode(read.ubl()) : document;
      return printInvoice(read.invoice, { language, format, source, ...(logo && { logo }) });
    }
  }
}

/** The document, or the e-invoice that a PDF carries. */
function withoutPdf(bytes: Uint8Array): Uint8Array | Failed {
  if (isJson(bytes) || !isPdf(bytes)) return bytes;
  const embedded = embeddedInvoice(bytes);
  if (embedded.ok) return embedded.xml;
  return { error: { code: embedded.code, detail: embedded.detail } };
}

function judge(bytes: Uint8Array, options: ValidateOptions): Done | Failed {
  let xml = bytes;
  if (isJson(bytes)) {
    const read = readAny(bytes);
    if ('error' in read) return read;
    xml = new TextEncoder().encode(read.ubl());
  }
  const verdict = validate(xml, options);
  if (!verdict.ok) return { error: { code: verdict.code, detail: verdict.detail } };
  const { valid, findings, omitted } = verdict;
  return { valid, findings, ...(omitted > 0 && { omitted }) };
}

interface Read {
  readonly invoice: Invoice;
  readonly ubl: () => string;
}

/** Any invoice that can be read: UBL, CII, or the JSON form. */
function readAny(bytes: Uint8Array): Read | Failed {
  if (!isJson(bytes)) {
    const read = readAnyInvoice(bytes);
    if (read.ok) return { invoice: read.invoice, ubl: () => asUbl(read) };
    return { error: { code: read.code, detail: read.detail } };
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unreadable';
    return { error: { code: 'not-json', detail: `The file is not JSON: ${why}` } };
  }
  const read = readInvoiceJson(value);
  if (read.ok) return { invoice: read.invoice, ubl: () => writeUbl(read.invoice) };
  const [first] = read.errors;
  return {
    error: {
      code: first?.code ?? 'field-invalid',
      detail: read.errors.map(({ path, detail }) => `${path}: ${detail}`).join(' '),
    },
  };
}

/** Whether the first character that is no space is a brace. */
function isJson(bytes: Uint8Array): boolean {
  const first = bytes.find((byte) => ![0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf].includes(byte));
  return first === 0x7b;
}
