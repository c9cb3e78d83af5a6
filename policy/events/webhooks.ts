import type { EventText, TextOf } from './event.ts';

const reasons: Record<string, EventText> = {
  'by-request': { nb: 'etter ønske', en: 'as requested' },
  gone: {
    nb: 'mottakeren svarer at den ikke finnes lenger (410)',
    en: 'the receiver answers that it is gone (410)',
  },
  failing: {
    nb: 'ingenting har kommet frem på tre døgn',
    en: 'nothing has arrived for three days',
  },
};

/** Every event of a webhook with its text. A call of a webhook is no event, or each would call for the next. */
export const webhookEventTexts = {
  'webhook.disabled': (p) => {
    const reason = reasons[p['reason'] ?? ''] ?? { nb: p['reason'] ?? '', en: p['reason'] ?? '' };
    return {
      nb: `Webhooken til ${p['host']} er slått av: ${reason.nb}.`,
      en: `The webhook to ${p['host']} is switched off: ${reason.en}.`,
    };
  },
} as const satisfies Record<string, TextOf>;

export type WebhookEventCode = keyof typeof webhookEventTexts;
