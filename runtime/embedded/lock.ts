import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { processToken } from './process.ts';

interface Holder {
  pid: number;
  /** Tells the process from a later one with the same number. */
  token: string;
  address: string | null;
  since: string;
}

/** Held from start to end of an installation, so that two never write to one data folder. */
export interface DataLock {
  /** Tells the next one who asks where this installation answers. */
  setAddress(address: string): void;
  release(): void;
}

/**
 * Takes the lock file, or throws a sentence that names the living holder and its address.
 * What a killed process left behind is taken over.
 */
export function takeLock(file: string): DataLock {
  mkdirSync(dirname(file), { recursive: true });
  const token = processToken(process.pid);
  if (token === null) throw new Error('This process cannot tell when it was started.');
  const mine: Holder = { pid: process.pid, token, address: null, since: new Date().toISOString() };
  const draft = `${file}.${process.pid}`;
  for (let tries = 0; tries < 20; tries++) {
    writeFileSync(draft, JSON.stringify(mine));
    try {
      // A link appears complete or not at all, and never replaces another one's.
      linkSync(draft, file);
      return lockHeld(file, draft, mine);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft, { force: true });
    }
    const other = readHolder(file);
    if (other && processToken(other.pid) === other.token) {
      const where = other.address ? ` and answers at ${other.address}` : ' and is still starting';
      throw new Error(
        `${dirname(file)} is in use: process ${other.pid} has had it since ${other.since}${where}. ` +
          'Stop that one first, or give this one its own folder with AUTOINVOICE_DATA=<folder>.',
      );
    }
    removeStale(file, draft, other);
  }
  throw new Error(`The lock file ${file} cannot be taken: it changes all the time.`);
}

function lockHeld(file: string, draft: string, mine: Holder): DataLock {
  const isMine = (): boolean => {
    const holder = readHolder(file);
    return holder?.pid === mine.pid && holder.token === mine.token;
  };
  return {
    setAddress(address) {
      if (!isMine()) return;
      writeFileSync(draft, JSON.stringify({ ...mine, address }));
      renameSync(draft, file);
    },
    release() {
      if (isMine()) rmSync(file, { force: true });
    },
  };
}

/** Moves the dead one's file aside and, if another process was quicker, gives that one its file back. */
function removeStale(file: string, draft: string, stale: Holder | null): void {
  const aside = `${draft}.stale`;
  try {
    renameSync(file, aside);
    const moved = readHolder(aside);
    if (moved && (moved.pid !== stale?.pid || moved.token !== stale.token)) linkSync(aside, file);
  } catch {
    // Another process moved it first; the next round sees what is there.
  } finally {
    rmSync(aside, { force: true });
  }
}

function readHolder(file: string): Holder | null {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder>;
    if (typeof value.pid !== 'number' || typeof value.token !== 'string') return null;
    return {
      pid: value.pid,
      token: value.token,
      address: typeof value.address === 'string' ? value.address : null,
      since: String(value.since),
    };
  } catch {
    return null;
  }
}
