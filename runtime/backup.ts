import { resolve } from 'node:path';
import { writeBackup } from './backup/archive.ts';
import { runningPlace } from './backup/place.ts';
import { runOnce } from './process.ts';

await runOnce(async ([folder]) => {
  if (folder === undefined) throw new Error('Usage: node dist/backup.js FOLDER');
  return writeBackup(runningPlace(), resolve(folder));
});
