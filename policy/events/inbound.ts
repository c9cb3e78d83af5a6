import type { TextOf } from './event.ts';

/** Every event of a received invoice with its text. */
export const receivedEventTexts = {
  'received.arrived': () => ({ nb: 'Fakturaen er mottatt.', en: 'The invoice has arrived.' }),
  'received.unreadable': (p) => ({
    nb: `Dokumentet kunne ikke leses (${p['reason']}). Det er tatt vare på.`,
    en: `The document could not be read (${p['reason']}). It is kept.`,
  }),
  'received.duplicate': (p) => ({
    nb: `Gjentar ${p['duplicateOf']}. Begge er tatt vare på.`,
    en: `Repeats ${p['duplicateOf']}. Both are kept.`,
  }),
  'received.confirmed': () => ({
    nb: 'Regnskapssystemet har hentet den.',
    en: 'The accounting system has it.',
  }),
} as const satisfies Record<string, TextOf>;

export type ReceivedEventCode = keyof typeof receivedEventTexts;
