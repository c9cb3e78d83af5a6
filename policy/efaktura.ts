import type { EventText } from './events/event.ts';
import type { FailureKind } from './failure.ts';

/**
 * How far the eFaktura agreement of a company has come. `requested`: waits for the company's authentication.
 * `signing`: another provider has it, and the transfer form waits for its signature. `error`: somebody has to act.
 */
export const agreementStatuses = [
  'off',
  'requested',
  'pending',
  'signing',
  'active',
  'error',
] as const;
export type AgreementStatus = (typeof agreementStatuses)[number];

/** What is to be done next about an agreement. */
export const agreementStages = [
  'ask',
  'order',
  'await',
  'invite',
  'signature',
  'transfer',
  'end',
] as const;
export type AgreementStage = (typeof agreementStages)[number];

/** An agreement, as its row says it. Times in milliseconds since 1970. */
export interface AgreementState {
  readonly status: AgreementStatus;
  /** Null where nothing is under way. */
  readonly stage: AgreementStage | null;
  /** Counts the switchings: what is reported of an older one has no effect. */
  readonly change: number;
  /** Looks and failed calls in this stage. */
  readonly tries: number;
  /** Nothing is done before. */
  readonly nextAt: number | null;
  /** Why it waits or what is wrong. */
  readonly code: string | null;
}

export const noAgreement: AgreementState = {
  status: 'off',
  stage: null,
  change: 0,
  tries: 0,
  nextAt: null,
  code: null,
};

/** The agreement after the switch was turned. */
export function switchAgreement(
  state: AgreementState,
  on: boolean,
  isAuthenticated: boolean,
): AgreementState {
  const next = { ...noAgreement, change: state.change + 1 };
  if (on) {
    return isAuthenticated
      ? { ...next, status: 'pending', stage: 'ask' }
      : { ...next, status: 'requested' };
  }
  const isOurs = state.status !== 'off' && state.status !== 'requested';
  return isOurs ? { ...next, status: 'pending', stage: 'end' } : next;
}

/** The agreement that is asked about anew, as a new request; null where nothing waits or is wrong. */
export function recheckAgreement(state: AgreementState): AgreementState | null {
  const isUnderWay = state.status === 'pending' || state.status === 'error';
  if (!isUnderWay || state.stage === 'end') return null;
  return { ...noAgreement, change: state.change + 1, status: 'pending', stage: 'ask' };
}

export type AgreementStep =
  | { readonly kind: AgreementStage; readonly change: number }
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'finished' };

export function nextAgreementStep(
  { stage, nextAt, change }: AgreementState,
  now: number,
): AgreementStep {
  if (stage === null) return { kind: 'finished' };
  return nextAt !== null && nextAt > now
    ? { kind: 'wait', until: nextAt }
    : { kind: stage, change };
}

/** What a call found: whose the agreement is, or how the signing of the form stands. */
export const agreementAnswers = [
  'free',
  'ordered',
  'ours',
  'taken',
  'signed',
  'not-signed',
  'ended-unsigned',
  'done',
] as const;
export type AgreementAnswer = (typeof agreementAnswers)[number];

export type AgreementOutcome =
  | { readonly kind: 'answered'; readonly answer: AgreementAnswer }
  | {
      readonly kind: 'failed';
      readonly failure: FailureKind;
      readonly code: string;
      readonly detail: string;
      readonly retryAfterSeconds: number | null;
    };

export interface AgreementRules {
  /** How often the network is asked whether an ordered agreement is active. */
  readonly pollSeconds: number;
}

/** A failed call is repeated after 5 s, 15 s, 45 s … at most every 15 minutes. */
const firstRetrySeconds = 5;
const longestRetrySeconds = 900;
/** What a person has to solve is looked at again by itself. */
const recheckSeconds = 6 * 3600;
/** The form is looked at after 2 s, 3 s, 4.5 s … at most every half hour. */
const firstLookSeconds = 2;
const longestLookSeconds = 1800;

/** The person who was asked has declined, or the invitation has run out. */
export const transferDeclined = 'transfer-declined';

