import { examine } from '../../invoice/examine.ts';
import { readInvoiceJson } from '../../invoice/json.ts';
import { completeParties } from '../../invoice/norway/complete-parties.ts';
import { embedAttachments } from '../../invoice/ubl-embed.ts';
import type { ReadError, ReadInvoice } from '../../invoice/ubl-read.ts';
import { writeUbl } from '../../invoice/ubl-write.ts';
import type { Finding, Verdict } from '../../invoice/validate.ts';
import { xmlCaps } from '../../invoice/xml.ts';
import type { ReceivedBytes, UploadedFile } from '../upload.ts';

/** Why an upload is no invoice that may be sent; becomes the problem that the API answers. */
export interface DocumentRefusal {
  readonly ok: false;
  readonly status: 400 | 413 | 422;
  readonly code: string;
  readonly detail: string;
  readonly findings: readonly (Finding | { readonly path: string; readonly text: string })[];
}

export interface SentDocument {
  readonly ok: true;
  /** The e-invoice as it came, or as it was written from JSON. */
  readonly document: Uint8Array;
  /** The same with the attachments embedded. */
  readonly sent: Uint8Array;
  readonly read: ReadInvoice;
  /** Null where the invoice may be sent. */
  readonly broken: DocumentRefusal | null;
}

export interface UploadOptions {
  readonly language: 'nb' | 'en';
  /** The day that an invoice in JSON gets where it names none. */
  readonly today: string;
}

/** Reads, judges and completes what was uploaded, and embeds its attachments. Never throws for what is in it. */
export function prepareDocument(
  upload: ReceivedBytes,
  attachments: readonly UploadedFile[],
  { language, today }: UploadOptions,
): SentDocument | DocumentRefusal {
  const sizeBytes = upload.bytes.length;
  if (sizeBytes > xmlCaps.sizeBytes) {
    const detail = `The invoice has ${sizeBytes} bytes; at most ${xmlCaps.sizeBytes} are read.`;
    return { ok: false, status: 413, code: 'too-large', detail, findings: [] };
  }
  const document = /[/+]json$/.test(upload.contentType)
    ? fromJson(upload.bytes, today)
    : upload.bytes;
  if (!(document instanceof Uint8Array)) return document;
  const { read, verdict } = examine(document, { language });
  if (!read.ok) return unreadable(read, verdict);
  const files = attachments.map(({ filename, contentType, bytes }) => ({
    filename,
    contentType,
    content: bytes,
  }));
  return {
    ok: true,
    document,
    sent: files.length === 0 ? document : embedAttachments(document, files),
    read,
    broken: brokenRules(verdict),
  };
}

/** Codes of errors in the JSON that are told as such; any other is `invoice-invalid`. */
const ownCodes: readonly string[] = ['buyer-missing', 'currency-unknown', 'amount-invalid'];

function fromJson(bytes: Uint8Array, today: string): Uint8Array | DocumentRefusal {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unreadable';
    const findings = [{ path: 'invoice', text: why }];
    return { ok: false, status: 400, code: 'not-json', detail: 'This is not JSON.', findings };
  }
  const read = readInvoiceJson(value, { issueDate: today, currency: 'NOK' });
  if (read.ok) return new TextEncoder().encode(writeUbl(completeParties(read.invoice)));
  const [first] = read.errors;
  return {
    ok: false,
    status: 422,
    code: ownCodes.find((own) => own === first?.code) ?? 'invoice-invalid',
    detail: `${first?.path}: ${first?.detail}`,
    findings: read.errors.map(({ path, detail }) => ({ path, text: detail })),
  };
}

/** What keeps the invoice from being read, and all else that is wrong with it. */
function unreadable(
  { code, detail, path, line, column }: ReadError,
  verdict: Verdict,
): DocumentRefusal {
  const isReadable = ownCodes.includes(code);
  const status = code === 'too-large' ? 413 : isReadable ? 422 : 400;
  const first = { path, line, column, text: detail };
  const others = verdict.ok ? verdict.findings.filter(({ rule }) => rule !== code) : [];
  return { ok: false, status, code, detail, findings: [first, ...others] };
}

/** Nothing that the receiver's access point would refuse is sent: the sender learns it here, with what to do. */
function brokenRules(verdict: Verdict): DocumentRefusal | null {
  if (!verdict.ok || verdict.valid) return null;
  const fatal = verdict.findings.filter(
    ({ severity, comesInForce }) => severity === 'fatal' && comesInForce === undefined,
  );
  const rules = [...new Set(fatal.map(({ rule }) => rule))];
  const named = rules.slice(0, 10).join(', ') + (rules.length > 10 ? ' and more' : '');
  return {
    ok: false,
    status: 422,
    code: 'invoice-invalid',
    detail: `The invoice breaks ${rules.length === 1 ? 'the rule' : 'the rules'} ${named} (${verdict.release}).`,
    findings: verdict.findings,
  };
}
