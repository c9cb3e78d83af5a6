import { addLink } from '../../db/account-doors.ts';
import type { Database } from '../../db/client.ts';
import { newId } from '../../db/id.ts';
import { linkSeconds, type LinkPurpose } from '../../policy/sessions.ts';
import { hashKey, newToken } from '../auth.ts';
import { Problem } from '../problem.ts';

/** A token that is good once and for a while, to be sent to this address. */
export async function newLink(
  database: Database,
  purpose: LinkPurpose,
  email: string,
): Promise<string> {
  const token = newToken();
  const link = { id: newId('lnk'), hash: hashKey(token), purpose, email };
  await addLink(database, { ...link, seconds: linkSeconds[purpose] });
  return token;
}

/** For a link that is used, too old or unknown: which of them is nobody's business. */
export const linkGone = (): Problem =>
  new Problem(410, 'link-gone', 'This link is used or too old. Ask for a new one.');
