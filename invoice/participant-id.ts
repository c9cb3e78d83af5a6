import { readOrganisationNumber } from './norway/organisation-number.ts';

/**
 * A Peppol participant id in its short form, `0192:987654325`, or null.
 * Takes `iso6523-actorid-upis::` in front; a value of the scheme 0192 must be a Norwegian organisation number.
 */
export function readParticipantId(text: string): string | null {
  const id = text.trim().replace(/^iso6523-actorid-upis::/i, '');
  const parts = /^(\d{4}):([^\s:]{1,50})$/.exec(id);
  if (!parts) return null;
  const [, scheme = '', value = ''] = parts;
  if (scheme !== '0192') return `${scheme}:${value}`;
  const number = readOrganisationNumber(value);
  return number === null ? null : `0192:${number}`;
}

/** The Norwegian organisation number in a participant id, or null where it is of another scheme. */
export const organisationNumberOf = (participantId: string): string | null =>
  readParticipantId(participantId)?.startsWith('0192:')
    ? readOrganisationNumber(participantId.slice(participantId.lastIndexOf(':') + 1))
    : null;
