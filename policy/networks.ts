import type { NetworkName } from './channels.ts';
import type { EventText } from './events/event.ts';
import type { FailureKind } from './failure.ts';

/**
 * How far a network has come. `requested`: waits for the company's authentication. `pending`: being
 * registered, or being left. `error`: somebody has to do something; what, says the code.
 */
export const networkStatuses = ['off', 'requested', 'pending', 'active', 'error'] as const;
export type NetworkStatus = (typeof networkStatuses)[number];

/** What is to be done next about a registration; null where nothing is. */
export const networkStages = ['register', 'verify', 'deregister', 'drain'] as const;
export type NetworkStage = (typeof networkStages)[number];

/** A network of a company, as its row says it. Times in milliseconds since 1970. */
export interface NetworkState {
  readonly status: NetworkStatus;
  readonly stage: NetworkStage | null;
  /** Counts the switchings: what is reported of an older one has no effect. */
  readonly change: number;
  /** Failed calls in this stage. */
  readonly tries: number;
  /** Nothing is done before. */
  readonly nextAt: number | null;
  /** When the registers were left; invoices on their way are still taken. */
  readonly leftAt: number | null;
  /** Why it waits or what is wrong. */
  readonly code: string | null;
}

export const offNetwork: NetworkState = {
  status: 'off',
  stage: null,
  change: 0,
  tries: 0,
  nextAt: null,
  leftAt: null,
  code: null,
};

/** Another access point receives for the company: only the company itself can end that. */
export const registeredElsewhere = 'registered-elsewhere';
/** Registered, but the network does not show it yet. */
export const notPublished = 'not-published';

/** A failed call is repeated after 5 s, 15 s, 45 s … at most every 15 minutes. */
const firstRetrySeconds = 5;
const longestRetrySeconds = 900;
/** What a person has to solve is looked at again by itself, in case it was solved elsewhere. */
const recheckSeconds = 6 * 3600;
/** A registration that the network does not show after this long needs a person. */
const publicationPatienceTries = 40;

export interface NetworkRules {
  /** How long no invoice must have come before the network is closed behind the company. */
  readonly quietSeconds: number;
  /** How long the pauses between repeats are: 1, and less where somebody tries things out. */
  readonly pauseScale: number;
}
/** However often one comes, the network is closed this many quiet times after it was left. */
const longestDrain = 7;

/** The network after a switch was turned. `receives` of Visma ends with Peppol's, so it has no stage of its own. */
export function switchNetwork(
  state: NetworkState,
  network: NetworkName,
  on: boolean,
  facts: { isAuthenticated: boolean; peppolIsOff: boolean },
): NetworkState {
  const next = { ...offNetwork, change: state.change + 1 };
  if (on) {
    if (!facts.isAuthenticated) return { ...next, status: 'requested' };
    if (network === 'visma') return { ...next, status: 'active' };
    return { ...next, status: 'pending', stage: 'register' };
  }
  if (state.status === 'off' || state.status === 'requested') return next;
  if (network === 'visma') return facts.peppolIsOff ? next : { ...next, status: 'pending' };
  return { ...next, status: 'pending', stage: 'deregister' };
}

/**
 * The network after the company has taken another name: what is registered, or about to be, is registered anew, and
 * the company goes on receiving. Null where nothing is registered.
 */
export function renameInNetwork(state: NetworkState): NetworkState | null {
  const isRegistered =
    state.status === 'active' || state.stage === 'register' || state.stage === 'verify';
  if (!isRegistered) return null;
  const next = { ...offNetwork, change: state.change + 1 };
  return { ...next, status: 'pending', stage: 'register' };
}

/** What the workflow does next: a call, a pause, or nothing any more. */
export type NetworkStep =
  | { readonly kind: 'register' | 'verify' | 'deregister'; readonly change: number }
  /** The time is up: close the network unless an invoice has come meanwhile. */
  | { readonly kind: 'close' }
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'finished' };

export function nextNetworkStep({ stage, nextAt, change }: NetworkState, now: number): NetworkStep {
  if (stage === null) return { kind: 'finished' };
  if (nextAt !== null && nextAt > now) return { kind: 'wait', until: nextAt };
  return stage === 'drain' ? { kind: 'close' } : { kind: stage, change };
}

