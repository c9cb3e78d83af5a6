import { defaultCacheFolder, ensureTemporalCli, ensureTestServer } from './temporal-binary.ts';
import { readBinaryConfig } from '../config.ts';
