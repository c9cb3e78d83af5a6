import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { findScanAccount, type Found } from '../db/doors.ts';
import { authenticateMail } from './authentication.ts';
import { keepMail } from './keep-mail.ts';
import { openMail } from './open-mail.ts';
import type { MailroomPorts } from './ports.ts';

export interface MailroomOptions {
  readonly host: string;
  readonly port: number;
  /** Mails of one client in a minute; what comes above is asked to come later. */
  readonly mailsPerMinute: number;
}

/** Ten megabytes of files, in base64, and the text. */
const sizeLimitBytes = 15_000_000;
const maximumClients = 20;
const minuteMs = 60_000;

const refused = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

/**
 * The SMTP door of the scan accounts. A mail that is answered with 250 is stored: nothing that follows can lose it.
 * An address that is no open account is refused at RCPT, so that the sender's own server tells the sender.
 */
export async function startMailroom(
  ports: MailroomPorts,
  { host, port, mailsPerMinute }: MailroomOptions,
): Promise<{ port: number; stop(): Promise<void> }> {
  /** Companies by recipient, from RCPT until the mail is kept. */
  const accounts = new WeakMap<SMTPServerSession, Map<string, Found>>();
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
    const raw = await readAll(stream);
    if (raw === null) throw refused(552, '5.3.4 The mail is too big; at most 15 MB are taken');
    const sender = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
    const handover = {
      remoteAddress: session.remoteAddress,
      helo: session.hostNameAppearsAs || '',
      sender,
    };
    const [opened, authentication] = await Promise.all([
      openMail(raw),
      authenticateMail(raw, handover, ports.resolver),
    ]);
    for (const [recipient, { tenantId }] of accounts.get(session) ?? []) {
      await keepMail(ports, { tenantId, recipient, sender, raw, opened, authentication });
    }
    return 'Kept';
  }

  const server = new SMTPServer({
    banner: 'AutoInvoice scanning',
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
      accounts.set(session, new Map());
      const isLate = isTooMuch(session.remoteAddress);
      callback(isLate ? refused(450, '4.7.1 Too many mails; come again later') : null);
    },
    onRcptTo({ address }, session, callback) {
      const recipient = address.toLowerCase();
      findScanAccount(ports.database, recipient).then(
        (account) => {
          if (!account) return callback(refused(550, '5.1.1 No such scan account'));
          accounts.get(session)?.set(recipient, account);
          callback(null);
        },
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

/** The whole mail, or null where it is larger than announced limits: the rest is read and thrown away. */
async function readAll(stream: SMTPServerDataStream): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes <= sizeLimitBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return sizeBytes > sizeLimitBytes ? null : Buffer.concat(chunks);
}
