import { describe, expect, it } from 'vitest';
import {
  afterAgreementCall,
  agreementAdvice,
  nextAgreementStep,
  noAgreement,
  recheckAgreement,
  switchAgreement,
  transferDeclined,
  type AgreementAnswer,
  type AgreementOutcome,
  type AgreementState,
} from '../../policy/efaktura.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
const rules = { pollSeconds: 1800 };
const asked = switchAgreement(noAgreement, true, true);
const answered = (state: AgreementState, answer: AgreementAnswer): AgreementState =>
  afterAgreementCall(state, { kind: 'answered', answer }, now, rules);
const failed = (state: AgreementState, more: Partial<AgreementOutcome> = {}): AgreementState =>
  afterAgreementCall(
    state,
    {
      kind: 'failed',
      failure: 'service-unavailable',
      code: 'efaktura-503',
      detail: '',
      retryAfterSeconds: null,
      ...more,
    } as AgreementOutcome,
    now,
    rules,
  );
/** The stages that an agreement goes through with these answers, and where it ends. */
function stages(answers: readonly AgreementAnswer[]): (string | null)[] {
  let state = asked;
  return [
    state.stage,
    ...answers.map((answer) => {
      state = answered(state, answer);
      return state.stage ?? state.status;
    }),
  ];
}

describe('an eFaktura agreement', () => {
  it('waits for authentication, and ends without a call where nothing was asked yet', () => {
    const requested = switchAgreement(noAgreement, true, false);
    expect(requested).toMatchObject({ status: 'requested', stage: null });
    expect(switchAgreement(requested, false, false)).toMatchObject({ status: 'off', stage: null });
  });

  it.each<[string, readonly AgreementAnswer[], readonly string[]]>([
    ['that is free is ordered', ['free', 'done', 'ours'], ['ask', 'order', 'await', 'active']],
    ['that is ours is active', ['ours'], ['ask', 'active']],
    [
      'that another provider has is transferred by a signed form',
      ['taken', 'done', 'not-signed', 'signed', 'done', 'ordered', 'ours'],
      ['ask', 'invite', 'signature', 'signature', 'transfer', 'await', 'await', 'active'],
    ],
    [
      'whose form nobody signs needs a person',
      ['taken', 'done', 'ended-unsigned'],
      ['ask', 'invite', 'signature', 'error'],
    ],
  ])('%s', (_, answers, expected) => {
    expect(stages(answers)).toEqual(expected);
  });

  it('that is ordered is asked about every half hour', () => {
    const waiting = answered({ ...asked, stage: 'await' }, 'ordered');
    expect(nextAgreementStep(waiting, now)).toEqual({ kind: 'wait', until: now + 1_800_000 });
    expect(nextAgreementStep(waiting, now + 1_800_000)).toMatchObject({ kind: 'await' });
  });

  it('is asked about again with growing pauses while the network is away', () => {
    const once = failed(asked);
    expect(once).toMatchObject({ status: 'pending', stage: 'ask', nextAt: now + 5000 });
    expect(failed(once)).toMatchObject({ nextAt: now + 15_000, code: 'efaktura-503' });
  });

  it('needs a person where we are refused, and goes on by itself once that is over', () => {
    const refused = failed(asked, { failure: 'misconfigured' });
    expect(refused).toMatchObject({ status: 'error', nextAt: now + 6 * 3_600_000 });
    expect(failed(refused)).toMatchObject({ status: 'pending' });
  });

  it('is asked for anew by a person as another change, so that what comes late has no effect', () => {
    const declined = answered(answered(answered(asked, 'taken'), 'done'), 'ended-unsigned');
    expect(declined.code).toBe(transferDeclined);
    expect(recheckAgreement(declined)).toMatchObject({ stage: 'ask', change: asked.change + 1 });
    expect(recheckAgreement(answered(asked, 'ours'))).toBeNull();
  });

  it('is ended at the network when it is switched off', () => {
    const ending = switchAgreement(answered(asked, 'ours'), false, true);
    expect(ending).toMatchObject({ status: 'pending', stage: 'end' });
    expect(answered(ending, 'done')).toMatchObject({ status: 'off', stage: null });
    expect(recheckAgreement(ending)).toBeNull();
  });

  it('says what to do about every code', () => {
    const texts = [transferDeclined, 'signer-missing', 'efaktura-not-set', 'anything'].map(
      (code) => agreementAdvice(code).nb,
    );
    expect(new Set(texts).size).toBe(4);
  });
});
