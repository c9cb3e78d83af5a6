import {
  EncryptedPDFError,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  PDFRawStream,
  type PDFPage,
} from '@cantoo/pdf-lib';
import { withoutArchiveClaim } from './pdf/archive.ts';
import { paper } from './pdf/document.ts';

/** Why a PDF could not be put behind another one. */
export type NotMerged = 'encrypted' | 'signed' | 'not-on-pages' | 'unreadable';

export interface MergeOptions {
  /** For paper: signatures do not matter, and each file begins on a sheet of its own. */
  readonly paper?: { readonly duplex: boolean };
}

export interface MergedPdf {
  readonly bytes: Uint8Array;
  /** For each given PDF, in order: null where its pages stand in the document. */
  readonly notMerged: readonly (NotMerged | null)[];
}

/**
 * One document of one of our own PDFs and the pages of strangers' behind it. The e-invoice stays inside; the claim to
 * be PDF/A goes, since nobody knows what the others are. Same PDFs, same bytes. A stranger's PDF may take memory and
 * time without end: only for threads that may be ended.
 */
export async function mergePdfs(
  own: Uint8Array,
  others: readonly Uint8Array[],
  options: MergeOptions = {},
): Promise<MergedPdf> {
  const merged = await PDFDocument.load(own, { updateMetadata: false });
  const notMerged: (NotMerged | null)[] = [];
  for (const bytes of others) notMerged.push(await append(merged, bytes, options));
  if (!notMerged.includes(null)) return { bytes: own, notMerged };
  dropArchiveClaim(merged);
  return { bytes: await merged.save({ addDefaultPage: false }), notMerged };
}

async function append(
  merged: PDFDocument,
  bytes: Uint8Array,
  { paper: sheets }: MergeOptions,
): Promise<NotMerged | null> {
  try {
    const other = await PDFDocument.load(bytes, { updateMetadata: false });
    const hindrance = hindranceOf(other);
    if (hindrance !== null && sheets === undefined) return hindrance;
    if (other.getPageCount() === 0) return 'unreadable';
    // All pages are copied before the first is added: a document that breaks half-way leaves nothing behind.
    const pages = await merged.copyPages(other, other.getPageIndices());
    if (sheets?.duplex && merged.getPageCount() % 2 === 1) {
      merged.addPage([paper.width, paper.height]);
    }
    for (const page of pages) merged.addPage(withoutTags(page));
    return null;
  } catch (error) {
    return error instanceof EncryptedPDFError ? 'encrypted' : 'unreadable';
  }
}

const name = (text: string): PDFName => PDFName.of(text);

function hindranceOf({ catalog }: PDFDocument): NotMerged | null {
  const form = catalog.lookupMaybe(name('AcroForm'), PDFDict);
  const flags = form?.lookupMaybe(name('SigFlags'), PDFNumber)?.asNumber() ?? 0;
  if (catalog.has(name('Perms')) || (flags & 1) === 1) return 'signed';
  return catalog.has(name('Collection')) || form?.has(name('XFA')) ? 'not-on-pages' : null;
}

/** Numbers into the other document's structure would point into ours. */
function withoutTags(page: PDFPage): PDFPage {
  page.node.delete(name('StructParents'));
  const annotations = page.node.Annots();
  for (let at = 0; at < (annotations?.size() ?? 0); at++) {
    annotations?.lookupMaybe(at, PDFDict)?.delete(name('StructParent'));
  }
  return page;
}

function dropArchiveClaim({ catalog, context }: PDFDocument): void {
  const metadata = catalog.lookup(name('Metadata'));
  if (!(metadata instanceof PDFRawStream)) return;
  const kept = withoutArchiveClaim(Buffer.from(metadata.contents).toString('utf8'));
  const entries = { Type: 'Metadata', Subtype: 'XML' };
  catalog.set(name('Metadata'), context.register(context.stream(Buffer.from(kept), entries)));
}
