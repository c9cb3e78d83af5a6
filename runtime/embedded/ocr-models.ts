import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasModels, modelFiles } from '../../scan/read/ppocr/models.ts';
import { extractMember } from './archive.ts';
import type { Progress } from './temporal-binary.ts';
import { downloadWheel, sha256 } from './wheel.ts';

/** PP-OCRv6 small lies in this Python package (Apache-2.0, with attribution to PaddleOCR): nothing of it is executed. */
const wheel = {
  requirement: 'rapidocr==3.10.0',
  sha256: '2fc34e26cd0f48514804a94f8832283039c7334076bff60768b1fed9ad068050',
};

/**
 * Puts the models of PP-OCRv6 into the folder, unless they are there. Says how it went; without them scans are read by
 * tesseract, so nothing waits for this and nothing fails. A reader that is running takes them up by itself.
 */
export async function fetchOcrModels(
  folder: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  if (hasModels(folder)) return;
  const work = await mkdtemp(join(tmpdir(), 'autoinvoice-fetch-'));
  try {
    const archive = await downloadWheel(wheel.requirement, wheel.sha256, work, signal);
    await mkdir(folder, { recursive: true });
    for (const { name, sha256: pinned } of Object.values(modelFiles)) {
      const part = join(folder, `${name}.${process.pid}.part`);
      const isThere = await extractMember(archive, (member) => member.endsWith(`/${name}`), part);
      if (!isThere || (await sha256(part)) !== pinned) {
        await rm(part, { force: true });
        throw new Error(`${name} is not the pinned file`);
      }
      await rename(part, join(folder, name));
    }
    progress('Fetched the models of PP-OCRv6: scans are read by it from now on.');
  } catch (error) {
    if (signal.aborted) return;
    const why = error instanceof Error ? error.message : String(error);
    progress(
      `Scans are read by tesseract alone; the models of PP-OCRv6 could not be fetched (${why}). See docs/scan.md.`,
    );
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
