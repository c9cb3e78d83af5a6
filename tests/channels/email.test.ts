import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import net, { type AddressInfo, type Server, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createEmailConnector, type EmailMessage } from '../../channels/email/connector.ts';
import { startMailCatcher } from '../../channels/email/stand-in.ts';

type Catcher = Awaited<ReturnType<typeof startMailCatcher>>;

const xml = Buffer.from('<Invoice>\n  <Note>å é\r\nmixed\rline ends \t</Note>\n.\n..\n</Invoice>');

function message(to: string, more: Partial<EmailMessage> = {}): EmailMessage {
  return {
    messageId: `<atm_${randomBytes(8).toString('hex')}@example.no>`,
    from: 'Testfirma AS <faktura@example.no>',
    to,
    subject: 'Faktura 1 – Testfirma',
    text: 'Fakturaen ligger ved.',
    attachments: [
      { filename: 'faktura å.pdf', contentType: 'application/pdf', content: randomBytes(50_000) },
      { filename: 'faktura.xml', contentType: 'application/xml', content: xml },
    ],
    ...more,
  };
}

interface Listed {
  id: string;
  messageId: string;
  from: string;
  to: string[];
  subject: string;
  attachments: { filename: string; sizeBytes: number; sha256: string }[];
}

async function listed(
  catcher: Catcher,
  query = '',
): Promise<{ data: Listed[]; nextCursor: string }> {
  const response = await fetch(`${catcher.pageUrl}/api/messages${query}`);
  return (await response.json()) as { data: Listed[]; nextCursor: string };
}

