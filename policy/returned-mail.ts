import type { FailureKind } from './failure.ts';
import type { MailHeaders } from './mail-parts.ts';
import { smtpFailure } from './smtp-failure.ts';

/** A mail that came to the return path of one of ours, as far as it says what it is. */
export interface ReturnedMail {
  /** Of the envelope; empty for a bounce by the book. */
  readonly sender: string;
  /** By lower-case name. */
  readonly headers: MailHeaders;
  /** The fields of the report for programs (`message/delivery-status`, RFC 3464), where there is one. */
  readonly deliveryStatus: string | null;
  readonly text: string;
}

export type ReturnedMailVerdict =
  /** It is lost: nobody will try again. */
  | {
      readonly kind: 'failed';
      readonly failure: FailureKind;
      readonly code: string;
      /** What the other server said, at most 500 characters. */
      readonly detail: string;
    }
  /** A server is still trying. */
  | { readonly kind: 'delayed' }
  /** A server tells that it has delivered it, or handed it on. */
  | { readonly kind: 'confirmed' }
  /** A program answers for somebody who is away, or counts what was opened. */
  | { readonly kind: 'auto-reply' }
  /** Anything else: written by a person, or not to be understood. */
  | { readonly kind: 'other' };

/**
 * What a mail to a return path says of the mail that it answers. A delivery status report decides; without one, the
 * words of the common mail servers do. Never a failure unless a mail server says that it has given up.
 */
export function judgeReturnedMail(mail: ReturnedMail): ReturnedMailVerdict {
  return (
    (mail.deliveryStatus === null ? null : judgeReport(mail.deliveryStatus, mail.text)) ??
    judgeWords(mail) ??
    (isAutoReply(mail) ? { kind: 'auto-reply' } : { kind: 'other' })
  );
}

/** The fields of each recipient of a report; the first block speaks of the message and has none. */
function recipientsOf(report: string): ReadonlyMap<string, string>[] {
  return report
    .replaceAll('\r\n', '\n')
    .split(/\n[ \t]*\n/)
    .map((block) => {
      const unfolded = block.replaceAll(/\n[ \t]+/g, ' ');
      const fields = [...unfolded.matchAll(/^([\w-]+)[ \t]*:[ \t]*(.*)$/gm)];
      return new Map(fields.map(([, name = '', value = '']) => [name.toLowerCase(), value.trim()]));
    })
    .filter((fields) => fields.has('action'));
}

/** Null where the report names no recipient. */
function judgeReport(report: string, text: string): ReturnedMailVerdict | null {
  const recipients = recipientsOf(report);
  const actions = recipients.map((fields) => actionOf(fields.get('action')));
  // One address may stand for several people: where one of them has it, the buyer has it.
  if (actions.some((action) => ['delivered', 'relayed', 'expanded'].includes(action))) {
    return { kind: 'confirmed' };
  }
  const failed = recipients.find((fields) => actionOf(fields.get('action')) === 'failed');
  if (failed) {
    const diagnostic = (failed.get('diagnostic-code') ?? '').replace(/^[\w-]+\s*;\s*/, '');
    return failure(failed.get('status') ?? '', diagnostic || shortened(text));
  }
  return actions.includes('delayed') ? { kind: 'delayed' } : null;
}

/** The word alone: some servers put a comment behind it. */
const actionOf = (value = ''): string => /^[a-z]+/i.exec(value)?.[0].toLowerCase() ?? '';

const enhancedForm = /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/;
const replyForm = /(?<![\d.])([45][0-5]\d)(?![\d.])/;
const shortened = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 500);

/** Of a mail that is given up. What a server calls temporary is final here: it has been tried for days. */
function failure(status: string, said: string): ReturnedMailVerdict {
  const inText = enhancedForm.exec(said)?.[1];
  const given = enhancedForm.exec(status)?.[1];
  // `5.0.0` says nothing; the words of the server that refused it are more exact.
  const enhanced = given === undefined || given.endsWith('.0.0') ? (inText ?? given) : given;
  const reply =
    replyForm.exec(said)?.[1] ??
    (enhanced?.startsWith('4') ? '450' : nobodyThere.test(said) ? '550' : '554');
  const detail = shortened(said || status);
  const { kind, code } = smtpFailure({
    step: 'rcpt',
    reply:
      enhanced === undefined || enhanced.endsWith('.0.0') ? reply : `${reply} ${enhanced} ${said}`,
    finalDotSent: false,
  });
  return kind === 'service-unavailable' || kind === 'outcome-unknown'
    ? { kind: 'failed', failure: 'recipient-refused', code: 'mail-expired', detail }
    : { kind: 'failed', failure: kind, code, detail };
}

