import { resolve } from 'node:path';
import { openDatabase } from '../db/client.ts';
import { appUrl } from '../db/set-up.ts';
import { norwegianDay } from '../invoice/date.ts';
import { runningPlace } from './backup/place.ts';
import { runOnce } from './process.ts';
import { eraseExpiredOfAll, tellExpiredOfAll } from './retention/erase.ts';

await runOnce(async (args) => {
  const [folder] = args;
  const place = runningPlace();
  const database = openDatabase(appUrl(place.ownerUrl, place.appPassword), 2);
  const ports = { database, documents: place.documents };
  const today = norwegianDay(new Date());
  try {
    return folder === undefined
      ? await tellExpiredOfAll(ports, today)
      : await eraseExpiredOfAll(ports, today, resolve(folder));
  } finally {
    await database.close();
    await place.close();
  }
});