let folder: string;
const start = (more: { credentials?: { user: string; password: string } } = {}): Promise<Catcher> =>
  startMailCatcher({ host: '127.0.0.1', smtpPort: 0, httpPort: 0, folder, ...more });

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'mail-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('an e-mail', () => {
  let catcher: Catcher;
  let email: ReturnType<typeof createEmailConnector>;
  beforeAll(async () => {
    catcher = await start();
    email = createEmailConnector({ smtpUrl: catcher.smtpUrl, timeoutSeconds: 5 });
  });
  afterAll(async () => {
    email.close();
    await catcher.close();
  });

  it('arrives with its Message-ID, its one recipient and equal bytes', async () => {
    const sent = message('kunde@example.no');
    expect((await email.send(sent)).response).toMatch(/^250 /);
    const [first] = (await listed(catcher)).data;
    expect(first).toMatchObject({
      messageId: sent.messageId,
      from: 'faktura@example.no',
      to: ['kunde@example.no'],
      subject: sent.subject,
    });
    expect(first?.attachments.map(({ filename, sha256 }) => ({ filename, sha256 }))).toEqual(
      sent.attachments.map(({ filename, content }) => ({
        filename,
        sha256: createHash('sha256').update(content).digest('hex'),
      })),
    );
    const download = await fetch(`${catcher.pageUrl}/messages/${first?.id}/attachments/1`);
    expect(Buffer.from(await download.arrayBuffer())).toEqual(xml);
    const raw = await (await fetch(`${catcher.pageUrl}/api/messages/${first?.id}/raw`)).text();
    expect(raw.match(/^Content-Transfer-Encoding: base64/gm)).toHaveLength(2);
    expect(download.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''faktura.xml",
    );
    expect(download.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    ['unknown', 'recipient-unknown', 'mailbox-unknown'],
    ['unknown-bare', 'recipient-unknown', 'mailbox-unknown'],
    ['disabled', 'recipient-unknown', 'mailbox-unknown'],
    ['full', 'recipient-refused', 'mailbox-refused-size'],
    ['refused', 'recipient-refused', 'mailbox-refused'],
    ['blocked', 'misconfigured', 'smtp-not-permitted'],
    ['busy', 'service-unavailable', 'smtp-temporary'],
    ['greylisted', 'service-unavailable', 'smtp-temporary'],
    ['hangup', 'service-unavailable', 'smtp-unreachable'],
    ['silent', 'outcome-unknown', 'smtp-no-answer'],
  ])('to %s@ fails as %s, and the next one still goes', async (local, kind, code) => {
    await expect(email.send(message(`${local}@example.no`))).rejects.toMatchObject({ kind, code });
    await email.send(message('kunde@example.no'));
  });

  it('whose answer was lost is in the catcher all the same', async () => {
    const lost = message('silent@example.no');
    await expect(email.send(lost)).rejects.toMatchObject({ kind: 'outcome-unknown' });
    const { data } = await listed(catcher);
    expect(data.map((mail) => mail.messageId)).toContain(lost.messageId);
  });

  it('larger than the server takes is refused, and not tried for ever', async () => {
    const content = Buffer.alloc(27_000_000);
    const attachments = [{ filename: 'a.pdf', contentType: 'application/pdf', content }];
    await expect(email.send(message('kunde@example.no', { attachments }))).rejects.toMatchObject({
      kind: 'recipient-refused',
    });
  });

  it('is signed with the key of its sender’s domain, so that whoever looks the key up can check it', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const signing = createEmailConnector({
      smtpUrl: catcher.smtpUrl,
      dkim: {
        domain: 'example.no',
        selector: 'autoinvoice',
        privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
      },
    });
    await signing.send(message('kunde@example.no'));
    signing.close();
    const [newest] = (await listed(catcher)).data;
    const raw = await (await fetch(`${catcher.pageUrl}/api/messages/${newest?.id}/raw`)).text();
    const p = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const resolver = async (name: string): Promise<string[][]> =>
      name === 'autoinvoice._domainkey.example.no' ? [[`v=DKIM1; k=rsa; p=${p}`]] : [];
    const check = async (mail: string): Promise<string | undefined> =>
      (await dkimVerify(mail, { resolver: resolver as never })).results[0]?.status.result;
    expect(await check(raw)).toBe('pass');
    expect(await check(raw.replace('Faktura', 'Faktisk'))).not.toBe('pass');
    expect(await check(raw.replace(/(\r\n\r\n[^]*)A/, '$1B'))).not.toBe('pass');
  });

  it('goes out in any number at the same time', async () => {
    const before = (await listed(catcher, '?limit=500')).data.length;
    await Promise.all(Array.from({ length: 40 }, () => email.send(message('mange@example.no'))));
    expect((await listed(catcher, '?limit=500')).data.length).toBe(before + 40);
  });

  it('is listed newest first, page by page, and shown without running what is in it', async () => {
    await email.send(message('kunde@example.no', { subject: '<script>alert(1)</script>' }));
    const page = await fetch(catcher.pageUrl);
    expect(await page.text()).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const one = await listed(catcher, '?limit=2');
    const two = await listed(catcher, `?limit=2&cursor=${one.nextCursor}`);
    const all = await listed(catcher, '?limit=4');
    expect([...one.data, ...two.data]).toEqual(all.data);
    expect((await fetch(`${catcher.pageUrl}/messages/${all.data[0]?.id}`)).status).toBe(200);
    expect((await fetch(`${catcher.pageUrl}/messages/..%2fx`)).status).toBe(404);
  });

  it('is still there after a restart, also where its summary was lost', async () => {
    const before = await listed(catcher, '?limit=500');
    await catcher.close();
    const summaries = (await readdir(folder)).filter((file) => file.endsWith('.json'));
    await rm(path.join(folder, summaries.at(-1) ?? ''));
    catcher = await start();
    expect(await listed(catcher, '?limit=500')).toEqual(before);
    email = createEmailConnector({ smtpUrl: catcher.smtpUrl, timeoutSeconds: 5 });
  });
});

describe('an SMTP server that wants a login', () => {
  let catcher: Catcher;
  beforeAll(async () => {
    catcher = await start({ credentials: { user: 'autoinvoice', password: 'hemmelig å/@' } });
  });
  afterAll(() => catcher.close());

  it.each([
    ['no login', (url: URL) => ((url.username = ''), (url.password = ''))],
    ['a wrong password', (url: URL) => (url.password = 'wrong')],
  ])('answers %s so that the operator is asked', async (_name, change) => {
    const url = new URL(catcher.smtpUrl);
    change(url);
    const email = createEmailConnector({ smtpUrl: url.href });
    const failed = email.send(message('kunde@example.no'));
    await expect(failed).rejects.toMatchObject({ kind: 'misconfigured' });
    email.close();
  });

  it('takes mail with the right one', async () => {
    const email = createEmailConnector({ smtpUrl: catcher.smtpUrl });
    expect((await email.send(message('kunde@example.no'))).response).toMatch(/^250 /);
    email.close();
  });
});

