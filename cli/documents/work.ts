import { readInvoiceJson } from '../../invoice/json.ts';
import type { Invoice } from '../../invoice/model.ts';
import { writeUbl } from '../../invoice/ubl-write.ts';
import { readWholeInvoice } from '../../invoice/ubl-read.ts';
import { validate, type Finding, type ValidateOptions } from '../../invoice/validate.ts';
import { xmlCaps } from '../../invoice/xml.ts';
import type { PrintFormatName } from '../../rendering/formats.ts';
import { renderHtml } from '../../rendering/html.ts';
import { printInvoice } from '../../rendering/pdf.ts';
import type { Language } from '../../rendering/texts.ts';

/** What is to be done with one document. */
export type Work =
  | ({ readonly kind: 'validate' } & ValidateOptions)
  | { readonly kind: 'convert'; readonly to: 'json' | 'ubl' }
  | {
      readonly kind: 'render';
      readonly to: 'pdf' | 'html';
      readonly language: Language;
      readonly format: PrintFormatName;
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
  switch (work.kind) {
    case 'validate':
      return judge(bytes, work);
    case 'convert': {
      const read = readAny(bytes);
      if ('error' in read) return read;
      if (work.to === 'json') return { invoice: read.invoice };
      return { ubl: writeUbl(read.invoice, read.kept) };
    }
    case 'render': {
      const read = readAny(bytes);
      if ('error' in read) return read;
      const { language, format } = work;
      if (work.to === 'html') {
        const page = renderHtml(read.invoice, { language });
        return { bytes: new TextEncoder().encode(page), pages: null };
      }
      const source = isJson(bytes) ? new TextEncoder().encode(writeUbl(read.invoice)) : bytes;
      return printInvoice(read.invoice, { language, format, source });
    }
  }
}

function judge(bytes: Uint8Array, options: ValidateOptions): Done | Failed {
  let xml = bytes;
  if (isJson(bytes)) {
    const read = readAny(bytes);
    if ('error' in read) return read;
    xml = new TextEncoder().encode(writeUbl(read.invoice));
  }
  const verdict = validate(xml, options);
  if (!verdict.ok) return { error: { code: verdict.code, detail: verdict.detail } };
  const { valid, findings, omitted } = verdict;
  return { valid, findings, ...(omitted > 0 && { omitted }) };
}

type Kept = Parameters<typeof writeUbl>[1];

/** Any invoice that can be read: UBL, or the JSON form. */
function readAny(bytes: Uint8Array): { invoice: Invoice; kept: Kept } | Failed {
  if (!isJson(bytes)) {
    const read = readWholeInvoice(bytes);
    if (read.ok) return { invoice: read.invoice, kept: read };
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
  if (read.ok) return { invoice: read.invoice, kept: undefined };
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
