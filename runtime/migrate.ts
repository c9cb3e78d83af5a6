import { setUpDatabase } from '../db/set-up.ts';
import { readSetUpConfig } from './config.ts';

await setUpDatabase(readSetUpConfig());
console.error('Roles and tables are up to date.');
