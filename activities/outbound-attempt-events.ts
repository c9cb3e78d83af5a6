import type { NewEvent } from '../db/events.ts';
import type { Letter } from '../policy/letter.ts';
import type { CallOutcome } from './outbound-outcomes.ts';

/** What the timeline tells of an attempt, without the delivery and the channel. */
export type AttemptEvents = readonly Pick<NewEvent, 'code' | 'parameters'>[];

/** What the timeline tells of a letter that the print house has. */
export function letterEvents({ pages, sheets, leftOut }: Letter): AttemptEvents {
  const size = { pages: String(pages), sheets: String(sheets) };
  return [
    { code: 'delivery.attempt-accepted', parameters: size },
    ...(leftOut.length === 0
      ? []
      : [
          {
            code: 'delivery.attachments-left-out',
            parameters: { leftOut: listed(leftOut) },
          } as const,
        ]),
  ];
}

type Delivered = Extract<CallOutcome, { kind: 'delivered' }>;

/** What the timeline tells of a call that delivered, beside that. */
export const deliveredEvents = (outcome: Delivered): AttemptEvents => [
  ...avtaleGiroEvents(outcome),
  ...mergingEvents(outcome),
];

function avtaleGiroEvents({ avtaleGiro, kid = '' }: Delivered): AttemptEvents {
  if (avtaleGiro === undefined) return [];
  return avtaleGiro === 'marked'
    ? [{ code: 'delivery.avtale-giro-marked', parameters: { kid } }]
    : [{ code: 'delivery.avtale-giro-left-out' }];
}

function mergingEvents({ merging }: Delivered): AttemptEvents {
  if (merging === undefined) return [];
  return merging.isLink
    ? [{ code: 'delivery.sent-as-link' }]
    : [
        {
          code: 'delivery.attachments-not-merged',
          parameters: { unmerged: listed(merging.unmerged) },
        },
      ];
}

const listed = (files: readonly { filename: string; reason: string }[]): string =>
  files.map(({ filename, reason }) => `${filename} (${reason})`).join(', ');