describe('an SMTP server in trouble', () => {
  let server: Server;
  afterEach(() => server.close());

  /** Answers line by line from `script`; what follows 354 is given to `onBody`. */
  async function play(
    script: (line: string, socket: Socket) => string | null,
    onBody: (chunk: string, socket: Socket) => void = () => undefined,
    greeting = '220 ready\r\n',
  ): Promise<string> {
    server = net.createServer((socket) => {
      let inBody = false;
      socket.on('error', () => undefined);
      if (greeting !== '') socket.write(greeting);
      socket.on('data', (chunk) => {
        const text = chunk.toString('latin1');
        if (inBody) {
          if (text.endsWith('\r\n.\r\n')) inBody = false;
          return onBody(text, socket);
        }
        for (const line of text.split('\r\n').filter((one) => one !== '')) {
          const answer = script(line, socket);
          if (answer?.startsWith('354')) inBody = true;
          if (answer !== null) socket.write(`${answer}\r\n`);
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const polite = (line: string): string => (line === 'DATA' ? '354 go on' : '250 ok');
  const large = (): EmailMessage => {
    const content = Buffer.alloc(8_000_000);
    return message('a@example.no', {
      attachments: [{ filename: 'a.pdf', contentType: 'application/pdf', content }],
    });
  };

  async function failure(smtpUrl: string, sent = message('a@example.no')): Promise<unknown> {
    const email = createEmailConnector({ smtpUrl, timeoutSeconds: 1 });
    const outcome = await email.send(sent).catch((error: unknown) => error);
    email.close();
    return outcome;
  }

  it('or none at all: later', async () => {
    const url = await play(polite);
    await new Promise((resolve) => server.close(resolve));
    expect(await failure(url)).toMatchObject({ kind: 'service-unavailable' });
    expect(await failure('smtp://smtp.invalid:25')).toMatchObject({ kind: 'service-unavailable' });
  });

  it('that never greets: later', async () => {
    const url = await play(polite, undefined, '');
    expect(await failure(url)).toMatchObject({ kind: 'service-unavailable' });
  });

  it('that hangs up half-way through the message: later, nothing has arrived', async () => {
    const url = await play(polite, (_chunk, socket) => socket.destroy());
    expect(await failure(url, large())).toMatchObject({ kind: 'service-unavailable' });
  });

  it('that stops reading half-way through the message: later', async () => {
    const url = await play(polite, (_chunk, socket) => socket.pause());
    const sent = large();
    expect(
      await failure(url, { ...sent, attachments: [...sent.attachments, ...large().attachments] }),
    ).toMatchObject({
      kind: 'service-unavailable',
    });
  });

  it('that is silent after the final dot: nobody knows', async () => {
    expect(await failure(await play(polite))).toMatchObject({ kind: 'outcome-unknown' });
  });

  it('that hangs up after the final dot: nobody knows', async () => {
    const url = await play(polite, (chunk, socket) => {
      if (chunk.endsWith('\r\n.\r\n')) socket.destroy();
    });
    expect(await failure(url)).toMatchObject({ kind: 'outcome-unknown' });
  });

  it('that has closed a kept connection only when it is used: the next mail takes a new one', async () => {
    let mails = 0;
    const used = new Set<Socket>();
    const url = await play(
      (line, socket) => {
        if (line.startsWith('MAIL') && used.has(socket)) {
          socket.destroy();
          return null;
        }
        return polite(line);
      },
      (chunk, socket) => {
        if (!chunk.endsWith('\r\n.\r\n')) return;
        mails += 1;
        used.add(socket);
        socket.write('250 kept\r\n');
      },
    );
    const email = createEmailConnector({ smtpUrl: url, timeoutSeconds: 2 });
    await email.send(message('a@example.no'));
    await email.send(message('a@example.no'));
    expect(mails).toBe(2);
    email.close();
  });

  it('that closes a kept connection: the next mail takes a new one', async () => {
    const sockets: Socket[] = [];
    let mails = 0;
    const url = await play(
      (line, socket) => {
        sockets.push(socket);
        return polite(line);
      },
      (chunk, socket) => {
        if (!chunk.endsWith('\r\n.\r\n')) return;
        mails += 1;
        socket.write('250 kept\r\n');
        setTimeout(() => socket.destroy(), 50);
      },
    );
    const email = createEmailConnector({ smtpUrl: url, timeoutSeconds: 2 });
    await email.send(message('a@example.no'));
    await new Promise((resolve) => setTimeout(resolve, 150));
    await email.send(message('a@example.no'));
    expect(mails).toBe(2);
    email.close();
  });
});
