import { resolve } from 'node:path';
import { bringSecrets, readBackup, readManifest } from './backup/archive.ts';
import { emptyPlace } from './backup/place.ts';
import { runOnce } from './process.ts';

await runOnce(async ([given]) => {
  if (given === undefined) throw new Error('Usage: node dist/restore.js FOLDER');
  const folder = resolve(given);
  await readManifest(folder);
  const place = await emptyPlace((data) => bringSecrets(folder, data));
  try {
    return await readBackup(place, folder);
  } finally {
    await place.close();
  }
});
