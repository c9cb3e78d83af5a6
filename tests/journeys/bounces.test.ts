import { createTransport } from 'nodemailer';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  ask,
  deliver,
  installation,
  json,
  newCompany,
  until,
  type Answer,
  type Company,
} from '../support/installation.ts';

let company: Company;
beforeAll(async () => {
  company = await newCompany();
});

type Delivery = Answer['body'];

const codes = ({ timeline }: Delivery): string[] =>
  timeline.map(({ code }: { code: string }) => code.replace('delivery.', ''));
const texts = ({ timeline }: Delivery): string =>
  timeline.map(({ text }: { text: { nb: string } }) => text.nb).join('\n');

/** The delivery as soon as `isSo`. */
async function followed(id: string, isSo: (delivery: Delivery) => boolean): Promise<Delivery> {
  for (const end = Date.now() + 20_000; ;) {
    const { body } = await ask('GET', `/v1/deliveries/${id}`, company.key);
    if (isSo(body)) return body;
    if (Date.now() > end) throw new Error(`${body.status}: ${texts(body)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Envelope senders of the mails in the catcher with this Message-ID. */
async function returnPathsOf(messageId: string): Promise<string[]> {
  const response = await fetch(`${installation().addresses['mail']}/api/messages?limit=200`);
  const { data } = (await response.json()) as { data: { messageId: string; from: string }[] };
  return data.filter((mail) => mail.messageId === messageId).map(({ from }) => from);
}

/** Hands a bounce to the mailroom, as another mail server does; gives its answer, or throws its refusal. */
async function bounce(to: string, words = '', sender = ''): Promise<string> {
  const { hostname, port } = new URL(installation().addresses['scanMail'] ?? '');
  const transport = createTransport({ host: hostname, port: Number(port), ignoreTLS: true });
  const raw = [
    'From: MAILER-DAEMON@mx.kunde.example',
    'Subject: Undelivered Mail Returned to Sender',
    '',
    `Your message could not be delivered. 550 5.1.1 No such user. ${words}`,
  ].join('\r\n');
  try {
    return (await transport.sendMail({ envelope: { from: sender, to }, raw })).response;
  } finally {
    transport.close();
  }
}

const byEmail = (email: string, method = 'automatic'): Promise<Delivery> =>
  deliver(company.key, { method, email, disabledChannels: 'visma-network,peppol' });
const isLetter = ({ status, channel }: Delivery): boolean =>
  status === 'delivered' && channel === 'print';

describe.concurrent('an invoice by e-mail that comes back', () => {
  it.each(['bounced', 'bounced-plain', 'bounced-full'])(
    'becomes a letter, once, whatever the server behind %s@ writes',
    async (mailbox) => {
      const { id } = await byEmail(`${mailbox}@example.com`);
      const letter = await followed(id, isLetter);
      expect(codes(letter).filter((code) => code === 'returned')).toHaveLength(1);
      expect(letter.runs.map(({ openedBy }: { openedBy: string }) => openedBy)).toEqual([
        'send',
        'returned',
      ]);
    },
  );

  it('is not sent twice for a bounce that comes twice or late, and the timeline shows it', async () => {
    const { id, runs } = await byEmail('bounced@example.com');
    await followed(id, isLetter);
    const [returnPath = ''] = await returnPathsOf(runs[0].attempts[0].messageId);
    await bounce(returnPath, 'Late');
    await bounce(returnPath, 'Late');
    const after = await followed(id, (now) => codes(now).includes('bounce-ignored'));
    expect(after).toMatchObject({ status: 'delivered', channel: 'print' });
    await bounce(returnPath, 'Later');
    const last = await followed(
      id,
      (now) => codes(now).filter((code) => code === 'bounce-ignored').length > 1,
    );
    expect(last.runs).toHaveLength(2);
    expect(codes(last).filter((code) => code === 'bounce-ignored')).toHaveLength(2);
  });

  it('rests where its method is e-mail alone, with what the server said', async () => {
    const { id } = await byEmail('bounced@example.com', 'email');
    const returned = await followed(
      id,
      ({ status, runs }) => status === 'returned' && runs[1]?.status === 'closed',
    );
    expect(returned.code).toBe('mailbox-unknown');
  });

  it('is no letter where the server has something against us: a person is asked', async () => {
    const { id } = await byEmail('bounced-blocked@example.com');
    const asked = await followed(id, ({ status }) => status === 'needs-attention');
    expect(asked.code).toBe('misconfigured');
    const answer = json({ answer: 'send' });
    expect((await ask('POST', `/v1/deliveries/${id}/answer`, company.key, answer)).status).toBe(
      200,
    );
    expect(isLetter(await until(company.key, id))).toBe(true);
  });

  it('settles the question whether it arrived', async () => {
    const { id, code, runs } = await byEmail('silent@example.com');
    expect(code).toBe('outcome-unknown');
    const [returnPath = ''] = await returnPathsOf(runs[0].attempts[0].messageId);
    await bounce(returnPath);
    expect(codes(await followed(id, isLetter))).toContain('answered');
  });
});

describe.concurrent('what is no bounce changes nothing', () => {
  it.each([
    ['away', 'Automatisk svar'],
    ['delayed', 'forsinket'],
  ])('but stands in the timeline: %s@', async (mailbox, words) => {
    const { id } = await byEmail(`${mailbox}@example.com`);
    const seen = await followed(id, (now) => texts(now).includes(words));
    expect(seen).toMatchObject({ status: 'delivered', channel: 'email' });
  });

  it('such as one to a return path that we have not made: it is refused', async () => {
    const { id, runs } = await byEmail('kunde@example.com');
    const [returnPath = ''] = await returnPathsOf(runs[0].attempts[0].messageId);
    const [local = '', domain] = returnPath.split('@');
    const forged = `${local.slice(0, -4)}aaaa@${domain}`;
    await expect(bounce(forged)).rejects.toThrow(/550 5\.1\.1/);
    const { body } = await ask('GET', `/v1/deliveries/${id}`, company.key);
    expect(body).toMatchObject({ status: 'delivered', channel: 'email' });
  });

  it('such as what a person writes there: its sender is told', async () => {
    const { runs } = await byEmail('kunde@example.com');
    const [returnPath = ''] = await returnPathsOf(runs[0].attempts[0].messageId);
    const { hostname, port } = new URL(installation().addresses['scanMail'] ?? '');
    const transport = createTransport({ host: hostname, port: Number(port), ignoreTLS: true });
    const mail = { from: 'ola@kunde.example', to: returnPath, subject: 'SV: Faktura', text: 'Hei' };
    await expect(transport.sendMail(mail)).rejects.toThrow(/550 5\.7\.1/);
    transport.close();
  });
});
