import DKIM from 'nodemailer/lib/dkim';
import MailComposer from 'nodemailer/lib/mail-composer';
import { Failure } from '../../policy/failure.ts';
import { SmtpSession, type SmtpEnvelope, type SmtpSettings } from './smtp-session.ts';

export interface EmailMessage {
  /** With its angle brackets. Fixed by the attempt: a repeat carries the same one. */
  readonly messageId: string;
  readonly from: string;
  readonly replyTo?: string;
  /** Where servers send it back to when they cannot deliver it; without one, to `from`. */
  readonly returnPath?: string;
  /** One address that `readEmailAddress` let through; also the envelope's only recipient. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Where a mail program has its reader taken off the list with one click (RFC 8058). */
  readonly listUnsubscribe?: string;
  readonly attachments: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly content: Uint8Array;
  }[];
}

/** What mails are signed with (DKIM, RFC 6376). */
export interface DkimKey {
  /** Of the sender's address. */
  readonly domain: string;
  /** Names the key: its public half is published at `<selector>._domainkey.<domain>`. */
  readonly selector: string;
  /** PEM. */
  readonly privateKey: string;
}

export interface EmailConnector {
  /** The server's 250 after the final dot. */
  send(message: EmailMessage): Promise<{ response: string }>;
  close(): void;
}

const sessionLimit = 5;
const idleSeconds = 20;

/** smtp(s)://user:password@host:port, with `?requireTLS=true` where STARTTLS must not be skipped. */
function readSettings(smtpUrl: string, timeoutSeconds: number): SmtpSettings {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const milliseconds = timeoutSeconds * 1000;
  return {
    connection: {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
      secure,
      requireTLS: url.searchParams.get('requireTLS') === 'true',
      connectionTimeout: milliseconds,
      greetingTimeout: milliseconds,
      socketTimeout: milliseconds,
      dnsTimeout: milliseconds,
    },
    login:
      url.username === ''
        ? null
        : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
  };
}

/** The bare address of a `From` that may carry a name: the envelope's sender. */
function envelopeSender(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;
}

/** What servers that can (RFC 3461) are asked: to tell of failure and delay, and to return the head of the mail alone. */
const headersBack: SmtpEnvelope['dsn'] = { ret: 'HDRS', notify: ['FAILURE', 'DELAY'] };

async function compose(message: EmailMessage): Promise<Buffer> {
  return await new MailComposer({
    messageId: message.messageId,
    from: message.from,
    to: { name: '', address: message.to },
    ...(message.replyTo !== undefined && { replyTo: message.replyTo }),
    subject: message.subject,
    text: message.text,
    ...(message.html !== undefined && { html: message.html }),
    attachments: message.attachments.map((attachment) => ({
      filename: attachment.filename,
      contentType: attachment.contentType,
      content: Buffer.from(attachment.content),
      // Quoted-printable would change line ends; the XML must arrive byte for byte.
      contentTransferEncoding: 'base64',
    })),
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(message.listUnsubscribe !== undefined && {
        'List-Unsubscribe': `<${message.listUnsubscribe}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

async function sign(message: Buffer, { domain, selector, privateKey }: DkimKey): Promise<Buffer> {
  const dkim = new DKIM({ domainName: domain, keySelector: selector, privateKey });
  const signed: Buffer[] = [];
  for await (const piece of dkim.sign(message) as AsyncIterable<Buffer>) signed.push(piece);
  return Buffer.concat(signed);
}

/** Sends over a handful of kept SMTP connections; each message to one recipient. */
export function createEmailConnector(options: {
  smtpUrl: string;
  /** Longest silence of the server at any step. */
  timeoutSeconds?: number;
  dkim?: DkimKey | undefined;
}): EmailConnector {
  const settings = readSettings(options.smtpUrl, options.timeoutSeconds ?? 60);
  const idle = new Map<SmtpSession, NodeJS.Timeout>();
  const waiting: (() => void)[] = [];
  let busy = 0;

  async function enter(): Promise<void> {
    if (busy >= sessionLimit) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy += 1;
  }

  function leave(session: SmtpSession | null): void {
    if (session?.usable) {
      const timer = setTimeout(() => {
        idle.delete(session);
        session.quit();
      }, idleSeconds * 1000);
      idle.set(session, timer.unref());
    } else session?.quit();
    const next = waiting.shift();
    if (next) next();
    else busy -= 1;
  }

  function takeIdle(): SmtpSession | null {
    for (const [session, timer] of idle) {
      clearTimeout(timer);
      idle.delete(session);
      if (session.usable) return session;
    }
    return null;
  }

  return {
    async send(message) {
      const composed = await compose(message);
      const bytes = options.dkim ? await sign(composed, options.dkim) : composed;
      const envelope = {
        from: message.returnPath ?? envelopeSender(message.from),
        to: message.to,
        // A bounce with all attachments might be larger than anybody takes.
        ...(message.returnPath !== undefined && { dsn: headersBack }),
      };
      await enter();
      let session: SmtpSession | null = null;
      try {
        session = takeIdle();
        if (session) {
          try {
            return { response: await session.send(envelope, bytes) };
          } catch (error) {
            // A kept connection that the server has closed meanwhile: nothing went out on it.
            const stale = error instanceof Failure && error.code === 'smtp-unreachable';
            if (!stale) throw error;
          }
        }
        session = await SmtpSession.open(settings);
        return { response: await session.send(envelope, bytes) };
      } finally {
        leave(session);
      }
    },
    close() {
      for (const [session, timer] of idle) {
        clearTimeout(timer);
        session.quit();
      }
      idle.clear();
    },
  };
}