/** Where a server has put the mail that it returns, its words end. */
const quotedMail =
  /^(-{2,}.*(copy|original|returned|message|below).*|\s*(Received|Return-Path|DKIM-Signature):.*)$/im;

const stillTrying = [
  /not yet been delivered/i,
  /this is a warning (message )?only/i,
  /will (keep|continue|be) (trying|retry|retried|to try)/i,
  /(delivery|message|it) (has been |is |was )?delayed/i,
  /do not need to resend/i,
  /forsinket/i,
];

/** As Exim, qmail, Exchange, Domino, Gmail, Sendmail and Norwegian servers say it. */
const givenUp = [
  /could not be delivered/i,
  /couldn[’']t be delivered/i,
  /wasn[’']t able to deliver/i,
  /was not able to deliver/i,
  /unable to deliver/i,
  /delivery (has failed|failed|to the following recipients? failed)/i,
  /(was|is) not delivered/i,
  /did not reach (some or all of )?the intended recipient/i,
  /undeliverable/i,
  /permanent (fatal )?errors?/i,
  /(user|mailbox|recipient|account) (is )?(unknown|not found|unavailable|does not exist)/i,
  /i[’']ve given up/i,
  /kunne ikke leveres|kan ikke levere|ble ikke levert/i,
];

/** That there is no such mailbox, where no number says it. */
const nobodyThere =
  /(no such|unknown|invalid) (user|mailbox|recipient|address|account)|(user|mailbox|recipient|account) (is )?(unknown|not found)|not listed in|does not exist|finnes ikke/i;

/** What a bounce in plain text says; null where it is no mail server that writes. */
function judgeWords({ sender, headers, text }: ReturnedMail): ReturnedMailVerdict | null {
  const from = headers.get('from') ?? '';
  const isServer =
    /(mailer-daemon|postmaster|mail delivery (sub)?system|microsoftexchange\w*)/i.test(from) ||
    /^(mailer-daemon|postmaster)@/i.test(sender);
  if (!isServer) return null;
  const beginning = text.slice(0, 5000);
  const quoted = quotedMail.exec(beginning);
  const said = quoted ? beginning.slice(0, quoted.index) : beginning;
  const subject = headers.get('subject') ?? '';
  if (stillTrying.some((words) => words.test(said) || words.test(subject))) {
    return { kind: 'delayed' };
  }
  if (!givenUp.some((words) => words.test(said) || words.test(subject))) return null;
  const refusal = said.split(/\n/).find((line) => enhancedForm.test(line) || replyForm.test(line));
  return failure('', refusal ?? said);
}

const awayHeaders = [
  'x-autoreply',
  'x-autorespond',
  'x-auto-response',
  'x-autogenerated',
  'x-vacation',
];
const awaySubject =
  /^\s*(automatic reply|auto(matic)?[- ]?(reply|response|svar)|out of (the )?office|automatisk svar|autosvar|fravær|ikke på kontoret|ferie|vacation|away from|abwesenheit|automatische antwort|automatiskt svar|frånvaro|lest|read):?/i;

/** Whether a program answers for a person: vacation notices and receipts for reading. Source: RFC 3834, RFC 8098. */
function isAutoReply({ headers }: ReturnedMail): boolean {
  const automatic = headers.get('auto-submitted')?.trim().toLowerCase() ?? 'no';
  return (
    !automatic.startsWith('no') ||
    awayHeaders.some((name) => headers.has(name)) ||
    /auto[-_]?reply/i.test(headers.get('precedence') ?? '') ||
    /disposition-notification/i.test(headers.get('content-type') ?? '') ||
    awaySubject.test(headers.get('subject') ?? '')
  );
}
