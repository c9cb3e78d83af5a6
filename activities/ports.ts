import type { Invoice } from '../invoice/model.ts';
import type { ReadError, ReadInvoice } from '../invoice/ubl-read.ts';
import type { MergedPdf, MergeOptions } from '../rendering/merged-pdf.ts';
import type { PdfOptions } from '../rendering/pdf.ts';

/** Work on whole documents that may take long; lines and attachments are left out of what it returns. */
export interface DocumentPrinter {
  read(bytes: Uint8Array): Promise<ReadInvoice | ReadError>;
  /** Pages of any PDF; null where it cannot be opened. */
  countPages(pdf: Uint8Array): Promise<number | null>;
  /** The pages of strangers' PDFs behind one of ours; null where that takes too much time or memory. */
  merge(
    own: Uint8Array,
    others: readonly Uint8Array[],
    options?: MergeOptions,
  ): Promise<MergedPdf | null>;
  /** The invoice as PDF with the e-invoice inside. */
  print(
    bytes: Uint8Array,
    options: Omit<PdfOptions, 'source'>,
  ): Promise<
    | {
        readonly ok: true;
        readonly invoice: Invoice;
        readonly pdf: Uint8Array;
        readonly pages: number;
      }
    | ReadError
  >;
}
