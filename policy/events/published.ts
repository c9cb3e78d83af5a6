import type { EventParameters, EventText } from './event.ts';
import { eventText, type EventCode } from './texts.ts';

/** An event as everybody outside sees it: in the list, in the stream and in a webhook alike. */
export interface PublishedEvent {
  /** `evt_…`; the id of a webhook's message and the `Last-Event-ID` of the stream. */
  readonly id: string;
  readonly type: EventCode;
  /** When it happened, UTC. */
  readonly timestamp: string;
  readonly data: {
    /** The delivery, received invoice or company it is about. */
    readonly subjectId: string;
    readonly parameters: EventParameters;
    readonly text: EventText;
  };
}

/** Makes the published form of a row of the event log. */
export const publishEvent = (event: {
  position: number;
  at: Date;
  code: EventCode;
  subjectId: string;
  parameters: EventParameters;
}): PublishedEvent => ({
  id: eventId(event.position),
  type: event.code,
  timestamp: event.at.toISOString(),
  data: {
    subjectId: event.subjectId,
    parameters: event.parameters,
    text: eventText(event.code, event.parameters),
  },
});

/** The id of the event at this position of the log. */
export const eventId = (position: number): string => `evt_${position}`;

/** What an event's id looks like; a number of more digits is no position. */
export const eventIdPattern = /^evt_([1-9]\d{0,14})$/;

/** The position in the log that an id stands for, or null where it is none. */
export function readEventId(id: string): number | null {
  const digits = eventIdPattern.exec(id)?.[1];
  return digits === undefined ? null : Number(digits);
}
