import { createTransport } from 'nodemailer';
import { signPdf } from './stand-in-pdf.ts';
import type { KeptDocument, KeptInvitation, SigningState } from './stand-in-state.ts';

export interface Found {
  readonly document: KeptDocument;
  readonly invitation: KeptInvitation;
}

/** What the person at the other end of an invitation does. */
export interface Signer {
  /** Null where there is no such invitation, or the passphrase is another one. */
  find(uuid: string, passphrase: string): Found | null;
  /** The page was opened. */
  open(found: Found): Promise<void>;
  /** False where it was too late. */
  sign(found: Found, name: string): Promise<boolean>;
  decline(found: Found): Promise<boolean>;
  expire(found: Found): Promise<boolean>;
  /** Mail with the link, and the signature where the stand-in signs by itself. */
  invite(found: Found): void;
  /** Ends invitations whose last day is over. */
  expireOverdue(): Promise<void>;
  /** What a restart left to be done. */
  resume(): void;
  close(): Promise<void>;
}

export interface SignerOptions {
  readonly state: SigningState;
  readonly now: () => number;
  readonly smtpUrl: string;
  readonly linkTo: (invitation: KeptInvitation) => string;
  readonly signsByItself: { readonly afterSeconds: number; readonly name: string } | null;
}

const sender = 'Visma Sign (stedfortreder) <invitasjon@visma-sign.invalid>';
const mailPauseMs = { first: 500, longest: 30_000 };

const texts = {
  nb: {
    subject: (name: string) => `Signer dokumentet: ${name}`,
    text: (name: string, message: string, link: string) =>
      `Hei\n\nDu er bedt om å signere dokumentet «${name}».\n\n${message}\n\nSigner her:\n${link}\n`,
  },
  en: {
    subject: (name: string) => `Sign the document: ${name}`,
    text: (name: string, message: string, link: string) =>
      `Hello\n\nYou have been asked to sign the document “${name}”.\n\n${message}\n\nSign here:\n${link}\n`,
  },
};

export function createSigner(options: SignerOptions): Signer {
  const { state, now } = options;
  const transport = createTransport(options.smtpUrl);
  const timers = new Set<NodeJS.Timeout>();
  const mailing = new Set<Promise<void>>();
  const signing = new Map<string, Promise<boolean>>();

  const isOpen = ({ document, invitation }: Found): boolean =>
    document.status === 'pending' && ['sending', 'new', 'opened'].includes(invitation.status);

  function later(milliseconds: number, act: () => Promise<unknown>): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      const run = act().then(
        () => undefined,
        () => undefined,
      );
      mailing.add(run);
      void run.finally(() => mailing.delete(run));
    }, milliseconds);
    timers.add(timer);
  }

  /** Until the server has taken it; a repeat carries the same Message-ID. */
  async function mail(found: Found, pauseMs = mailPauseMs.first): Promise<void> {
    const { document, invitation } = found;
    if (invitation.status !== 'sending') return;
    const { subject, text } = texts[invitation.language === 'nb' ? 'nb' : 'en'];
    try {
      await transport.sendMail({
        from: sender,
        to: { name: invitation.name ?? '', address: invitation.email },
        subject: subject(document.name),
        text: text(document.name, invitation.message, options.linkTo(invitation)),
        messageId: `<${invitation.uuid}@visma-sign.invalid>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    } catch {
      later(pauseMs, () => mail(found, Math.min(pauseMs * 2, mailPauseMs.longest)));
      return;
    }
    // It may have been signed or cancelled while the server took it.
    if (isOpen(found) && invitation.status === 'sending') invitation.status = 'new';
    await state.save();
  }

  async function end(found: Found, status: 'declined' | 'expired'): Promise<boolean> {
    if (!isOpen(found)) return false;
    found.invitation.status = status;
    found.document.status = 'cancelled';
    for (const other of found.document.invitations) {
      if (other !== found.invitation && other.status !== 'signed') other.status = 'cancelled';
    }
    await state.save();
    return true;
  }

  async function sign(found: Found, name: string): Promise<boolean> {
    const { document, invitation } = found;
    if (!isOpen(found)) return false;
    const at = new Date(now()).toISOString();
    const isLast = document.invitations.every(
      (one) => one === invitation || one.status === 'signed',
    );
    const hasSigned = document.invitations.some((one) => one.status === 'signed');
    const pdf = await state.readFile(document.uuid, hasSigned ? 'signed' : 'given');
    const facts = { signer: name, at, document: document.name };
    const signed = signPdf(pdf, { ...facts, asOrganisation: invitation.asOrganisation });
    await state.writeFile(document.uuid, 'signed', signed);
    if (!isOpen(found)) return false;
    invitation.status = 'signed';
    invitation.signedBy = name;
    invitation.signedAt = at;
    if (isLast) document.status = 'signed';
    await state.save();
    return true;
  }

  /** One signature at a time for each document. */
  function signInTurn(found: Found, name: string): Promise<boolean> {
    const { uuid } = found.document;
    const before = signing.get(uuid) ?? Promise.resolve(true);
    const run = before.then(
      () => sign(found, name),
      () => sign(found, name),
    );
    signing.set(uuid, run);
    return run.finally(() => {
      if (signing.get(uuid) === run) signing.delete(uuid);
    });
  }

  const all = (): Found[] =>
    [...state.documents.values()].flatMap((document) =>
      document.invitations.map((invitation) => ({ document, invitation })),
    );

  const invite = (found: Found): void => {
    later(0, () => mail(found));
    const { signsByItself } = options;
    if (signsByItself && isOpen(found)) {
      const { afterSeconds, name } = signsByItself;
      later(afterSeconds * 1000, () => signInTurn(found, name));
    }
  };

  return {
    find(uuid, passphrase) {
      const found = all().find(({ invitation }) => invitation.uuid === uuid);
      const isTheirs = found?.invitation.passphrase === passphrase;
      return isTheirs && found.document.status !== 'deleted' ? found : null;
    },
    async open(found) {
      if (!isOpen(found) || found.invitation.status === 'opened') return;
      found.invitation.status = 'opened';
      await state.save();
    },
    sign: signInTurn,
    decline: (found) => end(found, 'declined'),
    expire: (found) => end(found, 'expired'),
    invite,
    async expireOverdue() {
      const today = new Date(now()).toISOString().slice(0, 10);
      for (const found of all()) {
        const { validUntil } = found.document;
        if (validUntil !== null && validUntil < today) await end(found, 'expired');
      }
    },
    resume() {
      for (const found of all()) if (isOpen(found)) invite(found);
    },
    async close() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      transport.close();
      await Promise.allSettled([...mailing, ...signing.values()]);
    },
  };
}
