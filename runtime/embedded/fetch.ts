import { readBinaryConfig } from '../config.ts';
import { modelsFolderIn } from '../../scan/read/ppocr/models.ts';
import { fetchOcrModels } from './ocr-models.ts';
import { defaultCacheFolder, ensureTemporalCli, ensureTestServer } from './temporal-binary.ts';

/**
 * Fetches the servers that the tests need, and the OCR models if that is possible, unless they are in the cache.
 * `--models`: the models only, as an image for production has them.
 */
const modelsOnly = process.argv.includes('--models');
const { cacheFolder, temporalCli, testServer } = readBinaryConfig();
const shared = {
  cacheFolder: defaultCacheFolder(cacheFolder),
  progress: (text: string) => console.error(text),
};
if (!modelsOnly) {
  await ensureTemporalCli({ ...shared, path: temporalCli });
  await ensureTestServer({ ...shared, path: testServer });
}
await fetchOcrModels(
  modelsFolderIn(shared.cacheFolder),
  shared.progress,
  new AbortController().signal,
);
