import { setUpDatabase } from '../db/set-up.ts';
import { readSetUpConfig } from './config.ts';
import { bucketOf } from './document-store.ts';

const { documents, ...database } = readSetUpConfig();
await setUpDatabase(database);
console.error('Roles and tables are up to date.');
const bucket = bucketOf(documents);
if (bucket) {
  await bucket.ensureBucket();
  console.error(`${documents.documents} is there.`);
}
