import { countTry, forgetTries } from '../../db/account-doors.ts';
import type { Database } from '../../db/client.ts';
import { tryLimits, type TryKind } from '../../policy/sessions.ts';
import { hashKey } from '../auth.ts';
import { Problem } from '../problem.ts';

/** Hashed: the table of tries is no list of addresses. */
const nameOf = (kind: TryKind, of: string): string => `${kind}:${hashKey(of.toLowerCase())}`;

/** Counts a try, and answers 429 where there were too many of this kind. */
export async function limitTries(database: Database, kind: TryKind, of: string): Promise<void> {
  const { tries, windowSeconds } = tryLimits[kind];
  const { count, secondsLeft } = await countTry(database, nameOf(kind, of), windowSeconds);
  if (count <= tries) return;
  throw new Problem(
    429,
    'too-many-tries',
    `Too many tries. Wait ${Math.ceil(secondsLeft / 60)} minutes and try again.`,
    { retryAfterSeconds: secondsLeft },
  );
}

/**
 * The same by the client's address. This machine itself is not counted: behind a proxy on it, the address is the
 * one that the proxy tells.
 */
export async function limitClient(
  database: Database,
  kind: TryKind,
  { clientAddress, isLocal }: { readonly clientAddress: string; readonly isLocal: boolean },
): Promise<void> {
  if (!isLocal) await limitTries(database, kind, clientAddress);
}

/** After a success the counting starts anew. */
export const allowTries = (database: Database, kind: TryKind, of: string): Promise<void> =>
  forgetTries(database, nameOf(kind, of));
