/**
 * Receivers that are always there, outside this installation, each with one behaviour.
 * The numbers are valid by mod 11 and easy to recognise, and no register gives out such ones.
 * docs/stand-ins.md says how a delivery to each must end.
 */
export const standInParticipants = {
  accepts: '0192:999999905',
  unknown: '0192:999999913',
  refuses: '0192:999999921',
  down: '0192:999999948',
  flaky: '0192:999999956',
  answerLost: '0192:999999964',
} as const;

export type StandInBehaviour = keyof typeof standInParticipants;
