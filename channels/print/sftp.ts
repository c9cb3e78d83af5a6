import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import SftpClient from 'ssh2-sftp-client';
import { Failure } from '../../policy/failure.ts';
import type { DropBox, DropBoxes } from './connector.ts';

export interface SftpOptions {
  /** `sftp://user:password@host:22/folder`; `/~/folder` begins where the login does. */
  readonly url: string;
  /** Fingerprints that the server may show, as `ssh-keygen -lf` writes them: `SHA256:…`. */
  readonly hostKeys: readonly string[];
  /** Text of a private key (OpenSSH, PEM); null: the password of the URL. */
  readonly privateKey: string | null;
  /** How long one piece of work may take. */
  readonly timeoutSeconds?: number;
}

/** More letters at once wait for their turn. */
const maximumConnections = 4;
const turnSeconds = 20;
const idleSeconds = 30;
const connectSeconds = 10;
/** A server that does not answer three of these is gone. */
const keepAliveSeconds = 5;

/** Codes of the SFTP protocol (draft-ietf-secsh-filexfer-02, 7). */
const noSuchFile = 2;
const permissionDenied = 3;
/** What the client says where a folder cannot be made. */
const badPath = 'ERR_BAD_PATH';

/** A drop box behind SFTP, on a few connections that are kept while there is work. */
export function sftpDropBox(options: SftpOptions): DropBoxes {
  const { timeoutSeconds = 45 } = options;
  const url = new URL(options.url);
  const folder = decodeURIComponent(url.pathname).replace(/^\/~(?=\/|$)/, '.') || '/';
  const idle = new Set<SftpClient>();
  const turns = takeTurns(maximumConnections, turnSeconds);
  let idleTimer: NodeJS.Timeout | undefined;

  async function connect(): Promise<SftpClient> {
    let refusedKey: string | null = null;
    const client: SftpClient = new SftpClient('print', {
      error: () => idle.delete(client),
      end: () => idle.delete(client),
      close: () => idle.delete(client),
    });
    // Small questions and answers, one after the other: each would wait for the last one's acknowledgement.
    const sock = net.connect({ host: url.hostname, port: Number(url.port || 22), noDelay: true });
    try {
      await once(sock, 'connect', { signal: AbortSignal.timeout(connectSeconds * 1000) });
      await client.connect({
        sock,
        username: decodeURIComponent(url.username),
        ...(options.privateKey === null
          ? { password: decodeURIComponent(url.password) }
          : { privateKey: options.privateKey }),
        // Judged before anything of ours, the password included, goes over the line.
        hostVerifier: (key: Buffer) => {
          const fingerprint = fingerprintOf(key);
          const isKnown = options.hostKeys.includes(fingerprint);
          if (!isKnown) refusedKey = fingerprint;
          return isKnown;
        },
        readyTimeout: connectSeconds * 1000,
        keepaliveInterval: keepAliveSeconds * 1000,
        keepaliveCountMax: 3,
      });
      return client;
    } catch (error) {
      sock.destroy();
      throw connectFailure(url.host, error, refusedKey);
    }
  }

  function rest(client: SftpClient): void {
    idle.add(client);
    clearTimeout(idleTimer);
    idleTimer = setTimeout(endIdle, idleSeconds * 1000).unref();
  }

  function endIdle(): void {
    for (const client of idle) end(client);
    idle.clear();
  }

  return {
    use: (work) =>
      turns(async () => {
        const [kept] = idle;
        if (kept) idle.delete(kept);
        const client = kept ?? (await connect());
        const under: Under = { isRenaming: false };
        try {
          const result = await within(timeoutSeconds, under, work(boxOn(client, folder, under)));
          rest(client);
          return result;
        } catch (error) {
          end(client);
          throw error;
        }
      }),
    close: () => {
      clearTimeout(idleTimer);
      endIdle();
      return Promise.resolve();
    },
  };
}

class ShortWrite extends Error {
  constructor(file: string, size: number, wanted: number) {
    super(`${size} of ${wanted} bytes of ${file} were written; the disk may be full`);
  }
}

/** What is under way on a connection. */
interface Under {
  /** A file may appear under its name, whether we hear of it or not. */
  isRenaming: boolean;
}

