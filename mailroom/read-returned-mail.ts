import { simpleParser } from 'mailparser';
import type { ReturnedMail } from '../policy/returned-mail.ts';

/** A report of one recipient is a thousand bytes. */
const readBytes = 50_000;

/**
 * A mail to a return path, taken apart. One that cannot be read is one without a word in it. What a server returns of
 * our own mail is left out: only what stands before it is the server's word.
 */
export async function readReturnedMail(raw: Uint8Array, sender: string): Promise<ReturnedMail> {
  try {
    const mail = await simpleParser(Buffer.from(raw), {
      keepDeliveryStatus: true,
      skipTextToHtml: true,
      skipImageLinks: true,
      skipTextLinks: true,
    });
    const report = mail.attachments.find(({ contentType }) =>
      /^message\/(global-)?delivery-status$/i.test(contentType),
    );
    return {
      sender,
      headers: new Map(
        mail.headerLines.map(({ key, line }) => [
          key,
          line
            .slice(line.indexOf(':') + 1)
            .replaceAll(/\s+/g, ' ')
            .trim(),
        ]),
      ).set('subject', mail.subject ?? ''),
      deliveryStatus: report ? report.content.subarray(0, readBytes).toString('utf8') : null,
      text: (mail.text ?? '').slice(0, readBytes),
    };
  } catch {
    return { sender, headers: new Map(), deliveryStatus: null, text: '' };
  }
}
