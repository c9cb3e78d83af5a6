import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { findPlace, hand } from './postgres-place.ts';
import type { PostgresPlace } from './postgres-place.ts';
import {
  commandLine,
  logTail,
  processToken,
  serverEnvironment,
  startServerProcess,
  stopProcess,
} from './process.ts';
import type { ProcessEnd, ServerProcess } from './process.ts';

const run = promisify(execFile);
const databaseName = 'autoinvoice';

export interface PostgresOptions {
  /** Holds the cluster, the superuser's password and the log. */
  folder: string;
  host: string;
  port: number;
  maxConnections?: number;
  logFile?: string;
  progress?: (text: string) => void;
  /** Runs when a server of an earlier start is out of the way, e.g. to check the port. */
  beforeStart?: () => Promise<void>;
  /** What the operator should know, e.g. that the data is kept elsewhere. */
  notice?: (text: string) => void;
}

export interface PostgresServer {
  /** The superuser on the database `autoinvoice`. */
  superuserUrl: string;
  port: number;
  pid: number;
  exited: Promise<ProcessEnd>;
  /** Fast stop: open transactions are rolled back. */
  stop(): Promise<void>;
}

/**
 * A Postgres of our own on loopback, with an empty or the earlier database `autoinvoice`.
 * A server that a killed installation left on this folder is stopped first.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { folder, host, port } = options;
  const place = findPlace(folder, options.notice ?? (() => {}));
  const logFile = options.logFile ?? join(folder, 'postgres.log');
  const password = readPassword(folder);
  if (!existsSync(join(place.cluster, 'PG_VERSION'))) {
    options.progress?.('Creating the database …');
    await createCluster(place, password);
  }
  await stopLeftover(place.cluster);
  await options.beforeStart?.();
  const server = await startServerProcess({
    binary: program(place, 'postgres'),
    args: ['-D', place.cluster, ...serverSettings(options).flatMap((s) => ['-c', s])],
    cwd: place.user ? '/' : folder,
    logFile,
    user: place.user,
    // SIGINT is "fast"; SIGTERM would wait for every client to leave.
    ask: 'SIGINT',
    insist: 'SIGQUIT',
    stopSeconds: 4,
  });
  const superuserUrl = urlOf(host, port, password);
  try {
    await ready(server, place.cluster, logFile);
    await createDatabase(superuserUrl);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { superuserUrl, port, pid: server.pid, exited: server.exited, stop: () => server.stop() };
}

function serverSettings({ host, port, maxConnections = 60 }: PostgresOptions): string[] {
  return [
    `listen_addresses=${host}`,
    `port=${port}`,
    'unix_socket_directories=',
    'password_encryption=scram-sha-256',
    'timezone=UTC',
    'log_timezone=UTC',
    `max_connections=${maxConnections}`,
    // Modest: it shares a small machine with everything else. Without fsync tricks: nothing may be lost.
    'shared_buffers=64MB',
    'maintenance_work_mem=32MB',
    'max_wal_size=512MB',
    'io_method=sync',
    'jit=off',
  ];
}

/** Built beside its place and moved there when complete, so that a kill half-way leaves no half cluster. */
async function createCluster(place: PostgresPlace, password: string): Promise<void> {
  const draft = `${place.cluster}.part`;
  const passwordFile = join(draft, 'password');
  const data = join(draft, 'data');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(dirname(draft), { recursive: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  mkdirSync(data, { mode: 0o700 });
  for (const path of [draft, passwordFile, data]) hand(path, place);
  try {
    await run(
      program(place, 'initdb'),
      [
        '-D',
        data,
        '-U',
        'postgres',
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        // The built-in C.UTF-8 is the same on every system and does not need the system's locales.

        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
      ],
      { cwd: '/', ...serverEnvironment(), ...place.user },
    );
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new Error(`The Postgres cluster could not be created: ${stderr?.trim() || message}`);
  }
  rmSync(place.cluster, { recursive: true, force: true });
  renameSync(data, place.cluster);
  rmSync(draft, { recursive: true, force: true });
}

/** The server's own status file says when it takes connections; its last line but the pid is the state. */
async function ready(server: ServerProcess, cluster: string, logFile: string): Promise<void> {
  let ended = false;
  void server.exited.then(() => (ended = true));
  for (const deadline = Date.now() + 60_000; Date.now() < deadline;) {
    if (ended) throw new Error(`Postgres did not start; ${logFile} says:\n${logTail(logFile)}`);
    const [pid, , , , , , , state] = statusLines(cluster);
    if (Number(pid) === server.pid && state?.trim() === 'ready') return;
    await sleep(10);
  }
  throw new Error(`Postgres was not ready within a minute; ${logFile} says:\n${logTail(logFile)}`);
}

async function stopLeftover(cluster: string): Promise<void> {
  const pid = Number(statusLines(cluster)[0]);
  if (!Number.isInteger(pid) || pid <= 0 || processToken(pid) === null) return;
  if (process.platform !== 'win32' && !commandLine(pid).includes(cluster)) return;
  if (!(await stopProcess(pid, { ask: 'SIGINT', insist: 'SIGQUIT', timeoutSeconds: 5 }))) {
    throw new Error(`The Postgres of an earlier start (process ${pid}) does not end.`);
  }
}

async function createDatabase(superuserUrl: string): Promise<void> {
  const url = new URL(superuserUrl);
  url.pathname = '/postgres';
  const sql = postgres(url.href, { max: 1, onnotice: () => {} });
  try {
    const found = await sql`select 1 from pg_database where datname = ${databaseName}`;
    if (found.length === 0) await sql`create database ${sql(databaseName)} template template0`;
  } finally {
    await sql.end({ timeout: 2 });
  }
}

function readPassword(folder: string): string {
  const file = join(folder, 'password');
  if (!existsSync(file)) {
    const draft = `${file}.part`;
    writeFileSync(draft, randomBytes(24).toString('base64url'), { mode: 0o600 });
    renameSync(draft, file);
  }
  return readFileSync(file, 'utf8').trim();
}

/** The superuser's connection to the server that runs in this folder, or null. */
export function runningUrl(folder: string): string | null {
  if (!existsSync(join(folder, 'password'))) return null;
  const [, , , port, , host] = statusLines(findPlace(folder, () => undefined).cluster);
  if (port === undefined || host === undefined) return null;
  return urlOf(host, Number(port), readPassword(folder));
}

const urlOf = (host: string, port: number, password: string): string =>
  `postgres://postgres:${password}@${host}:${port}/${databaseName}`;

function statusLines(cluster: string): string[] {
  const file = join(cluster, 'postmaster.pid');
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function program({ bin }: PostgresPlace, name: string): string {
  return join(bin, basename(process.platform === 'win32' ? `${name}.exe` : name));
}
