import type { EventText } from './events/event.ts';
import type { DraftFinding } from './scan-draft.ts';

/** What a finding about a draft says to a person. */
export function findingText({ parameters: p }: DraftFinding): EventText {
  return { nb: p['nb'] ?? '', en: p['en'] ?? '' };
}
