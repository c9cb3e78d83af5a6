import { addLink } from '../../db/account-doors.ts';
import { newId } from '../../db/id.ts';
import type { MailText } from '../../policy/account-mails.ts';
import { linkSeconds, type LinkPurpose } from '../../policy/sessions.ts';
import { hashKey, newToken } from '../auth.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';

/** Sends this address a link that is good once and for a while; link and mail are written in one transaction. */
export async function mailLink(
  { database, accountMail }: Pick<ApiPorts, 'database' | 'accountMail'>,
  { purpose, email }: { readonly purpose: LinkPurpose; readonly email: string },
  write: (token: string) => MailText,
): Promise<void> {
  const token = newToken();
  const seconds = linkSeconds[purpose];
  await database.orm.transaction(async (orm) => {
    await addLink({ orm }, { id: newId('lnk'), hash: hashKey(token), purpose, email, seconds });
    await accountMail.post({ orm }, email, write(token), seconds);
  });
  accountMail.sendSoon();
}

/** For a link that is used, too old or unknown: which of them is nobody's business. */
export const linkGone = (): Problem =>
  new Problem(410, 'link-gone', 'This link is used or too old. Ask for a new one.');
