import { describe, expect, it } from 'vitest';
import {
  aBind,
  aCancellation,
  accepted,
  aClaim,
  aPayment,
  aReinstatementClaim,
  aReversal,
  CANCELLATION,
  EVENTS,
  termAfter,
} from './policy-terms.js';

/** Cancelled from 2025-06-11 for 416.66 past due; the product takes late money until 2025-07-01. */
const advised = (isAutomatic = false) => {
  const lateMoney = { lastDay: '2025-07-01', until: '2025-07-02T04:59:59.999Z', isAutomatic };
  const claim = aClaim({ transaction: CANCELLATION, purpose: 'cancellation' });
  return termAfter(aBind(), claim, aCancellation({ lateMoney }), {
    ...EVENTS.giveBackTurn,
    transaction: CANCELLATION,
  });
};
const paid = (paymentId: string, amountCents: number, receivedAt = '2025-06-20T17:00:00Z') =>
  aPayment({ paymentId, amountCents, receivedAt });
const late = (no: number) => ({
  kind: 'startReinstatement',
  reason: 'lateMoney',
  requestId: `term-1-lateMoney-${no}`,
});

describe('the task about late money', () => {
  it.each([
    [41_666, '2025-07-02T04:59:59.999Z', 'The product advises to reinstate: 416.66 of 416.66'],
    [41_666, '2025-07-02T05:00:00.000Z', 'return it: it came after 2025-07-01, the last day'],
    [41_500, '2025-06-20T17:00:00.000Z', 'wait for the rest until 2025-07-01: 415.00 of 416.66'],
  ])('LP-02: advises of %s received at %s', (amountCents, receivedAt, words) => {
    const { effects } = accepted(advised(), paid('p2', amountCents, receivedAt));
    expect(effects).toMatchObject([
      {
        kind: 'task',
        code: 'lateMoney',
        due: '2025-07-11',
        text: expect.stringContaining(words) as string,
      },
    ]);
  });

  it('adds up all that came, what came in time among it', () => {
    const inTime = accepted(advised(), paid('p2', 20_000, '2025-06-10T17:00:00Z'));
    const { effects } = accepted(inTime.term, paid('p3', 21_666));
    expect(effects).toMatchObject([
      {
        text: expect.stringContaining(
          'reinstate: 416.66 of 416.66 past due came by 2025-07-01',
        ) as string,
      },
    ]);
  });

  it('says nothing where the product does not, nor of a term that was replaced', () => {
    const claim = aClaim({ transaction: CANCELLATION, purpose: 'cancellation' });
    const rewrite = aClaim({ transaction: 'rewrite:POL-1:1', purpose: 'rewrite' });
    const silent = termAfter(aBind(), claim, aCancellation());
    const replaced = [rewrite, EVENTS.replaced].reduce(
      (term, event) => accepted(term, event).term,
      advised(true),
    );
    for (const term of [silent, replaced]) {
      const { effects } = accepted(term, paid('p2', 41_666));
      expect(effects).toMatchObject([
        { kind: 'task', text: expect.stringMatching(/reinstate or return it\.$/) as string },
      ]);
    }
  });
});

describe('late money of a product that decides by itself', () => {
  it('reinstates the term once when it is enough, and asks nobody', () => {
    const first = accepted(advised(true), paid('p2', 20_000));
    expect(first.effects).toMatchObject([{ kind: 'task' }]);
    const second = accepted(first.term, paid('p3', 21_666));
    expect(second.effects).toEqual([late(1)]);
    expect(accepted(second.term, paid('p4', 100)).effects).toMatchObject([{ kind: 'task' }]);
  });

  it('asks a person about money that came after the last day', () => {
    const { effects } = accepted(advised(true), paid('p2', 41_666, '2025-07-03T17:00:00Z'));
    expect(effects).toMatchObject([{ kind: 'task' }]);
  });

  it('calls it off when money is taken back and too little is left, and starts another', () => {
    const started = accepted(accepted(advised(true), paid('p2', 1_000)).term, paid('p3', 41_666));
    const enough = accepted(started.term, aReversal({ paymentId: 'p2' }));
    expect(enough.effects).toEqual([{ kind: 'closeTask', key: 'lateMoney:p2' }]);
    const off = accepted(enough.term, aReversal({ id: 'r2', paymentId: 'p3' }));
    expect(off.effects).toContainEqual({
      kind: 'callOffReinstatement',
      transaction: 'reinstatement:POL-1:term-1-lateMoney-1',
    });
    const again = accepted(off.term, paid('p4', 41_666));
    expect(again.effects).toEqual([late(2)]);
    // The first one ends late: the second is still under way.
    const ended = {
      ...EVENTS.reinstatementEnded,
      transaction: 'reinstatement:POL-1:term-1-lateMoney-1',
    };
    const later = accepted(again.term, ended).term;
    expect(later.cancellation?.isReinstatementStarted).toBe(true);
  });

  it('is counted when the term is back', () => {
    const started = accepted(advised(true), paid('p2', 41_666));
    const back = accepted(accepted(started.term, aReinstatementClaim).term, EVENTS.reinstated);
    expect(back.term.cancellation).toBeNull();
    expect(back.effects).toContainEqual({ kind: 'closeTask', key: 'lateMoney:p2' });
  });
});
