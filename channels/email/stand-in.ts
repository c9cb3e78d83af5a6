import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { listen, stopListening, urlHost } from '../listen.ts';
import { createMailboxServer } from './mailbox-page.ts';
import { openMailbox } from './mailbox.ts';
import { startBounces } from './stand-in-bounces.ts';

const sizeLimitBytes = 35_000_000;

const refused = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

/**
 * Local parts that make the server refuse at RCPT, in the words of real servers.
 * Three more: `hangup@` hangs up at RCPT, `refused@` is refused after the final dot, `silent@`
 * keeps the mail and hangs up instead of answering.
 */
const refusedAtRcpt: Record<string, () => Error> = {
  unknown: () => refused(550, '5.1.1 No such user here'),
  'unknown-bare': () => refused(550, 'Mailbox unavailable'),
  disabled: () => refused(550, '5.2.1 Mailbox disabled, not accepting messages'),
  blocked: () => refused(550, '5.7.1 Your host is on our block list'),
  full: () => refused(552, '5.2.2 Mailbox full'),
  busy: () => refused(451, '4.3.0 Try again later'),
  greylisted: () => refused(451, '4.7.1 Greylisted, please try again'),
};

const localPartOf = (address: string): string =>
  address.slice(0, address.lastIndexOf('@')).toLowerCase();

/**
 * A mail server that keeps everything and sends nothing on, with a page to read it.
 * `credentials` make it refuse others (530 without a login, 535 with a wrong one). With `bouncesTo`, the server behind
 * return paths, some mailboxes send something back (see stand-in-bounces.ts).
 */
export async function startMailCatcher(options: {
  host: string;
  smtpPort: number;
  httpPort: number;
  folder: string;
  credentials?: { user: string; password: string };
  bouncesTo?: { readonly host: string; readonly port: number };
}): Promise<{ smtpUrl: string; pageUrl: string; close(): Promise<void> }> {
  const { host, credentials } = options;
  const box = await openMailbox(options.folder);
  const bounces = options.bouncesTo ? startBounces(options.bouncesTo) : null;

  const smtp = new SMTPServer({
    banner: 'Mail catcher',
    size: sizeLimitBytes,
    authOptional: credentials === undefined,
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    disabledCommands: ['STARTTLS', ...(credentials ? [] : ['AUTH'])],
    disableReverseLookup: true,
    // Our own refusals carry their enhanced codes themselves.
    hideENHANCEDSTATUSCODES: true,
    // Short, so that closing does not wait for kept connections.
    closeTimeout: 500,
    logger: false,
    onAuth(auth, _session, callback) {
      const matches =
        auth.username === credentials?.user && auth.password === credentials?.password;
      if (matches) callback(null, { user: auth.username });
      else callback(refused(535, '5.7.8 Username and password not accepted'));
    },
    onRcptTo(address, session, callback) {
      if (localPartOf(address.address) === 'hangup') return hangUp(session);
      callback(refusedAtRcpt[localPartOf(address.address)]?.() ?? null);
    },
    onData(stream, session, callback) {
      const to = session.envelope.rcptTo.map((recipient) => recipient.address);
      const locals = to.map(localPartOf);
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (stream.sizeExceeded) return callback(refused(552, '5.3.4 Message too big'));
        if (locals.includes('refused')) {
          return callback(refused(554, '5.6.0 Message content not accepted'));
        }
        const from = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address;
        const mail = { from, to, raw: Buffer.concat(chunks) };
        box.keep(mail).then(
          ({ id }) => {
            if (locals.includes('silent')) hangUp(session);
            else callback(null, `Kept as ${id}`);
            bounces?.answer(mail);
          },
          () => callback(refused(451, '4.3.0 The mail could not be written')),
        );
      });
    },
  });
  // A client that vanishes is its own affair.
  smtp.on('error', () => undefined);

  function hangUp(session: SMTPServerSession): void {
    for (const connection of smtp.connections) {
      if (connection.session.id === session.id) connection._socket.destroy();
    }
  }

  await new Promise<void>((resolve, reject) => {
    smtp.server.once('error', reject);
    smtp.listen(options.smtpPort, host, () => {
      smtp.server.off('error', reject);
      resolve();
    });
  });
  const page = createMailboxServer(box);
  const pagePort = await listen(page, host, options.httpPort);
  const smtpPort = (smtp.server.address() as AddressInfo).port;
  const login = credentials
    ? `${encodeURIComponent(credentials.user)}:${encodeURIComponent(credentials.password)}@`
    : '';

  return {
    smtpUrl: `smtp://${login}${urlHost(host)}:${smtpPort}`,
    pageUrl: `http://${urlHost(host)}:${pagePort}`,
    async close() {
      bounces?.close();
      await stopListening(page);
      await new Promise<void>((resolve) => smtp.close(() => resolve()));
    },
  };
}
