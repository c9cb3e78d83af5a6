import { createTransport } from 'nodemailer';
import { createReturnPaths } from '../../channels/email/return-path.ts';
import type { Backing } from '../../runtime/backing.ts';
import { askUntilAnswered, client, type ChaosClient } from './client.ts';
import type { Disturbance } from './disturbances.ts';
import type { Victim } from './installation.ts';
import { say, sleep } from './process.ts';
import { countReceived, type Seen } from './receivers.ts';

/** A letter that has not come this long after the last disturbance counts as lost. */
const patienceMs = 300_000;
/** So long nothing more must come of what is settled. */
const quietMs = 8000;

/** What becomes of an invoice by e-mail, by its recipient, and what of it the receivers must have in the end. */
const fates = {
  /** The mail comes back, by a report that comes three times. */
  bounced: { mailbox: 'bounced', mails: 1, letters: 1 },
  /** Somebody who cannot sign return paths says that it came back. */
  forged: { mailbox: 'kunde', mails: 1, letters: 0 },
  /** The server keeps the mail and hangs up after the final dot: a person is asked. */
  silent: { mailbox: 'silent', mails: 1, letters: 0 },
  /** The server puts it off, a person cancels it, and a bounce comes for the attempt. */
  cancelled: { mailbox: 'busy', mails: 0, letters: 0 },
} as const;
type Fate = keyof typeof fates;
const names = Object.keys(fates) as Fate[];

interface Sent {
  readonly id: string;
  readonly number: string;
  readonly fate: Fate;
}

interface Delivery {
  readonly status: string;
  readonly runs: readonly { readonly attempts: readonly { readonly messageId: string }[] }[];
}

/**
 * Invoices by e-mail while parts are killed, and bounces of all kinds for them. Lost is a mail that came back and
 * became no letter; duplicated an invoice that a receiver has more of than it should, however that came about.
 */
export async function bounceAll(
  victim: Victim,
  count: number,
  disturb: Disturbance,
): Promise<{ isGood: boolean; result: object }> {
  const began = Date.now();
  const sender = await client(victim.backing);
  const [sent] = await Promise.all([sendAll(sender, victim.backing, count), disturb(victim)]);
  say(`${sent.length} accepted, and bounces for them; waiting for the letters.`);
  const result = await countAll(sender, victim, sent);
  const isGood = result.lost === 0 && result.duplicated === 0 && result.wrongStatus === 0;
  return { isGood, result: { ...result, seconds: Math.round((Date.now() - began) / 1000) } };
}

async function sendAll(sender: ChaosClient, backing: Backing, count: number): Promise<Sent[]> {
  const sent: Sent[] = [];
  let at = 0;
  const lane = async (): Promise<void> => {
    while (at < count) {
      const index = at++;
      const number = `C-${index}`;
      const fate = names[index % names.length] ?? 'bounced';
      const id = await sender.send(number, {
        method: 'automatic',
        disabledChannels: 'visma-network,peppol',
        email: `${fates[fate].mailbox}@example.com`,
      });
      await sendBounces(sender, backing, { id, number, fate });
      sent.push({ id, number, fate });
    }
  };
  await Promise.all(Array.from({ length: 4 }, lane));
  return sent;
}

/** What the other side sends for one invoice, each until the mailroom has taken or refused it. */
async function sendBounces(sender: ChaosClient, backing: Backing, sent: Sent): Promise<void> {
  if (sent.fate === 'silent') return;
  const attemptId = await attemptOf(sender, backing, sent.id);
  const returnPath = createReturnPaths({
    domain: backing.service.bounceDomain,
    key: sent.fate === 'forged' ? 'the key of somebody else' : backing.service.mailKey,
  }).of(attemptId);
  if (sent.fate === 'cancelled') await cancel(sender, backing, sent.id);
  // Word for word the same, and once in other words.
  for (const words of ['', '', 'Once more.']) await bounce(backing, returnPath, words);
}

const readDelivery = ({ key }: ChaosClient, backing: Backing, id: string): Promise<Delivery> =>
  askUntilAnswered<Delivery>(backing, key, { method: 'GET', path: `/v1/deliveries/${id}` });

