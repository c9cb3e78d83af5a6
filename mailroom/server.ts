import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { authenticateMail } from './authentication.ts';
import { keepReturnedMail } from './keep-returned-mail.ts';
import { keepMail } from './keep-mail.ts';
import { openMail } from './open-mail.ts';
import type { MailroomPorts } from './ports.ts';
import { findRecipient, type Recipient } from './recipient.ts';

export interface MailroomOptions {
  readonly host: string;
  readonly port: number;
  /** Mails of one client to scan accounts in a minute; what comes above is asked to come later. */
  readonly mailsPerMinute: number;
}

/** Of a mail to a scan account: ten megabytes of files, in base64, and the text. */
const scanLimitBytes = 15_000_000;
/** A server may return all that we have sent, and some words. */
const sizeLimitBytes = 60_000_000;
const maximumClients = 20;
const minuteMs = 60_000;

const refused = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

/**
 * The SMTP door of the scan accounts and of the return paths of our own mails. A mail that is answered with 250 is
 * stored: nothing that follows can lose it. An address that is neither an open account nor a return path that we made
 * is refused at RCPT, so that the sender's own server tells the sender.
 */
export async function startMailroom(
  ports: MailroomPorts,
  { host, port, mailsPerMinute }: MailroomOptions,
): Promise<{ port: number; stop(): Promise<void> }> {
  /** The mail under way: from MAIL until it is kept. */
  const underWay = new WeakMap<
    SMTPServerSession,
    { readonly isTooMany: boolean; readonly recipients: Map<string, Recipient> }
  >();
  const recent = new Map<string, number[]>();

  function isTooMuch(client: string): boolean {
    const now = Date.now();
    const times = (recent.get(client) ?? []).filter((time) => now - time < minuteMs);
    times.push(now);
    recent.set(client, times);
    if (recent.size > 10_000) recent.clear();
    return times.length > mailsPerMinute;
  }

  async function take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    const { beginning: raw, isWhole } = await readAll(stream);
    const recipients = [...(underWay.get(session)?.recipients ?? [])];
    const sender = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
    const scans = recipients.filter(([, { kind }]) => kind === 'scan');
    if (scans.length > 0) {
      if (!isWhole) throw tooBig();
      const handover = {
        remoteAddress: session.remoteAddress,
        helo: session.hostNameAppearsAs || '',
        sender,
      };
      const [opened, authentication] = await Promise.all([
        openMail(raw),
        authenticateMail(raw, handover, ports.resolver),
      ]);
      for (const [recipient, { tenantId }] of scans) {
        await keepMail(ports, { tenantId, recipient, sender, raw, opened, authentication });
      }
    }
    for (const [, recipient] of recipients) {
      if (recipient.kind !== 'return-path') continue;
      const answer = await keepReturnedMail(ports, recipient, { sender, raw });
      if (answer !== 'kept') throw refusedAtReturnPath[answer]();
    }
    return 'Kept';
  }

  async function welcome(
    address: string,
    session: SMTPServerSession,
  ): Promise<{ refusal: Error | null }> {
    const mail = underWay.get(session);
    const recipient = await findRecipient(ports, address);
    if (!recipient) return { refusal: refused(550, '5.1.1 No such address here') };
    if (recipient.kind === 'scan') {
      if (mail?.isTooMany) {
        return { refusal: refused(450, '4.7.1 Too many mails; come again later') };
      }
      if (announcedBytes(session) > scanLimitBytes) return { refusal: tooBig() };
    }
    mail?.recipients.set(address, recipient);
    return { refusal: null };
  }

  const server = new SMTPServer({
    banner: 'AutoInvoice mailroom',
    size: sizeLimitBytes,
    maxClients: maximumClients,
    authOptional: true,
    disabledCommands: ['AUTH'],
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: true,
    socketTimeout: 60_000,
    closeTimeout: 500,
    logger: false,
    onMailFrom(_address, session, callback) {
      underWay.set(session, {
        isTooMany: isTooMuch(session.remoteAddress),
        recipients: new Map(),
      });
      callback(null);
    },
    onRcptTo({ address }, session, callback) {
      welcome(address.toLowerCase(), session).then(
        ({ refusal }) => callback(refusal),
        (error: unknown) => {
          ports.tellError('The mailroom could not look up an address.', error);
          callback(refused(451, '4.3.0 Come again later'));
        },
      );
    },
    onData(stream, session, callback) {
      take(stream, session).then(
        (answer) => callback(null, answer),
        (error: unknown) => {
          if (error instanceof Error && 'responseCode' in error) return callback(error);
          ports.tellError('A mail could not be kept; its sender will come again.', error);
          callback(refused(451, '4.3.0 The mail could not be kept; come again later'));
        },
      );
    },
  });
  // A client that vanishes is its own affair.
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, () => {
      server.server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

const tooBig = (): Error => refused(552, '5.3.4 The mail is too big; at most 15 MB are taken');
const refusedAtReturnPath = {
  'not-a-report': () =>
    refused(550, '5.7.1 Nobody reads this address; answer the sender of the invoice'),
  'too-many': () => refused(550, '5.7.1 Enough answers to this mail have come'),
} as const;

/** What the client said at MAIL; 0 where it said nothing. */
function announcedBytes({ envelope: { mailFrom } }: SMTPServerSession): number {
  const size = mailFrom && mailFrom.args ? (mailFrom.args as { SIZE?: unknown }).SIZE : undefined;
  return typeof size === 'string' ? Number(size) || 0 : 0;
}

/** The mail as far as a scan account may take it; the rest is read and thrown away. */
async function readAll(
  stream: SMTPServerDataStream,
): Promise<{ readonly beginning: Buffer; readonly isWhole: boolean }> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  let isWhole = true;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (sizeBytes + chunk.length > scanLimitBytes) isWhole = false;
    if (isWhole) chunks.push(chunk);
    sizeBytes += chunk.length;
  }
  return { beginning: Buffer.concat(chunks), isWhole };
}
