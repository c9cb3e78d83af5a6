import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { commandLine, logTail, processToken, startServerProcess, stopProcess } from './process.ts';
import type { ProcessEnd, ServerProcess } from './process.ts';

export type SearchAttributeType =
  'Text' | 'Keyword' | 'Int' | 'Double' | 'Bool' | 'Datetime' | 'KeywordList';

export interface TemporalOptions {
  /** From ensureTemporalCli. */
  binary: string;
  version: string;
  /** Holds the database, the pid file and the copies made before a change of version. */
  folder: string;
  host: string;
  port: number;
  /** Null: no page. */
  uiPort: number | null;
  namespace: string;
  retentionDays?: number;
  searchAttributes: Readonly<Record<string, SearchAttributeType>>;
  logFile: string;
  /** Runs when a server of an earlier start is out of the way, e.g. to check the ports. */
  beforeStart?: () => Promise<void>;
  /** What the operator should know, e.g. that the old database was set aside. */
  notice?: (text: string) => void;
}

export interface TemporalServer {
  address: string;
  /** '' without a page. */
  uiUrl: string;
  pid: number;
  exited: Promise<ProcessEnd>;
  /** Stop the workers first. Takes 1 to 3 seconds; insists after 4. */
  stop(): Promise<void>;
}

/** The CLI version that last wrote the database in this folder, or null when there is none. */
export function recordedTemporalVersion(folder: string): string | null {
  const file = join(folder, 'version');
  return existsSync(databaseFile(folder)) && existsSync(file)
    ? readFileSync(file, 'utf8').trim()
    : null;
}

/**
 * A Temporal server on a file database, ready for calls, with its namespace and search attributes.
 * A server that a killed installation left on this folder is stopped first. On a change of version the
 * database is copied; if the new version cannot read it, the server starts empty: Postgres holds the truth.
 */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  const { folder, version } = options;
  mkdirSync(folder, { recursive: true });
  await stopLeftover(folder);
  await options.beforeStart?.();
  const previous = recordedTemporalVersion(folder);
  const isOtherVersion = previous !== null && previous !== version;
  if (isOtherVersion) copyDatabase(folder, `before-${version}-from-${previous}`);
  let server: TemporalServer;
  try {
    server = await startOnce(options);
  } catch (error) {
    if (!isOtherVersion) throw error;
    moveDatabase(folder, `unreadable-${Date.now()}`);
    options.notice?.(
      `Temporal ${version} could not open the database written by ${previous}; it was set aside in ` +
        `${folder} and the server starts with an empty one. Deliveries under way are taken up again.`,
    );
    server = await startOnce(options);
  }
  writeFileSync(join(folder, 'version'), `${version}\n`);
  return server;
}

async function startOnce(options: TemporalOptions): Promise<TemporalServer> {
  const { folder, host, port, uiPort, logFile } = options;
  const server = await startServerProcess({
    binary: options.binary,
    args: serverArguments(options),
    cwd: folder,
    logFile,
    ask: 'SIGTERM',
    insist: 'SIGKILL',
    stopSeconds: 4,
  });
  writePidFile(options, server.pid);
  const address = `${host}:${port}`;
  try {
    await ready(server, address, options);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    address,
    uiUrl: uiPort === null ? '' : `http://${host}:${uiPort}`,
    pid: server.pid,
    exited: server.exited,
    async stop() {
      await server.stop();
      rmSync(pidFile(folder), { force: true });
    },
  };
}

function serverArguments(options: TemporalOptions): string[] {
  const { host, port, uiPort, folder, namespace } = options;
  const pragmas = ['journal_mode=wal', 'synchronous=normal'];
  // One partition: a single small node serves its queues more evenly than with the default of four.
  const dynamic = [
    'matching.numTaskqueueReadPartitions=1',
    'matching.numTaskqueueWritePartitions=1',
  ];
  return [
    'server',
    'start-dev',
    '--ip',
    host,
    '--port',
    String(port),
    ...(uiPort === null ? ['--headless'] : ['--ui-port', String(uiPort), '--ui-ip', host]),
    '--ui-disable-news-fetch',
    '--log-level',
    'error',
    '--db-filename',
    databaseFile(folder),
    '--namespace',
    namespace,
    ...Object.entries(options.searchAttributes).flatMap(([name, type]) => [
      '--search-attribute',
      `${name}=${type}`,
    ]),
    ...pragmas.flatMap((pragma) => ['--sqlite-pragma', pragma]),
    ...dynamic.flatMap((value) => ['--dynamic-config-value', value]),
  ];
}

async function ready(
  server: ServerProcess,
  address: string,
  options: TemporalOptions,
): Promise<void> {
  let ended = false;
  void server.exited.then(() => (ended = true));
  const deadline = Date.now() + 30_000;
  const until = async (isReady: () => Promise<boolean>): Promise<void> => {
    while (!(await isReady())) {
      if (ended || Date.now() > deadline) {
        const why = ended ? 'it ended at once' : 'no answer for 30 seconds';
        throw new Error(
          `Temporal did not start at ${address}: ${why}. ${options.logFile} says:\n${logTail(options.logFile)}`,
        );
      }
      await sleep(20);
    }
  };
  // gRPC waits a second before its second try, so it is asked only when somebody listens.
  await until(() => accepts(options.host, options.port));
  const connection = Connection.lazy({ address });
  const ttl = msToTs((options.retentionDays ?? 30) * 86_400_000);
  try {
    // Answers only when the server is up and the namespace exists.
    await until(() =>
      connection
        .withDeadline(Date.now() + 5_000, () =>
          connection.workflowService.updateNamespace({
            namespace: options.namespace,
            config: { workflowExecutionRetentionTtl: ttl },
          }),
        )
        .then(
          () => true,
          () => false,
        ),
    );
  } finally {
    await connection.close();
  }
}

async function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function stopLeftover(folder: string): Promise<void> {
  const leftover = readPidFile(folder);
  const isOurs =
    leftover !== null &&
    processToken(leftover.pid) === leftover.token &&
    (process.platform === 'win32' || commandLine(leftover.pid).includes(databaseFile(folder)));
  if (isOurs) {
    const how = { ask: 'SIGTERM', insist: 'SIGKILL', timeoutSeconds: 5 } as const;
    if (!(await stopProcess(leftover.pid, how))) {
      throw new Error(`The Temporal of an earlier start (process ${leftover.pid}) does not end.`);
    }
  }
  rmSync(pidFile(folder), { force: true });
}

function readPidFile(folder: string): { pid: number; token: string } | null {
  try {
    return JSON.parse(readFileSync(pidFile(folder), 'utf8')) as { pid: number; token: string };
  } catch {
    return null;
  }
}

function writePidFile({ folder, binary }: TemporalOptions, pid: number): void {
  const draft = `${pidFile(folder)}.part`;
  writeFileSync(draft, JSON.stringify({ pid, token: processToken(pid), binary }));
  renameSync(draft, pidFile(folder));
}

function copyDatabase(folder: string, suffix: string): void {
  for (const part of ['', '-wal', '-shm']) {
    const file = `${databaseFile(folder)}${part}`;
    if (existsSync(file)) copyFileSync(file, `${databaseFile(folder)}.${suffix}${part}`);
  }
}

function moveDatabase(folder: string, suffix: string): void {
  for (const part of ['', '-wal', '-shm']) {
    const file = `${databaseFile(folder)}${part}`;
    if (existsSync(file)) renameSync(file, `${databaseFile(folder)}.${suffix}${part}`);
  }
}

const databaseFile = (folder: string): string => join(folder, 'temporal.db');
const pidFile = (folder: string): string => join(folder, 'server.json');
