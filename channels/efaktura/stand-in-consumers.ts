import type { ConsumerAnswer } from '../../policy/consumers.ts';

export interface StandInConsumer {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly postCode: string;
  readonly efakturaId: string;
  readonly netbank: ConsumerAnswer;
  readonly vipps: ConsumerAnswer;
  readonly hasMandate: boolean;
  /** How an invoice to this consumer goes wrong. */
  readonly fault?: 'left' | 'answer-lost';
}

const consumer = (
  last: number,
  name: string,
  more: Partial<StandInConsumer> = {},
): StandInConsumer => ({
  name,
  phone: `+479000000${last}`,
  email: `forbruker${last}@example.no`,
  postCode: '0155',
  efakturaId: `efi-${last}`,
  netbank: 'RECEIVING',
  vipps: 'NOT_RECEIVING',
  hasMandate: false,
  ...more,
});

/** The consumers of the stand-in, each with one behaviour; the numbers are made up. */
export const standInConsumers: Readonly<Record<string, StandInConsumer>> = {
  netbank: consumer(1, 'Kari Nordmann'),
  vipps: consumer(2, 'Ola Nordmann', { netbank: 'NOT_RECEIVING', vipps: 'RECEIVING' }),
  neither: consumer(3, 'Nina Nei', { netbank: 'NOT_RECEIVING' }),
  left: consumer(4, 'Sverre Sagtopp', { fault: 'left' }),
  avtaleGiro: consumer(5, 'Anne Avtale', { hasMandate: true }),
  unavailable: consumer(6, 'Tor Treg', { netbank: 'TEMPORARY_UNAVAILABLE' }),
  answerLost: consumer(7, 'Siri Stille', { fault: 'answer-lost' }),
};
