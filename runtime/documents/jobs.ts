import { prepareDocument } from '../../api/outbound/sent-document.ts';
import { workOn } from '../../cli/documents/work.ts';
import type { Invoice } from '../../invoice/model.ts';
import { readSbd } from '../../invoice/sbdh.ts';
import { readInvoice, type ReadError, type ReadInvoice } from '../../invoice/ubl-read.ts';
import type { MergedPdf, mergePdfs } from '../../rendering/merged-pdf.ts';
import { printInvoice, type PdfOptions } from '../../rendering/pdf.ts';

/** What the service does with whole documents: values in, values out, so that another thread can do it. */
export const jobs = {
  prepare: (...values: Parameters<typeof prepareDocument>): ReturnType<typeof prepareDocument> => {
    const prepared = prepareDocument(...values);
    return prepared.ok ? { ...prepared, read: withoutBulk(prepared.read) } : prepared;
  },
  openEnvelope: readSbd,
  work: workOn,
  read: (bytes: Uint8Array): ReadInvoice | ReadError => {
    const read = readInvoice(bytes);
    return read.ok ? withoutBulk(read) : read;
  },
  /** The reader of PDFs is large and seldom needed: loaded where the first one is counted. */
  countPages: async (pdf: Uint8Array): Promise<number | null> =>
    (await import('../../scan/read/page-count.ts')).countPages(pdf),
  merge: async (...given: Parameters<typeof mergePdfs>): Promise<MergedPdf> =>
    (await import('../../rendering/merged-pdf.ts')).mergePdfs(...given),
  print: async (
    bytes: Uint8Array,
    options: Omit<PdfOptions, 'source'>,
  ): Promise<{ ok: true; invoice: Invoice; pdf: Uint8Array; pages: number } | ReadError> => {
    const read = readInvoice(bytes);
    if (!read.ok) return read;
    const { bytes: pdf, pages } = await printInvoice(read.invoice, { ...options, source: bytes });
    return { ok: true, invoice: withoutBulk(read).invoice, pdf, pages };
  },
};

export type JobName = keyof typeof jobs;

/** Does the job of that name; its values and its outcome are those of `jobs[name]`. */
export async function doJob(name: JobName, values: readonly unknown[]): Promise<unknown> {
  const job = jobs[name] as (...values: never[]) => unknown;
  return job(...(values as never[]));
}

/** Lines and attachments can be thousands and megabytes; nobody here asks for them. */
const withoutBulk = (read: ReadInvoice): ReadInvoice => ({
  ...read,
  invoice: { ...read.invoice, lines: [], attachments: [] },
});
