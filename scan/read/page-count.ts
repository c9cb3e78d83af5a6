import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/**
 * How many pages a PDF has, or null where it cannot be opened (broken, or behind a password).
 * A broken one may take memory and time without end: only for threads and processes that may be ended.
 */
export async function countPages(bytes: Uint8Array): Promise<number | null> {
  const loading = getDocument({
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    verbosity: 0,
  });
  try {
    return (await loading.promise).numPages;
  } catch {
    return null;
  } finally {
    await loading.destroy();
  }
}
