import { readBinaryConfig } from '../config.ts';
import { defaultCacheFolder, ensureTemporalCli, ensureTestServer } from './temporal-binary.ts';

/** Fetches the servers that the tests need, unless they are in the cache. */
const { cacheFolder, temporalCli, testServer } = readBinaryConfig();
const shared = {
  cacheFolder: defaultCacheFolder(cacheFolder),
  progress: (text: string) => console.error(text),
};
await ensureTemporalCli({ ...shared, path: temporalCli });
await ensureTestServer({ ...shared, path: testServer });