async function attemptOf(sender: ChaosClient, backing: Backing, id: string): Promise<string> {
  for (;;) {
    const { runs } = await readDelivery(sender, backing, id);
    const attempt = runs.flatMap(({ attempts }) => attempts)[0];
    if (attempt) return attempt.messageId.slice(1, attempt.messageId.lastIndexOf('@'));
    await sleep(200);
  }
}

/** Cancelling may be refused while a call is under way. */
async function cancel({ key }: ChaosClient, backing: Backing, id: string): Promise<void> {
  const path = `/v1/deliveries/${id}`;
  for (;;) {
    const { status } = await askUntilAnswered<Delivery>(backing, key, { method: 'GET', path });
    if (status === 'cancelled') return;
    await fetch(`${backing.addresses['api']}${path}/cancel`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(8000),
    }).catch(() => null);
    await sleep(200);
  }
}

async function bounce({ service }: Backing, returnPath: string, words: string): Promise<void> {
  const raw = [
    'From: MAILER-DAEMON@mx.example.com',
    'Subject: Undelivered Mail Returned to Sender',
    '',
    `Your message could not be delivered. 550 5.1.1 No such user. ${words}`,
  ].join('\r\n');
  for (;;) {
    const transport = createTransport({
      host: service.host,
      port: service.scanSmtpPort,
      ignoreTLS: true,
    });
    const isAnswered = await transport
      .sendMail({ envelope: { from: '', to: returnPath }, raw })
      .then(
        () => true,
        (error: unknown) => error instanceof Error && /\b5\d\d /.test(error.message),
      );
    transport.close();
    if (isAnswered) return;
    await sleep(500);
  }
}

async function countAll(sender: ChaosClient, victim: Victim, sent: readonly Sent[]) {
  const end = Date.now() + patienceMs;
  let wholeSince: number | null = null;
  for (;;) {
    const seen = await countReceived(victim.backing, victim.folder, () =>
      Promise.resolve([]),
    ).catch(() => null);
    if (seen) {
      const lost = sent.filter(({ number, fate }) => isLacking(seen.get(number), fate)).length;
      wholeSince = lost === 0 ? (wholeSince ?? Date.now()) : null;
      const isQuiet = wholeSince !== null && Date.now() - wholeSince > quietMs;
      if (isQuiet || Date.now() > end) return report(sender, victim.backing, sent, seen, lost);
    }
    await sleep(1000);
  }
}

/** Of each channel: different messages. A mail may be seen twice with one Message-ID. */
function kept(seen: Seen | undefined): { mails: number; letters: number } {
  const letters = [...(seen?.ids ?? [])].filter((id) => id.startsWith('atm_')).length;
  return { letters, mails: (seen?.ids.size ?? 0) - letters };
}

const isLacking = (seen: Seen | undefined, fate: Fate): boolean => {
  const { mails, letters } = kept(seen);
  return mails < fates[fate].mails || letters < fates[fate].letters;
};

/** The delivery's status in the end. */
const expected: Record<Fate, string> = {
  bounced: 'delivered',
  forged: 'delivered',
  silent: 'needs-attention',
  cancelled: 'cancelled',
};

async function report(
  sender: ChaosClient,
  backing: Backing,
  sent: readonly Sent[],
  seen: ReadonlyMap<string, Seen>,
  lost: number,
) {
  const isTooMuch = ({ number, fate }: Sent): boolean => {
    const { mails, letters } = kept(seen.get(number));
    return mails > fates[fate].mails || letters > fates[fate].letters;
  };
  let wrongStatus = 0;
  for (const { id, fate } of sent)
    if ((await readDelivery(sender, backing, id)).status !== expected[fate]) wrongStatus++;
  return {
    accepted: sent.length,
    lost,
    duplicated: sent.filter(isTooMuch).length,
    wrongStatus,
    fates: Object.fromEntries(
      names.map((name) => [name, sent.filter(({ fate }) => fate === name).length]),
    ),
  };
}
