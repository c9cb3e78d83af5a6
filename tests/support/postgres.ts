import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appUrl } from '../../db/set-up.ts';
import { dataFolder } from './installation.ts';

const clusterFolder = (): string => join(dataFolder(), 'postgres', 'cluster');

/** Pid and port of the installation's Postgres, as it writes them itself. */
export function postgresServer(): { pid: number; port: number } {
  const lines = readFileSync(join(clusterFolder(), 'postmaster.pid'), 'utf8').split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

/** Address of the installation's database as its superuser. */
export function superuserUrl(): string {
  const password = readFileSync(join(dataFolder(), 'postgres', 'password'), 'utf8').trim();
  return `postgres://postgres:${password}@127.0.0.1:${postgresServer().port}/autoinvoice`;
}

/** The same as the role of the app. */
export function databaseUrl(): string {
  const secrets = readFileSync(join(dataFolder(), 'secrets.json'), 'utf8');
  return appUrl(superuserUrl(), (JSON.parse(secrets) as { appPassword: string }).appPassword);
}
