import { z } from 'zod';
import { storeNotifications } from '../../db/settings.ts';
import { withTenant } from '../../db/tenant.ts';
import { unsubscribeTexts } from '../../policy/notification-mails.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { route, type Route } from '../route.ts';
import { bytesBody } from '../upload.ts';
import { pageHeaders, wordsPage } from '../words-page.ts';

const params = z.object({ token: z.string().max(200).describe('Of the link in the mail.') });
const html = (page: string) => ({
  status: 200 as const,
  contentType: 'text/html; charset=utf-8',
  bytes: new TextEncoder().encode(page),
  headers: pageHeaders,
});
const answers = { 200: { description: 'The page.', contentType: 'text/html' } } as const;

/** Switches notices off by the link in them, without a log-in; a mail program does it with one click (RFC 8058). */
export function unsubscribeRoutes({ database, readUnsubscribe }: ApiPorts): Route[] {
  const subjectOf = (token: string): { tenantId: string; subject: string } => {
    const found = readUnsubscribe(token);
    if (!found) throw new Problem(404, 'link-unknown', 'This link is of no mail of ours.');
    return found;
  };
  return [
    route({
      method: 'get',
      path: '/notices/{token}',
      operationId: 'showUnsubscribe',
      summary: 'A page with a button that switches notices by e-mail off',
      tag: 'settings',
      security: 'public',
      params,
      answers,
      problems: [404],
      handle: ({ params: { token } }) => {
        subjectOf(token);
        const button = { action: `/notices/${encodeURIComponent(token)}`, ...unsubscribeTexts };
        return html(wordsPage(unsubscribeTexts.question, 'nb', button));
      },
    }),
    route({
      method: 'post',
      path: '/notices/{token}',
      operationId: 'unsubscribe',
      summary: 'Switch all notices to this person off',
      tag: 'settings',
      security: 'public',
      params,
      body: bytesBody('application/x-www-form-urlencoded', 'multipart/form-data'),
      answers,
      problems: [404, 503],
      handle: async ({ params: { token } }) => {
        const { tenantId, subject } = subjectOf(token);
        const off = { received: false, sent: false, sendErrors: false, report: 'off' } as const;
        await withTenant(database, tenantId, (transaction) =>
          storeNotifications(transaction, tenantId, subject, off, subject),
        );
        return html(wordsPage(unsubscribeTexts.done, 'nb'));
      },
    }),
  ];
}
