import { createServer, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { frame, html, type Html } from '../html.ts';
import type { Mailbox, MailSummary } from './mailbox.ts';

const pageSize = 50;

const kilobytes = (sizeBytes: number): string => `${Math.ceil(sizeBytes / 1024)} kB`;

const shownTime = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;

function listPage(box: Mailbox, before: string | undefined): string {
  const mails = box.list(pageSize, before);
  const last = mails.length === pageSize ? mails.at(-1) : undefined;
  const row = (mail: MailSummary): Html =>
    html`<tr>
      <td class="quiet">${shownTime(mail.at)}</td>
      <td>${mail.to.join(', ')}</td>
      <td>
        <a href="/messages/${mail.id}">${mail.subject === '' ? '(no subject)' : mail.subject}</a>
      </td>
      <td>${mail.attachments.map((one) => one.filename).join(', ')}</td>
    </tr>`;
  return frame(
    'Mail catcher',
    html`<h1>Mail catcher</h1>
      <p>${box.count} mails have been sent from this installation. None has left this machine.</p>
      <table>
        <thead>
          <tr>
            <th>Received</th>
            <th>To</th>
            <th>Subject</th>
            <th>Attachments</th>
          </tr>
        </thead>
        <tbody>
          ${mails.map(row)}
        </tbody>
      </table>
      ${last ? html`<p><a href="/?before=${last.id}">Older mails</a></p>` : ''}`,
  );
}

async function messagePage(box: Mailbox, mail: MailSummary): Promise<string> {
  const { text, html: markup = false } = await box.parsed(mail.id);
  const attachments = mail.attachments.map(
    (one, index) =>
      html`<li>
        <a href="/messages/${mail.id}/attachments/${index}">${one.filename}</a>
        <span class="quiet">${one.contentType}, ${kilobytes(one.sizeBytes)}</span>
      </li>`,
  );
  return frame(
    mail.subject,
    html`<p><a href="/">All mails</a></p>
      <h1>${mail.subject === '' ? '(no subject)' : mail.subject}</h1>
      <table>
        <tr>
          <th>From</th>
          <td>${mail.from}</td>
        </tr>
        <tr>
          <th>To</th>
          <td>${mail.to.join(', ')}</td>
        </tr>
        <tr>
          <th>Received</th>
          <td>${shownTime(mail.at)}</td>
        </tr>
        <tr>
          <th>Message-ID</th>
          <td>${mail.messageId}</td>
        </tr>
      </table>
      ${
        attachments.length > 0
          ? html`<h2>Attachments</h2>
              <ul>
                ${attachments}
              </ul>`
          : ''
      }
      <pre>${text ?? (markup === false ? '' : markup)}</pre>
      <p><a href="/api/messages/${mail.id}/raw">The mail as it came</a></p>`,
  );
}

function answer(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  filename?: string,
): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    ...(filename !== undefined && {
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(filename).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`,
    }),
  });
  response.end(body);
}

const json = (response: ServerResponse, status: number, body: unknown): void =>
  answer(response, status, 'application/json; charset=utf-8', JSON.stringify(body));

const query = z.object({
  limit: z.coerce.number().int().min(1).max(500).catch(pageSize),
  cursor: z.string().optional(),
});

/**
 * The mail catcher's page and JSON: `/api/messages?limit=&cursor=` newest first, `/:id`, `/:id/raw`.
 * Mails are a stranger's bytes: no script runs, and an attachment is only ever downloaded.
 */
export function createMailboxServer(box: Mailbox): Server {
  async function handle(url: URL, response: ServerResponse): Promise<void> {
    const [first, second, third, fourth, fifth] = url.pathname.split('/').slice(1);
    if (url.pathname === '/') {
      const before = url.searchParams.get('before') ?? undefined;
      return answer(response, 200, 'text/html; charset=utf-8', listPage(box, before));
    }
    if (url.pathname === '/api/messages') {
      const { limit, cursor } = query.parse(Object.fromEntries(url.searchParams));
      const data = box.list(limit, cursor);
      const nextCursor = data.length === limit ? (data.at(-1)?.id ?? null) : null;
      return json(response, 200, { data, nextCursor });
    }
    if (first === 'api' && second === 'messages') {
      const mail = box.find(third ?? '');
      if (mail && fourth === undefined) {
        const { text } = await box.parsed(mail.id);
        return json(response, 200, { ...mail, text: text ?? '' });
      }
      if (mail && fourth === 'raw' && fifth === undefined) {
        const raw = await box.raw(mail.id);
        return answer(response, 200, 'message/rfc822', raw, `${mail.id}.eml`);
      }
    }
    if (first === 'messages') {
      const mail = box.find(second ?? '');
      if (mail && third === undefined) {
        return answer(response, 200, 'text/html; charset=utf-8', await messagePage(box, mail));
      }
      if (mail && third === 'attachments' && /^\d{1,3}$/.test(fourth ?? '')) {
        const { attachments } = await box.parsed(mail.id);
        const attachment = attachments[Number(fourth)];
        const name = mail.attachments[Number(fourth)]?.filename;
        if (attachment) {
          return answer(response, 200, 'application/octet-stream', attachment.content, name);
        }
      }
    }
    return json(response, 404, { code: 'not-found' });
  }

  return createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://mail-catcher');
    if (request.method !== 'GET') return json(response, 405, { code: 'method-not-allowed' });
    handle(url, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else json(response, 500, { code: 'internal', detail: String(error) });
    });
  });
}
