import { describe, expect, it } from 'vitest';
import { applyTermEvent } from '../../../src/domain/policy-term/machine.js';
import type { TermEvent } from '../../../src/domain/policy-term/events.js';
import { isBilled } from '../../../src/domain/policy-term/state.js';
import { BASE_CHARGES } from '../../support/charges.js';
import {
  accepted,
  aClaim,
  aPayment,
  aReversal,
  anUnbilledBind,
  cancelling,
  EVENTS,
  REINSTATEMENT,
  aReinstatementClaim,
  termAfter,
} from './policy-terms.js';
import { arithmeticNow } from '../../../src/domain/policy-term/arithmetic.js';

const bound = termAfter(anUnbilledBind());
const effectsOf = (events: readonly TermEvent[], event: TermEvent) =>
  accepted(termAfter(...events), event).effects;

describe('a term that no billing system bills', () => {
  it('is confirmed by its bind, and billing is not told', () => {
    const step = accepted(termAfter(), anUnbilledBind());
    expect(step.effects).toEqual([]);
    expect(step.answer).toMatchObject({ kind: 'money', result: 'bound', status: 'confirmed' });
    expect(isBilled(step.term)).toBe(false);
    expect(arithmeticNow(step.term)).toMatchObject({
      threshold: 0,
      shortfall: 0,
      charged: 524_450,
      unapplied: 0,
      decision: 'confirmed',
      rule: 'confirmed by its bind; no billing system bills the term',
    });
  });

  it('keeps what the bind charged as its first layer', () => {
    expect(bound.layers).toEqual([
      {
        kind: 'bind',
        transaction: 'new-business:portal:1',
        effectiveDate: '2025-02-01',
        booked: BASE_CHARGES,
        fullTerm: BASE_CHARGES,
      },
    ]);
  });

  it('is bound once: the same bind again is a repeat, that of another transaction is refused', () => {
    expect(applyTermEvent(bound, anUnbilledBind())).toMatchObject({ outcome: 'accepted' });
    const another = { ...anUnbilledBind(), id: 'bind-2', transaction: 'new-business:portal:2' };
    expect(applyTermEvent(bound, another)).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'termAlreadyBound' },
    });
  });

  it.each([
    { when: 'before its bind', events: [aPayment(), anUnbilledBind()] },
    { when: 'after its bind', events: [anUnbilledBind(), aPayment()] },
    { when: 'while it is cancelled', events: [anUnbilledBind(), ...cancelling, aPayment()] },
    {
      when: 'after its end',
      events: [anUnbilledBind(), { ...EVENTS.endOfTerm, id: 'the end' }, aPayment()],
    },
  ])('A80: keeps money that billing tells $when for a person to move', ({ events }) => {
    const last = events.at(-1);
    if (!last) throw new Error('there is an event');
    const { effects } = accepted(termAfter(...events.slice(0, -1)), last);
    expect(effects).toContainEqual(
      expect.objectContaining({ kind: 'task', key: 'moneyParked:p1', code: 'moneyParked' }),
    );
    const { ledger } = termAfter(...events);
    expect(ledger).toMatchObject({ goodCents: 0, heldCents: 0, parkedCount: 1 });
  });

  it('A80: says of such money that no billing system bills the term', () => {
    expect(effectsOf([anUnbilledBind()], aPayment())).toMatchObject([
      {
        text: 'Payment p1 (USD, term POL-1-1) came for term POL-1-1, which no billing system bills; move or return it.',
      },
    ]);
  });

  it('closes the task about such money when billing takes it back', () => {
    const effects = effectsOf([anUnbilledBind(), aPayment()], aReversal());
    expect(effects).toEqual([{ kind: 'closeTask', key: 'moneyParked:p1' }]);
  });

  it('A80: refuses that billing confirms it, and asks which term was meant', () => {
    expect(applyTermEvent(bound, EVENTS.confirmTerm)).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'wrongFlow' },
      effects: [{ kind: 'task', key: 'wrongFlow' }],
    });
  });

  it('gives its turn like any other, and is confirmed again after a reinstatement', () => {
    expect(accepted(bound, aClaim()).answer).toMatchObject({ kind: 'turn', isGranted: true });
    const reinstated = termAfter(anUnbilledBind(), ...cancelling, aReinstatementClaim, {
      ...EVENTS.reinstated,
      transaction: REINSTATEMENT,
    });
    expect(reinstated).toMatchObject({ status: 'confirmed', cancellation: null });
  });

  it('ends without a task, also where money was parked', () => {
    const effects = effectsOf([anUnbilledBind(), aPayment()], EVENTS.endOfTerm);
    expect(effects).toEqual([]);
  });
});