/** How a call to the registers ended. */
export type NetworkOutcome =
  | { readonly kind: 'done' }
  | {
      readonly kind: 'failed';
      readonly failure: FailureKind;
      readonly code: string;
      readonly detail: string;
      readonly retryAfterSeconds: number | null;
    };

/** The network after a call of its stage. Only a conflict and our own set-up need a person; the rest is repeated. */
export function afterCall(
  state: NetworkState,
  outcome: NetworkOutcome,
  now: number,
  rules: NetworkRules,
): NetworkState {
  if (outcome.kind === 'done') return afterDone(state, now, rules);
  const tries = state.tries + 1;
  const { failure, code } = outcome;
  const needsPerson =
    failure === 'not-permitted' ||
    failure === 'misconfigured' ||
    (code === notPublished && tries >= publicationPatienceTries);
  const seconds = needsPerson
    ? recheckSeconds
    : (outcome.retryAfterSeconds ??
      Math.min(firstRetrySeconds * 3 ** (tries - 1), longestRetrySeconds));
  return {
    ...state,
    status: needsPerson ? 'error' : 'pending',
    // What was registered and is not found may have been taken out meanwhile: begin again.
    stage: needsPerson && state.stage === 'verify' ? 'register' : state.stage,
    tries,
    nextAt: now + seconds * rules.pauseScale * 1000,
    code,
  };
}

function afterDone(state: NetworkState, now: number, rules: NetworkRules): NetworkState {
  const next = { ...state, tries: 0, nextAt: null, code: null };
  switch (state.stage) {
    case 'register':
      return { ...next, status: 'pending', stage: 'verify' };
    case 'verify':
      return { ...next, status: 'active', stage: null };
    case 'deregister': {
      const nextAt = now + rules.quietSeconds * 1000;
      return { ...next, status: 'pending', stage: 'drain', nextAt, leftAt: now };
    }
    case 'drain':
    case null:
      return next;
  }
}

/**
 * When a network that was left may be closed: a quiet time after the last invoice that came over it, so that
 * those on their way arrive, but at the latest `longestDrain` quiet times after it was left.
 */
export function closesAt(
  left: number,
  lastArrival: number | null,
  { quietSeconds }: NetworkRules,
): number {
  const quiet = quietSeconds * 1000;
  return Math.min(Math.max(left, lastArrival ?? 0) + quiet, left + longestDrain * quiet);
}

/** Why a switch must not be turned now, as a code of the API; null where it may. */
export function switchRefusal(
  network: NetworkName,
  on: boolean,
  wanted: { visma: boolean; peppol: boolean; scanning: boolean },
): 'peppol-first' | 'scanning-first' | 'visma-first' | null {
  if (network === 'peppol') return on && !wanted.visma ? 'visma-first' : null;
  if (on) return null;
  if (wanted.peppol) return 'peppol-first';
  return wanted.scanning ? 'scanning-first' : null;
}

/** The sentence that goes with each refusal, for the one who turned the switch. */
export const switchRefusalTexts = {
  'peppol-first':
    'Switch Peppol off first, then the Visma network: to stop receiving, that is the order.',
  'scanning-first': 'Switch scanning off first, then the Visma network.',
  'visma-first': 'Switch the Visma network on first: without it nothing is received at all.',
} as const;

const advices: Readonly<Record<string, EventText>> = {
  [registeredElsewhere]: {
    nb: 'Selskapet er registrert som mottaker hos en annen leverandør. Be den leverandøren om å avregistrere selskapet i ELMA, og velg så «sjekk på nytt». Vi ser også etter av oss selv hver sjette time.',
    en: 'The company is registered as a receiver with another provider. Ask that provider to take it out of ELMA, and then have it checked again. We also look by ourselves every six hours.',
  },
  [notPublished]: {
    nb: 'Registreringen er gjort, men er ikke synlig i Peppol ennå. Det kan ta noen timer; vi sjekker av oss selv.',
    en: 'The registration is made, but Peppol does not show it yet. That may take hours; we check by ourselves.',
  },
};
const generalAdvice: EventText = {
  nb: 'ELMA eller Peppol svarer ikke som ventet. Vi prøver igjen av oss selv; varer det, ta kontakt med den som driver tjenesten.',
  en: 'ELMA or Peppol does not answer as expected. We try again by ourselves; if it lasts, ask whoever runs the service.',
};

/** What to do about a code of a network. */
export const adviceOf = (code: string): EventText => advices[code] ?? generalAdvice;
