import { createTransport, type SendMailOptions } from 'nodemailer';
import { deflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  ask,
  installation,
  json,
  newCompany,
  type Answer,
  type Company,
} from '../support/installation.ts';
import { invoiceTo, samplePdf, untilScan } from '../support/scans.ts';

const returnEmail = 'bilag@example.com';
let company: Company;
let address: string;
beforeAll(async () => {
  company = await newCompany();
  await ask('PUT', '/v1/scanning', company.key, json({ enabled: true, returnEmail }));
  for (const end = Date.now() + 15_000; ;) {
    const { body } = await ask('GET', '/v1/scanning', company.key);
    address = body.address;
    if (body.status === 'open') break;
    if (Date.now() > end) throw new Error(`The scan account is ${body.status}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
});

/** Hands a mail to the mailroom; gives the server's answer, or throws its refusal. */
async function mail(message: SendMailOptions): Promise<string> {
  const { hostname, port } = new URL(installation().addresses['scanMail'] ?? '');
  const transport = createTransport({ host: hostname, port: Number(port), ignoreTLS: true });
  try {
    const from = 'faktura@leverandor.example';
    return (await transport.sendMail({ from, to: address, subject: 'Faktura', ...message }))
      .response;
  } finally {
    transport.close();
  }
}

/** The newest arrival, as the API shows it. */
const newest = async (): Promise<Answer['body']> =>
  (await ask('GET', '/v1/scan-arrivals?limit=1', company.key)).body.data[0];
const becameOf = ({ parts }: Answer['body']): string[] =>
  parts.map(({ became, code }: { became: string; code: string | null }) => code ?? became);
const pdf = (number: string): Promise<Uint8Array> =>
  samplePdf({ embedded: true, xml: invoiceTo(company.organisationNumber, number) });
const attached = (
  filename: string,
  content: Uint8Array | string,
): SendMailOptions['attachments'] => [{ filename, content: Buffer.from(content) }];

/** Mails in the catcher to this address whose text has this. */
async function forwarded(text: string): Promise<number> {
  const response = await fetch(`${installation().addresses['mail']}/api/messages?limit=200`);
  const { data } = (await response.json()) as { data: { to: string[]; subject: string }[] };
  return data.filter(({ to, subject }) => to.includes(returnEmail) && subject.includes(text))
    .length;
}

describe('a mail to a scan account', () => {
  it('becomes a received invoice, and the mail is kept as it came', async () => {
    const answer = await mail({
      attachments: attached('../../x/faktura.pdf', await pdf('M-1')),
      messageId: '<m-1@leverandor.example>',
    });
    expect(answer).toContain('250');
    const arrival = await newest();
    expect(arrival).toMatchObject({
      source: 'mail',
      sender: 'faktura@leverandor.example',
      messageId: '<m-1@leverandor.example>',
      parts: [{ filename: 'faktura.pdf', became: 'scan' }],
    });
    expect(Object.keys(arrival.authentication).sort()).toEqual(['dkim', 'dmarc', 'spf']);
    const scan = await untilScan(company.key, arrival.parts[0].id, ['accepted']);
    expect(scan).toMatchObject({ source: 'mail', number: 'M-1' });
    const raw = await ask('GET', `/v1/scan-arrivals/${arrival.id}/mail`, company.key);
    expect(raw.bytes.toString()).toContain('Message-ID: <m-1@leverandor.example>');
  });

  it('is one arrival when the sender has missed the answer and sends it again', async () => {
    const message = {
      messageId: '<twice@leverandor.example>',
      attachments: attached('a.pdf', await pdf('M-2')),
    };
    await mail(message);
    const first = await newest();
    await mail(message);
    expect((await newest()).id).toBe(first.id);
  });

  it('is refused where there is no such account, and where it is too big', async () => {
    await expect(mail({ to: `123456785@${address.split('@')[1]}` })).rejects.toThrow(/550 5\.1\.1/);
    await expect(
      mail({ attachments: attached('a.pdf', Buffer.alloc(40_000_000, 'x')) }),
    ).rejects.toThrow(/552/);
  });

  it('takes an e-invoice as such, opens an archive, and leaves logos alone', async () => {
    await mail({
      attachments: [
        { filename: 'ehf.xml', content: invoiceTo(company.organisationNumber, 'M-3') },
        { filename: 'a.zip', content: zip('faktura.pdf', await pdf('M-4')) },
        { filename: 'logo.png', cid: 'logo', contentDisposition: 'inline', content: tinyPng },
        { filename: 'notes.txt', content: 'Hei' },
      ],
      html: '<img src="cid:logo">',
    });
    const { parts } = await newest();
    expect(becameOf({ parts }).sort()).toEqual([
      'inline-picture',
      'not-a-document',
      'received',
      'scan',
    ]);
    const { id } = parts.find(({ became }: { became: string }) => became === 'received');
    expect((await ask('GET', `/v1/received/${id}`, company.key)).body).toMatchObject({
      origin: 'mail',
    });
  });

  it.each([
    ['an archive that unpacks to more than is taken', 'zip-too-large'],
    ['a broken archive', 'zip-broken'],
  ])('says what it did not open: %s', async (_what, code) => {
    const content =
      code === 'zip-broken'
        ? Buffer.from('PK\u0003\u0004nothing')
        : zip('big', Buffer.alloc(60_000_000));
    await mail({ subject: code, attachments: attached('a.zip', content) });
    expect(becameOf(await newest())).toEqual([code]);
  });

  it('takes the first hundred of three hundred files', async () => {
    const page = tinyPdf();
    const attachments = Array.from({ length: 300 }, (_, at) => ({
      filename: `${at}.pdf`,
      content: page,
    }));
    await mail({ subject: 'many', attachments });
    const codes = becameOf(await newest());
    expect(codes.filter((code) => code === 'scan')).toHaveLength(100);
    expect(codes.filter((code) => code === 'too-many-files')).toHaveLength(200);
  });

  it('goes to the company’s people where there is no document in it, unless a program wrote it', async () => {
    await mail({ subject: 'Spørsmål om faktura', text: 'Hei' });
    await mail({
      subject: 'Fraværende',
      text: 'Auto',
      headers: { 'Auto-Submitted': 'auto-replied' },
    });
    for (const end = Date.now() + 10_000; (await forwarded('Spørsmål om faktura')) === 0;) {
      if (Date.now() > end) throw new Error('The mail was not forwarded.');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(await forwarded('Fraværende')).toBe(0);
    expect(becameOf(await newest())).toEqual([]);
  });
});

const tinyPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const tinyPdf = (): Buffer => Buffer.from('%PDF-1.4\n%%EOF\n');

/** An archive with one file. */
function zip(name: string, bytes: Uint8Array): Buffer {
  const packed = deflateRawSync(bytes);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(8, 8);
  head.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([head, Buffer.from(name), packed, entry, Buffer.from(name), end]);
}