function boxOn(client: SftpClient, folder: string, under: Under): DropBox {
  const at = (file: string): string => `${folder.replace(/\/$/, '')}/${file}`;
  return {
    async read(file) {
      try {
        const content = await client.get(at(file));
        // An empty file comes as something else than a buffer.
        return Buffer.isBuffer(content) ? content.toString('utf8') : '';
      } catch (error) {
        if (codeOf(error) === noSuchFile) return null;
        throw answerFailure(error);
      }
    },
    async write(file, content) {
      const temporary = at(`${file}.${randomUUID()}.tmp`);
      const bytes =
        typeof content === 'string'
          ? Buffer.from(content)
          : Buffer.from(content.buffer, content.byteOffset, content.byteLength);
      try {
        await client.put(bytes, temporary);
        // The client takes a write that failed on a full disk for done.
        const { size } = await client.stat(temporary);
        if (size !== bytes.length) throw new ShortWrite(file, size, bytes.length);
        // A rename over a file that is there is refused by the protocol.
        await client.delete(at(file), true);
      } catch (error) {
        if (hasAnswered(error) || error instanceof ShortWrite)
          await client.delete(temporary, true).catch(() => undefined);
        throw answerFailure(error);
      }
      under.isRenaming = true;
      try {
        await client.rename(temporary, at(file));
      } catch (error) {
        if (hasAnswered(error)) throw answerFailure(error);
        const text = `SFTP: the connection was lost before the answer about ${file}`;
        throw new Failure('outcome-unknown', text, { code: 'answer-lost', cause: error });
      }
      under.isRenaming = false;
    },
    async list(child) {
      try {
        const files = await client.list(at(child));
        return files.map(({ name, modifyTime, size }) => ({
          name,
          version: `${modifyTime}/${size}`,
        }));
      } catch (error) {
        throw answerFailure(error);
      }
    },
    async ensureFolder(child) {
      try {
        await client.mkdir(at(child));
      } catch (error) {
        throw answerFailure(error);
      }
    },
  };
}

const fingerprintOf = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** The server's own answers have a number; everything else happened on the way. */
const hasAnswered = (error: unknown): boolean => typeof codeOf(error) === 'number';

function answerFailure(error: unknown): Failure {
  const text = `SFTP: ${messageOf(error)}`;
  const code = codeOf(error);
  if (code === noSuchFile || code === permissionDenied || code === badPath) {
    return new Failure('misconfigured', text, { code: 'print-folder-unusable', cause: error });
  }
  // A full disk has no code of its own in this version of the protocol.
  const isTheirs = hasAnswered(error) || error instanceof ShortWrite;
  return new Failure('service-unavailable', text, {
    code: isTheirs ? 'print-house-refused' : 'unreachable',
    cause: error,
  });
}

function connectFailure(host: string, error: unknown, refusedKey: string | null): Failure {
  const reason = messageOf(error);
  if (refusedKey !== null) {
    const text = `SFTP: ${host} shows the host key ${refusedKey}, which is not one of AUTOINVOICE_PRINT_HOST_KEY. Nothing was sent.`;
    return new Failure('misconfigured', text, { code: 'print-host-key-changed', cause: error });
  }
  const text = `SFTP: ${host}: ${reason}`;
  if (/authentication methods failed|privateKey/.test(reason)) {
    return new Failure('misconfigured', text, { code: 'print-login-refused', cause: error });
  }
  if (/no matching/.test(reason)) {
    return new Failure('misconfigured', text, { code: 'print-handshake-refused', cause: error });
  }
  return new Failure('service-unavailable', text, { code: 'unreachable', cause: error });
}

/** Hangs up without waiting for the other side. */
function end(client: SftpClient): void {
  void client.end().catch(() => undefined);
}

async function within<T>(seconds: number, under: Under, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const kind = under.isRenaming ? 'outcome-unknown' : 'service-unavailable';
      reject(new Failure(kind, `SFTP: no answer in ${seconds} s`, { code: 'answer-lost' }));
    }, seconds * 1000);
  });
  try {
    return await Promise.race([work, expiry]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}

/** Runs so many pieces of work at once; one whose turn does not come in time has not been begun. */
function takeTurns(places: number, patienceSeconds: number) {
  const queue: (() => void)[] = [];
  let free = places;
  const turn = (): Promise<void> =>
    new Promise((resolve, reject) => {
      if (free > 0) {
        free -= 1;
        resolve();
        return;
      }
      const next = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        queue.splice(queue.indexOf(next), 1);
        const text = 'SFTP: all connections to the print house are busy';
        reject(new Failure('service-unavailable', text, { code: 'print-house-busy' }));
      }, patienceSeconds * 1000);
      queue.push(next);
    });
  return async <T>(work: () => Promise<T>): Promise<T> => {
    await turn();
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else free += 1;
    }
  };
}
