import { readCompany } from '../../db/companies.ts';
import { appendEvents } from '../../db/events.ts';
import { newId } from '../../db/id.ts';
import { putInvitation, type Invitation } from '../../db/invitations.ts';
import { withTenant } from '../../db/tenant.ts';
import type { MemberRole } from '../../policy/access.ts';
import { invitationMail } from '../../policy/account-mails.ts';
import { invitationSeconds } from '../../policy/sessions.ts';
import { hashKey, newToken } from '../auth.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';

/** Invites an address; the mail with the link is written down with the invitation and sent after it. */
export async function invite(
  { database, accountMail, publicUrl }: ApiPorts,
  tenantId: string,
  { email, role, language }: { email: string; role: MemberRole; language: 'nb' | 'en' },
): Promise<Invitation> {
  const token = newToken();
  const invitation = await withTenant(database, tenantId, async (transaction) => {
    const company = await readCompany(transaction, tenantId);
    if (!company) throw new Problem(404, 'company-unknown', `There is no company ${tenantId}.`);
    const wanted = { id: newId('ivt'), tenantId, email, role, hash: hashKey(token) };
    const put = await putInvitation(transaction, wanted, invitationSeconds);
    await appendEvents(transaction, [
      { tenantId, code: 'account.invited', subjectId: put.id, parameters: { email, role } },
    ]);
    const link = `${publicUrl}/invitation#${token}`;
    const mail = invitationMail(language, { company: company.name, role, link });
    await accountMail.post({ orm: transaction }, email, mail, invitationSeconds);
    return put;
  });
  accountMail.sendSoon();
  return invitation;
}
