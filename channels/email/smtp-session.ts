import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { Failure } from '../../policy/failure.ts';
import { smtpFailure, type SmtpStep } from '../../policy/smtp-failure.ts';

type SmtpError = Parameters<SMTPConnection['login']>[1] extends (e: infer E, ...r: never[]) => void
  ? NonNullable<E>
  : never;

export interface SmtpSettings {
  readonly connection: NonNullable<ConstructorParameters<typeof SMTPConnection>[0]>;
  readonly login: { user: string; pass: string } | null;
}

type LibraryEnvelope = Parameters<SMTPConnection['send']>[0];
/** From whom and to whom, as the server is told. */
export interface SmtpEnvelope {
  readonly from: string;
  readonly to: string;
  /** For servers that know delivery status notifications; others are not asked. */
  readonly dsn?: LibraryEnvelope['dsn'];
}

const stepOfCommand: Record<string, SmtpStep> = {
  'MAIL FROM': 'mail',
  'RCPT TO': 'rcpt',
  DATA: 'data',
};

const chunkBytes = 16_384;

/** In pieces, so that the end of the stream is not reached long before the end of the wire. */
function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

function failureOf(error: SmtpError, bodyEnded: boolean): Failure {
  const command = error.command ?? '';
  const certificateRefused = /CERT|SELF_SIGNED|UNABLE_TO_/.test(error.originalCode ?? '');
  // nodemailer refuses by itself what is larger than the server's SIZE.
  const tooLarge = error.code === 'EMESSAGE' && !error.response && command === 'MAIL FROM';
  const { kind, code } = smtpFailure({
    step:
      error.code === 'EMESSAGE'
        ? 'message'
        : error.code === 'EAUTH'
          ? 'auth'
          : (stepOfCommand[command] ?? (bodyEnded ? 'message' : 'connect')),
    reply: tooLarge ? '552 5.3.4 Larger than the server takes' : (error.response ?? null),
    finalDotSent: bodyEnded,
    certificateRefused,
  });
  return new Failure(kind, `SMTP: ${error.message}`, { code, cause: error });
}

/** One connection to the SMTP server, logged in, for one message after the other. */
export class SmtpSession {
  readonly #connection: SMTPConnection;
  #sent = 0;
  #open = true;

  private constructor(connection: SMTPConnection) {
    this.#connection = connection;
    // A failure in flight reaches its callback as well; an idle one only ends the session.
    connection.on('error', () => (this.#open = false));
    connection.once('end', () => (this.#open = false));
  }

  static async open(settings: SmtpSettings): Promise<SmtpSession> {
    const connection = new SMTPConnection(settings.connection);
    const session = new SmtpSession(connection);
    try {
      await new Promise<void>((resolve, reject) => {
        connection.once('error', reject);
        connection.connect((error) => (error ? reject(error) : resolve()));
      });
      if (settings.login && connection.allowsAuth) {
        const credentials = settings.login;
        await new Promise<void>((resolve, reject) => {
          connection.once('error', reject);
          connection.login({ ...credentials, credentials }, (error) =>
            error ? reject(error) : resolve(),
          );
        });
      }
      return session;
    } catch (error) {
      connection.close();
      throw failureOf(error as SmtpError, false);
    }
  }

  get usable(): boolean {
    return this.#open && this.#sent < 100;
  }

  /** True once a message has gone over it: the server may have closed it since. */
  get reused(): boolean {
    return this.#sent > 0;
  }

  /**
   * The server's 250, or a Failure. `untouched` is set on the failure's cause where not a byte
   * of the message had been asked for, so that a stale connection can be replaced.
   */
  async send(envelope: SmtpEnvelope, message: Buffer): Promise<string> {
    const body = Readable.from(pieces(message), { objectMode: false });
    let ended = false;
    body.once('end', () => (ended = true));
    try {
      const info = await new Promise<{ response: string }>((resolve, reject) => {
        this.#connection.send(
          { ...envelope, to: [envelope.to], size: message.length },
          body,
          (error, result) => (error ? reject(error) : resolve(result as { response: string })),
        );
      });
      this.#sent += 1;
      return info.response;
    } catch (error) {
      const failure = failureOf(error as SmtpError, ended);
      if (this.#open && (error as SmtpError).responseCode !== undefined) await this.#reset();
      else this.close();
      this.#sent += 1;
      throw failure;
    }
  }

  /** A refused message leaves the connection fine: it is reset for the next one. */
  async #reset(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#connection.once('end', resolve);
      this.#connection.reset((error) => {
        if (error) this.close();
        resolve();
      });
    });
  }

  close(): void {
    this.#open = false;
    this.#connection.close();
  }

  quit(): void {
    this.#open = false;
    this.#connection.quit();
  }
}
