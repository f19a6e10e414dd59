import { describe, expect, it } from 'vitest';
import { applyTermEvent } from '../../../src/domain/policy-term/machine.js';
import type { TermEvent } from '../../../src/domain/policy-term/events.js';
import { newPolicyTerm, type PolicyTerm } from '../../../src/domain/policy-term/state.js';
import { aBind, accepted, aPayment, aReversal, EVENTS, TERMS } from './policy-terms.js';

const to = { policyNumber: 'POL-2', termNumber: 1 };
const MOVED = EVENTS.moved;
const after = (...events: readonly TermEvent[]): PolicyTerm =>
  events.reduce((term, event) => accepted(term, event).term, newPolicyTerm('POL-1', 1));
const refusalOf = (term: PolicyTerm, event: TermEvent) => {
  const result = applyTermEvent(term, event);
  return result.outcome === 'refused' ? result.refusal : null;
};
const passedOn = (term: PolicyTerm, event: TermEvent) =>
  accepted(term, event).effects.filter(({ kind }) => kind === 'passOn');

describe('D1: a term that was awaited under another policy number', () => {
  const late = aPayment({
    paymentId: 'late',
    receivedAt: '2025-06-01T12:00:00Z',
    toldAt: '2025-02-01T12:00:00Z',
  });

  it('passes on all that waits for it, as it was told but for the name, and refunds nothing', () => {
    const { term, effects, answer } = accepted(after(aPayment(), late), MOVED);
    expect(answer).toMatchObject({ kind: 'noted', status: 'closed' });
    expect(effects).toEqual([
      { kind: 'closeTask', key: 'moneyBeforeBind' },
      { kind: 'closeTask', key: 'refund' },
      { kind: 'closeTask', key: 'moneyPostdated:late' },
      {
        kind: 'passOn',
        to,
        payments: expect.arrayContaining([
          {
            ...to,
            paymentId: 'p1',
            currency: 'USD',
            amountCents: 149_450,
            receivedAt: '2025-02-01T12:00:00.000Z',
          },
          {
            ...to,
            paymentId: 'late',
            currency: 'USD',
            amountCents: 149_450,
            receivedAt: '2025-06-01T12:00:00.000Z',
          },
        ]) as unknown,
        reversals: [],
        confirmation: null,
      },
    ]);
    expect(term).toMatchObject({ movedTo: to, ledger: { heldCents: 0, postdated: [] } });
    expect(term.ledger.payments.isEmpty()).toBe(true);
  });

  it('passes on what was taken back too, whether its money had come or not', () => {
    const term = after(aPayment(), aReversal(), aReversal({ id: 'r2', paymentId: 'never-came' }));
    const [pass] = passedOn(term, MOVED);
    expect(pass).toMatchObject({
      payments: [{ paymentId: 'p1' }],
      reversals: expect.arrayContaining([
        { paymentId: 'p1', reversalId: 'reversal-1' },
        { paymentId: 'never-came', reversalId: 'r2' },
      ]) as unknown,
    });
  });

  it('leaves to a person what is for yet another term', () => {
    const astray = aPayment({ paymentId: 'astray', policyNumber: 'POL-9' });
    const term = after(aPayment(), astray);
    expect(passedOn(term, MOVED)).toMatchObject([{ payments: [{ paymentId: 'p1' }] }]);
    const { ledger } = accepted(term, MOVED).term;
    expect([...ledger.payments.keys()]).toEqual(['astray']);
    expect(ledger.parkedCount).toBe(1);
  });

  it('passes on what had to be refunded, because nobody had bound it in time', () => {
    const unbound = after(aPayment(), EVENTS.notBoundInTime);
    expect(passedOn(unbound, MOVED)).toMatchObject([{ payments: [{ paymentId: 'p1' }] }]);
  });

  it('passes on what comes after it as often as it comes, and keeps none of it', () => {
    const moved = after(aPayment(), MOVED);
    const more = aPayment({ paymentId: 'p2' });
    for (const paid of [aPayment(), more, more]) {
      const { term, effects, answer } = accepted(moved, paid);
      const { paymentId } = paid;
      expect(answer).toMatchObject({ result: 'held', status: 'closed' });
      expect(effects).toMatchObject([{ kind: 'passOn', payments: [{ ...to, paymentId }] }]);
      expect(term).toEqual(moved);
    }
    const taken = aReversal({ id: 'r2', paymentId: 'p2' });
    expect(passedOn(moved, taken)).toMatchObject([
      { reversals: [{ paymentId: 'p2', reversalId: 'r2' }] },
    ]);
  });

  it('is told once, and by one name', () => {
    const moved = after(aPayment(), MOVED);
    const again = accepted(moved, { ...MOVED, id: 'again' });
    expect([again.effects, again.term.movedTo]).toEqual([[], to]);
    const other = { ...MOVED, id: 'x', to: { policyNumber: 'POL-3', termNumber: 1 } };
    expect(refusalOf(moved, other)?.code).toBe('notAllowedInState');
  });

  it('is not moved once it is bound, and counts its money when it is bound after all', () => {
    expect(refusalOf(TERMS.closed, MOVED)?.code).toBe('termAlreadyBound');
    expect(refusalOf(TERMS.confirmed, MOVED)?.code).toBe('notAllowedInState');
    const bound = after(aPayment(), MOVED, aBind(), aPayment({ paymentId: 'p2' }));
    expect(bound).toMatchObject({ movedTo: null, status: 'confirmed' });
  });
});

describe('D1: the next term', () => {
  const effectsOf = (policyNumber: string) =>
    accepted(TERMS.confirmed, { ...EVENTS.renewed, nextTerm: { policyNumber, termNumber: 2 } })
      .effects;

  it('has money moved to it where it has another policy number, and only then', () => {
    expect(effectsOf('POL-2')).toContainEqual({
      kind: 'moveMoney',
      to: { policyNumber: 'POL-2', termNumber: 2 },
    });
    expect(effectsOf('POL-1').map(({ kind }) => kind)).toEqual(['closeTask']);
  });
});

it('takes a reversal that was passed on in other words for the same, from billing', () => {
  for (const events of [[aReversal()], [aPayment(), aReversal()]]) {
    const term = events.reduce<PolicyTerm>(
      (next, event) => accepted(next, event).term,
      TERMS.unconfirmed,
    );
    const again = accepted(term, aReversal({ reason: 'in the words of billing' }));
    expect([again.effects, again.term]).toEqual([[], term]);
    const other = aReversal({ paymentId: 'p2' });
    expect(refusalOf(term, other)?.code).toBe('contentDiffers');
  }
});
