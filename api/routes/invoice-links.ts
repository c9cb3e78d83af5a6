import { z } from 'zod';
import { readCompany } from '../../db/companies.ts';
import { findInvoiceLink } from '../../db/doors.ts';
import { objectByLink, openInvoiceLink, readLinkedDelivery } from '../../db/invoice-links.ts';
import type { DeliveryRow } from '../../db/schema.ts';
import { withTenant } from '../../db/tenant.ts';
import { invoicePageTexts, objectionLength, readObjection } from '../../policy/invoice-link.ts';
import { hashKey } from '../auth.ts';
import { aroundInvoice } from '../invoice-page.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { route, type Route } from '../route.ts';
import { bytesBody } from '../upload.ts';
import { pageHeaders as headers, wordsPage } from '../words-page.ts';
import { showRendered } from './documents.ts';

const byToken = z.object({ token: z.string().max(100).describe('Of the link in the mail.') });
const pageLanguage = z.object({ language: z.enum(['nb', 'en']).default('nb') });
const html = <S extends 200 | 410>(status: S, page: string) => ({
  status,
  contentType: 'text/html; charset=utf-8',
  bytes: new TextEncoder().encode(page),
  headers,
});

const gone = { description: 'The link is too old, or none.', contentType: 'text/html' } as const;
const goneIn = (language: 'nb' | 'en') =>
  html(410, wordsPage(invoicePageTexts.gone[language], language));
function orGone(linked: Linked | null): Linked {
  if (!linked) throw new Problem(410, 'link-gone', invoicePageTexts.gone.en);
  return linked;
}

interface Linked {
  readonly linkId: string;
  readonly delivery: DeliveryRow;
  /** SHA-256 of the sender's picture. */
  readonly logo: string | null;
}

/** What the link in an invoice's mail opens, without a log-in: whoever has the link may see the invoice and object. */
export function invoiceLinkRoutes({ database, documents, desk }: ApiPorts): Route[] {
  /** The invoice behind the token; null for a link that is too old or never was: which is nobody's business. */
  async function open(token: string): Promise<Linked | null> {
    const found = await findInvoiceLink(database, hashKey(token));
    const linked =
      found &&
      (await withTenant(database, found.tenantId, async (transaction) => ({
        delivery: await readLinkedDelivery(transaction, found.id),
        company: await readCompany(transaction, found.tenantId),
      })));
    if (!found || !linked?.delivery) return null;
    const logo = linked.company?.settings.company.logo ?? null;
    return { linkId: found.id, delivery: linked.delivery, logo };
  }

  async function render(
    { delivery, logo }: Linked,
    to: 'pdf' | 'html',
    language: 'nb' | 'en',
  ): Promise<ReturnType<typeof showRendered>> {
    const { tenantId, documentSha256, printFormat: format } = delivery;
    const picture = logo === null ? null : await documents.get(tenantId, logo);
    const original = await documents.get(tenantId, documentSha256);
    const options = { to, language, format, ...(picture !== null && { logo: picture }) };
    return showRendered(await desk.render(original, options), to);
  }

  return [
    route({
      method: 'get',
      path: '/invoice/{token}',
      operationId: 'showInvoiceByLink',
      summary: 'The invoice as a page, for whoever has the link',
      tag: 'email',
      security: 'public',
      params: byToken,
      query: pageLanguage,
      answers: { 200: { description: 'The page.', contentType: 'text/html' }, 410: gone },
      problems: [422, 503],
      handle: async ({ params: { token }, query: { language } }) => {
        const linked = await open(token);
        if (!linked) return goneIn(language);
        const { bytes } = await render(linked, 'html', language);
        await withTenant(database, linked.delivery.tenantId, (transaction) =>
          openInvoiceLink(transaction, linked.linkId),
        );
        const { attachments } = linked.delivery;
        const page = new TextDecoder().decode(bytes);
        return html(200, aroundInvoice(page, { token, language, attachments }));
      },
    }),
    route({
      method: 'get',
      path: '/invoice/{token}/pdf',
      operationId: 'getInvoicePdfByLink',
      summary: 'The invoice as PDF, for whoever has the link',
      tag: 'email',
      security: 'public',
      params: byToken,
      answers: { 200: { description: 'The PDF.', contentType: 'application/pdf' } },
      problems: [410, 422, 503],
      handle: async ({ params: { token } }) => {
        const linked = orGone(await open(token));
        const { bytes } = await render(linked, 'pdf', 'nb');
        const filename = `${linked.delivery.number.replaceAll(/[^\w.-]+/g, '_')}.pdf`;
        return { status: 200, contentType: 'application/pdf', bytes, filename, headers };
      },
    }),
    route({
      method: 'get',
      path: '/invoice/{token}/attachments/{place}',
      operationId: 'getInvoiceAttachmentByLink',
      summary: 'An attachment of the invoice, for whoever has the link',
      tag: 'email',
      security: 'public',
      params: byToken.extend({ place: z.coerce.number().int().min(1).max(1000) }),
      answers: { 200: { description: 'The file.', contentType: 'application/octet-stream' } },
      problems: [404, 410, 503],
      handle: async ({ params: { token, place } }) => {
        const { delivery } = orGone(await open(token));
        const attachment = delivery.attachments[place - 1];
        if (!attachment) throw new Problem(404, 'attachment-unknown', 'There is no such file.');
        const bytes = await documents.get(delivery.tenantId, attachment.sha256);
        // Never shown by the browser, whatever it is.
        const contentType = 'application/octet-stream';
        return { status: 200, contentType, bytes, filename: attachment.filename, headers };
      },
    }),
    route({
      method: 'post',
      path: '/invoice/{token}/objection',
      operationId: 'objectToInvoiceByLink',
      summary: 'Tell the sender what is wrong with the invoice',
      description: `The form of the page: \`reason\`, at most ${objectionLength} characters. Told once for a mail.`,
      tag: 'email',
      security: 'public',
      params: byToken,
      query: pageLanguage,
      body: bytesBody('application/x-www-form-urlencoded'),
      answers: {
        200: { description: 'A page that says so.', contentType: 'text/html' },
        410: gone,
      },
      problems: [422, 503],
      handle: async ({ params: { token }, query: { language }, body }) => {
        const linked = await open(token);
        if (!linked) return goneIn(language);
        const { linkId, delivery } = linked;
        const form = new URLSearchParams(new TextDecoder().decode(body.bytes.subarray(0, 100_000)));
        const objection = readObjection(form.get('reason') ?? '');
        if (objection === null) {
          throw new Problem(422, 'reason-missing', 'Write what is wrong with the invoice.');
        }
        await withTenant(database, delivery.tenantId, (transaction) =>
          objectByLink(transaction, linkId, objection),
        );
        return html(200, wordsPage(invoicePageTexts.sent[language], language));
      },
    }),
  ];
}
