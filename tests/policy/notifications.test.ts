import { describe, expect, it } from 'vitest';
import { noticeMail, reportMail, type NoticeLine } from '../../policy/notification-mails.ts';
import {
  digestDueAt,
  noticeKindOf,
  reportDue,
  type ReportInterval,
} from '../../policy/notifications.ts';

const at = (time: string): string => `2026-11-24T${time}.000Z`;

describe('a notice', () => {
  it.each([
    ['delivery.attachments-left-out', 'sendErrors'],
    ['delivery.objected', 'sendErrors'],
    ['delivery.delivered', 'sent'],
    ['received.arrived', 'received'],
    ['delivery.attempt-accepted', null],
    ['delivery.attachments-not-merged', null],
  ] as const)('tells %s as %s', (code, kind) => {
    expect(noticeKindOf(code)).toBe(kind);
  });

  it.each<[string, string, { at: string; events: number } | null, string]>([
    ['a minute after the first event', '10:00:00', null, '10:01:00'],
    [
      'at once gathered, long after the last mail',
      '10:00:00',
      { at: at('08:00:00'), events: 1 },
      '10:01:00',
    ],
    [
      'not before a quarter of an hour has gone by',
      '10:02:00',
      { at: at('10:01:00'), events: 3 },
      '10:16:00',
    ],
    [
      'an hour after a mail about very many',
      '10:02:00',
      { at: at('10:01:00'), events: 51 },
      '11:01:00',
    ],
  ])('goes out %s', (_when, oldest, lastMail, due) => {
    expect(digestDueAt({ oldestAt: at(oldest), lastMail }, 60)).toBe(at(due));
  });

  it('is five mails in an hour, and not a thousand, where a thousand invoices go out', () => {
    const events = Array.from(
      { length: 1000 },
      (_, second) => Date.parse(at('10:00:00')) + second * 3600,
    );
    let mails = 0;
    let lastMail: { at: string; events: number } | null = null;
    for (let told = 0; told < events.length; mails++) {
      const oldestAt = new Date(events[told] ?? 0).toISOString();
      const due: string = digestDueAt({ oldestAt, lastMail }, 60);
      const next = events.filter((time) => time <= Date.parse(due)).length;
      lastMail = { at: due, events: next - told };
      told = next;
    }
    expect(mails).toBeLessThanOrEqual(5);
  });

  const line: NoticeLine = { number: '1001', party: 'Kunde AS', amount: '125.00 NOK', text: null };
  const words = {
    company: 'Firma AS',
    pageUrl: 'https://f.example',
    unsubscribeUrl: 'https://f.example/notices/x',
  };

  it('says first what somebody must act on, names twenty invoices, and how to get no more', () => {
    const mail = noticeMail({
      ...words,
      language: 'nb',
      events: {
        sent: Array.from({ length: 23 }, () => line),
        sendErrors: [{ ...line, text: { nb: 'Ikke levert: adressen finnes ikke.', en: 'x' } }],
      },
    });
    expect(mail?.subject).toBe('Firma AS: 1 faktura trenger deg, 23 fakturaer levert');
    expect(mail?.text).toContain(
      '  1001 · Kunde AS · 125.00 NOK: Ikke levert: adressen finnes ikke.',
    );
    expect(mail?.text).toContain('… og 3 til');
    expect(mail?.text.match(/1001/g)).toHaveLength(21);
    expect(mail).toMatchObject({ listUnsubscribe: words.unsubscribeUrl });
    expect(noticeMail({ ...words, language: 'en', events: {} })).toBeNull();
  });

  it('is a report of a day or a week in the reader’s language', () => {
    const counts = { delivered: 3, received: 2, undelivered: 1 };
    const report = { ...words, ...counts, from: '2026-11-16', to: '2026-11-22' };
    expect(reportMail({ ...report, language: 'nb' }).text).toContain('Levert: 3\nMottatt: 2\n');
    expect(reportMail({ ...report, language: 'en' }).subject).toContain('report');
    const day = reportMail({ ...report, from: report.to, language: 'nb' });
    expect(day.subject).not.toContain('–');
  });
});

describe('a report is due', () => {
  // 2026-11-24 is a Tuesday.
  it.each<[ReportInterval, string | null, string, number, string | null]>([
    ['off', null, '2026-11-24', 12, null],
    ['daily', null, '2026-11-24', 7, '2026-11-23 2026-11-23'],
    ['daily', null, '2026-11-24', 6, '2026-11-22 2026-11-22'],
    ['daily', '2026-11-22', '2026-11-24', 6, null],
    ['daily', '2026-11-23', '2026-11-24', 23, null],
    ['daily', '2026-11-20', '2026-11-24', 8, '2026-11-21 2026-11-23'],
    ['daily', '2026-01-01', '2026-11-24', 8, '2026-11-17 2026-11-23'],
    ['weekly', null, '2026-11-24', 8, '2026-11-16 2026-11-22'],
    ['weekly', '2026-11-22', '2026-11-29', 23, null],
    ['weekly', '2026-11-22', '2026-11-30', 6, null],
    ['weekly', '2026-11-22', '2026-11-30', 7, '2026-11-23 2026-11-29'],
  ])('%s, reported until %s, on %s at %i: %s', (interval, until, today, hour, days) => {
    const due = reportDue(interval, until, { today, hour });
    expect(due && `${due.from} ${due.to}`).toBe(days);
  });
});
