import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { simpleParser, type ParsedMail } from 'mailparser';
import { z } from 'zod';
import { writeDurably } from '../files.ts';

const mailSummary = z.object({
  id: z.string(),
  messageId: z.string(),
  /** Of the envelope: what the SMTP server was told, whatever the headers say. */
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  at: z.string(),
  sizeBytes: z.number(),
  attachments: z.array(
    z.object({
      filename: z.string(),
      contentType: z.string(),
      sizeBytes: z.number(),
      sha256: z.string(),
    }),
  ),
});
export type MailSummary = z.infer<typeof mailSummary>;

export interface Mailbox {
  /** Returns when the mail is flushed: only then may the server answer 250. */
  keep(mail: { from: string; to: string[]; raw: Buffer }): Promise<MailSummary>;
  /** Newest first; `before` is the id of the last one already seen. */
  list(limit: number, before?: string): MailSummary[];
  find(id: string): MailSummary | null;
  raw(id: string): Promise<Buffer>;
  parsed(id: string): Promise<ParsedMail>;
  readonly count: number;
}

async function summarise(
  id: string,
  envelope: { from: string; to: string[]; at: string },
  raw: Buffer,
): Promise<MailSummary> {
  const mail = await parse(raw);
  return {
    id,
    ...envelope,
    messageId: mail.messageId ?? '',
    subject: mail.subject ?? '',
    sizeBytes: raw.length,
    attachments: mail.attachments.map((attachment, index) => ({
      filename: attachment.filename ?? `attachment-${index + 1}`,
      contentType: attachment.contentType,
      sizeBytes: attachment.content.length,
      sha256: createHash('sha256').update(attachment.content).digest('hex'),
    })),
  };
}

const parse = (raw: Buffer): Promise<ParsedMail> =>
  simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true });

/** How many mails come before `id`; almost always it is the newest, so the search starts there. */
function placeOf(mails: readonly MailSummary[], id: string): number {
  let [low, high] = [0, mails.length];
  if ((mails.at(-1)?.id ?? '') < id) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((mails[middle]?.id ?? '') < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Ids sort by time. */
const newId = (now: Date): string =>
  `${now.toISOString().replaceAll(/\D/g, '')}-${randomUUID().slice(0, 8)}`;

/**
 * Mails in a folder: `<id>.eml` as it came, and `<id>.json` with what a list shows.
 * The .eml is the mail; a missing .json (the catcher was killed in between) is made again.
 */
export async function openMailbox(folder: string): Promise<Mailbox> {
  await mkdir(folder, { recursive: true });
  const at = (file: string): string => path.join(folder, file);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.eml')).sort();
  /** By id, oldest first: the same order after a restart, however mails overtook each other. */
  const mails: MailSummary[] = [];
  const byId = new Map<string, MailSummary>();
  const add = (mail: MailSummary): void => {
    byId.set(mail.id, mail);
    mails.splice(placeOf(mails, mail.id), 0, mail);
  };

  async function readSummary(id: string): Promise<MailSummary> {
    const text = await readFile(at(`${id}.json`), 'utf8').catch(() => null);
    if (text !== null) return mailSummary.parse(JSON.parse(text));
    const raw = await readFile(at(`${id}.eml`));
    const header = await parse(raw);
    const address = (value: ParsedMail['from'] | ParsedMail['to']): string[] =>
      [value ?? []].flat().flatMap((list) => list.value.map((one) => one.address ?? ''));
    const time = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})/.exec(id)?.slice(1) ?? [];
    const [year, month, day, hour, minute, second, millisecond] = time;
    const envelope = {
      from: address(header.from)[0] ?? '',
      to: address(header.to),
      at: `${year}-${month}-${day}T${hour}:${minute}:${second}.${millisecond}Z`,
    };
    const summary = await summarise(id, envelope, raw);
    await writeDurably(at(`${id}.json`), JSON.stringify(summary));
    return summary;
  }

  const batch = 64;
  for (let start = 0; start < files.length; start += batch) {
    const ids = files.slice(start, start + batch).map((file) => file.slice(0, -'.eml'.length));
    for (const mail of await Promise.all(ids.map(readSummary))) add(mail);
  }

  return {
    async keep({ from, to, raw }) {
      const now = new Date();
      const id = newId(now);
      await writeDurably(at(`${id}.eml`), raw);
      const summary = await summarise(id, { from, to, at: now.toISOString() }, raw);
      add(summary);
      await writeDurably(at(`${id}.json`), JSON.stringify(summary));
      return summary;
    },
    list(limit, before) {
      const end = before === undefined ? mails.length : placeOf(mails, before);
      return mails.slice(Math.max(0, end - limit), end).reverse();
    },
    find: (id) => byId.get(id) ?? null,
    raw: (id) => readFile(at(`${id}.eml`)),
    parsed: async (id) => parse(await readFile(at(`${id}.eml`))),
    get count() {
      return mails.length;
    },
  };
}
