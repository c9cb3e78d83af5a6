import { simpleParser, type Attachment, type ParsedMail } from 'mailparser';
import { readAnyInvoice } from '../invoice/read.ts';
import { safeFilename } from '../policy/file-name.ts';
import { sortMailFiles, type MailFile, type MailFileFate } from '../policy/mail-parts.ts';
import { scannableType } from '../policy/scan.ts';
import { isZip, openZip } from './zip.ts';

export interface MailPart {
  readonly file: MailFile;
  readonly bytes: Uint8Array;
  readonly fate: MailFileFate;
}

export interface OpenedMail {
  readonly messageId: string | null;
  readonly subject: string | null;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly parts: readonly MailPart[];
}

/** Mails in mails that are opened; deeper ones are left alone. */
const deepest = 3;
/** Files that are looked at in all; what more there is gets one line that says so. */
const mostFiles = 500;
const zipLimits = { entries: 100, sizeBytes: 50_000_000 };

interface RawFile {
  readonly filename: string;
  readonly bytes: Uint8Array;
  readonly isInline: boolean;
  /** Why it is left alone without being looked at. */
  readonly refused?: string;
}

/** Takes a mail apart: each file with what becomes of it. Never throws for what is in the mail. */
export async function openMail(raw: Uint8Array): Promise<OpenedMail> {
  const mail = await parse(raw);
  if (!mail) {
    const file = { filename: 'e-post.eml', bytes: raw, isInline: false, refused: 'mail-broken' };
    return { messageId: null, subject: null, headers: new Map(), parts: sort([file]) };
  }
  const files: RawFile[] = [];
  await collect(mail, 1, files);
  return {
    messageId: mail.messageId ?? null,
    subject: mail.subject?.slice(0, 500) ?? null,
    headers: new Map(
      mail.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1).trim()]),
    ),
    parts: sort(files),
  };
}

async function parse(raw: Uint8Array): Promise<ParsedMail | null> {
  try {
    return await simpleParser(Buffer.from(raw), {
      skipHtmlToText: true,
      skipTextToHtml: true,
      skipImageLinks: true,
      skipTextLinks: true,
    });
  } catch {
    return null;
  }
}

async function collect(mail: ParsedMail, depth: number, into: RawFile[]): Promise<void> {
  for (const attachment of mail.attachments) {
    if (into.length >= mostFiles) {
      into.push({ ...fileOf(attachment), refused: 'too-many-files' });
      return;
    }
    const file = fileOf(attachment);
    if (attachment.contentType === 'message/rfc822') {
      const inner = depth < deepest ? await parse(file.bytes) : null;
      if (inner) await collect(inner, depth + 1, into);
      else into.push({ ...file, refused: depth < deepest ? 'mail-broken' : 'nested-too-deep' });
    } else if (isZip(file.bytes)) into.push(...unzip(file));
    else into.push(file);
  }
}

function unzip(file: RawFile): RawFile[] {
  const opened = openZip(file.bytes, zipLimits);
  if (!Array.isArray(opened)) return [{ ...file, refused: opened.code }];
  return opened.map(({ name, bytes }) => ({
    filename: safeFilename(name),
    bytes,
    isInline: false,
    ...(isZip(bytes) && { refused: 'zip-in-zip' }),
  }));
}

const fileOf = ({ filename, content, related, contentDisposition }: Attachment): RawFile => ({
  filename: safeFilename(filename ?? ''),
  bytes: content,
  isInline: related || contentDisposition === 'inline',
});

function sort(raw: readonly RawFile[]): MailPart[] {
  const files = raw.map(({ filename, bytes, isInline }): MailFile => {
    const scannable = scannableType(bytes);
    return {
      filename,
      sizeBytes: bytes.length,
      scannable,
      isInvoice: scannable === null && looksLikeXml(bytes) && readAnyInvoice(bytes).ok,
      isInline,
    };
  });
  const judged = raw.flatMap(({ refused }, at) => (refused === undefined && files[at] ? [at] : []));
  const fates = sortMailFiles(judged.flatMap((at) => files[at] ?? []));
  return raw.flatMap(({ bytes, refused }, at): MailPart[] => {
    const file = files[at];
    const fate =
      refused === undefined
        ? fates[judged.indexOf(at)]
        : ({ became: 'ignored', code: refused } as const);
    return file && fate ? [{ file, bytes, fate }] : [];
  });
}

/** Whether the first character that is no space is `<`. */
const looksLikeXml = (bytes: Uint8Array): boolean =>
  /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*</.test(
    Buffer.from(bytes.subarray(0, 200)).toString('latin1'),
  );