/** The agreement after a call of its stage. */
export function afterAgreementCall(
  state: AgreementState,
  outcome: AgreementOutcome,
  now: number,
  { pollSeconds }: AgreementRules,
): AgreementState {
  const at = (seconds: number): number => now + seconds * 1000;
  if (outcome.kind === 'failed') {
    const tries = state.tries + 1;
    const needsPerson = ['not-permitted', 'misconfigured'].includes(outcome.failure);
    const pause = Math.min(firstRetrySeconds * 3 ** (tries - 1), longestRetrySeconds);
    return {
      ...state,
      status: needsPerson ? 'error' : state.status === 'error' ? 'pending' : state.status,
      tries,
      nextAt: at(needsPerson ? recheckSeconds : (outcome.retryAfterSeconds ?? pause)),
      code: outcome.code,
    };
  }
  const next: AgreementState = { ...state, status: 'pending', tries: 0, nextAt: null, code: null };
  switch (outcome.answer) {
    case 'free':
      return { ...next, stage: 'order' };
    case 'taken':
      return { ...next, status: 'signing', stage: 'invite' };
    case 'ours':
      return { ...next, status: 'active', stage: null };
    case 'ordered':
      return { ...next, stage: 'await', nextAt: at(pollSeconds) };
    case 'signed':
      return { ...next, stage: 'transfer' };
    case 'not-signed': {
      const pause = Math.min(firstLookSeconds * 1.5 ** state.tries, longestLookSeconds);
      return { ...next, status: 'signing', tries: state.tries + 1, nextAt: at(pause) };
    }
    case 'ended-unsigned':
      return { ...next, status: 'error', stage: null, code: transferDeclined };
    case 'done':
      return afterDone(next, at);
  }
}

function afterDone(next: AgreementState, at: (seconds: number) => number): AgreementState {
  switch (next.stage) {
    case 'invite':
      return { ...next, status: 'signing', stage: 'signature', nextAt: at(firstLookSeconds) };
    case 'order':
    case 'transfer':
      return { ...next, stage: 'await' };
    case 'end':
      return { ...noAgreement, change: next.change };
    case 'ask':
    case 'await':
    case 'signature':
    case null:
      return next;
  }
}

const advices: Readonly<Record<string, EventText>> = {
  [transferDeclined]: {
    nb: 'Skjemaet for å flytte eFaktura-avtalen ble ikke signert. Avtal hvem som skal signere, og velg «sjekk på nytt»: da sendes et nytt skjema.',
    en: 'The form that transfers the eFaktura agreement was not signed. Agree on who signs, and have it checked again: a new form is sent then.',
  },
  'signer-missing': {
    nb: 'Avtalen er hos en annen leverandør, og flyttes med et skjema som noen må signere. Oppgi hvem i «consumers.signerEmail», og velg «sjekk på nytt».',
    en: 'Another provider has the agreement, and it is transferred by a form that somebody must sign. Say who in "consumers.signerEmail", and have it checked again.',
  },
  'efaktura-not-set': {
    nb: 'Denne installasjonen er ikke koblet til eFaktura. Den som driver tjenesten må sette EFAKTURA_URL og EFAKTURA_TOKEN.',
    en: 'This installation is not connected to eFaktura. Whoever runs it must set EFAKTURA_URL and EFAKTURA_TOKEN.',
  },
  'agreement-fault': {
    nb: 'eFaktura melder feil på avtalen. Ta kontakt med den som driver tjenesten.',
    en: 'The eFaktura network reports a fault of the agreement. Ask whoever runs the service.',
  },
};
const generalAdvice: EventText = {
  nb: 'eFaktura eller Visma Sign svarer ikke som ventet. Vi prøver igjen av oss selv; varer det, ta kontakt med den som driver tjenesten.',
  en: 'eFaktura or Visma Sign does not answer as expected. We try again by ourselves; if it lasts, ask whoever runs the service.',
};

/** What to do about a code of an agreement. */
export const agreementAdvice = (code: string): EventText => advices[code] ?? generalAdvice;
