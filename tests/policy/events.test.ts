import { describe, expect, it } from 'vitest';
import { attentionCodes } from '../../policy/delivery.ts';
import { eventCodes, eventText } from '../../policy/events/texts.ts';
import { failureKinds } from '../../policy/failure.ts';

const parameters = {
  channel: 'print',
  from: 'email',
  reason: 'mailbox-unknown',
  at: '2026-03-31T12:00:00Z',
  answer: 'arrived',
  day: '3',
  duplicateOf: 'rcv_1',
  name: 'Kari',
  role: 'viewer',
  host: 'erp.example.com',
  priceAmount: '19.00',
  priceCurrency: 'NOK',
  setting: 'sending.print',
  to: 'false',
  email: 'post@firma.no',
  network: 'peppol',
  until: '2026-04-01T12:00:00Z',
  address: '987654325@skann.example',
  source: 'mail',
  filename: 'faktura.pdf',
  receivedId: 'rcv_1',
  documents: '3',
  recipient: 'post@firma.no',
  paths: 'number',
  page: '2',
  kid: '1234567897',
  pages: '3',
  sheets: '2',
  objection: 'Varene kom ikke',
  note: 'engine-failed',
  detail: 'ppocr',
  into: 'scn_1',
  leftOut: 'bilde.png (not-pdf)',
  since: '2021-01-01',
  count: '12',
  unmerged: 'kontrakt.pdf (signed)',
};

const stray = /undefined|null|NaN|\[object|\.\.|: \.|\s{2}/;

describe('the text of an event', () => {
  it.each(eventCodes)('%s is a sentence in Norwegian and in English', (code) => {
    const { nb, en } = eventText(code, parameters);
    for (const text of [nb, en]) {
      expect(text).toMatch(/^[\p{Lu}].*\.$/u);
      expect(text).not.toMatch(stray);
    }
    expect(nb).not.toBe(en);
  });

  it.each([
    ['visma-network', 'Levert via Visma-nettverket.', 'Delivered over the Visma network.'],
    ['peppol', 'Levert via Peppol.', 'Delivered over Peppol.'],
    ['email', 'Levert via e-post.', 'Delivered over e-mail.'],
    ['print', 'Levert via utskrift (brev).', 'Delivered over print (letter).'],
  ])('says in words that %s was used', (channel, nb, en) => {
    expect(eventText('delivery.delivered', { channel })).toEqual({ nb, en });
  });

  const codes = [
    ...failureKinds.filter((kind) => kind !== 'not-permitted'),
    ...attentionCodes,
    'participant-unknown',
    'document-type-unknown',
    'no-channel',
    'letter-returned',
    'not-arrived',
    'stopped',
  ];
  it.each([...new Set(codes)])('explains the reason %s in words', (reason) => {
    const { nb, en } = eventText('delivery.failed', { reason });
    expect([nb, en]).not.toContain(`Not delivered: ${reason}.`);
    expect(nb).not.toBe(`Ikke levert: ${reason}.`);
    expect(`${nb}${en}`).not.toMatch(stray);
  });

  it('names an unknown reason by its code', () => {
    expect(eventText('delivery.failed', { reason: 'smtp-login-refused' }).en).toContain(
      'smtp-login-refused',
    );
  });

  it('tells what the letter of a fallback costs', () => {
    const { nb, en } = eventText('delivery.fell-back', parameters);
    expect(nb).toContain('Brevet koster fra 19.00 NOK.');
    expect(en).toContain('The letter costs from 19.00 NOK.');
    const { priceAmount: _, ...free } = { ...parameters, channel: 'email', from: 'peppol' };
    expect(eventText('delivery.fell-back', free).en).not.toContain('cost');
  });
});
