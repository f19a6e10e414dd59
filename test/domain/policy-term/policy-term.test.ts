import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TermEffect, TermEvent } from '../../../src/domain/policy-term/events.js';
import { newPolicyTerm, type PolicyTerm } from '../../../src/domain/policy-term/state.js';
import {
  billedAmounts,
  firstInvoice,
  planInvoices,
} from '../../../src/domain/billing/instalments.js';
import { LARGEST_CENTS } from '../../../src/domain/money/cents.js';
import { applyTermEvent } from '../../../src/domain/policy-term/machine.js';
import {
  aBind,
  aCancellation,
  accepted,
  aClaim,
  aGivingBack,
  aPayment,
  aReinstatementClaim,
  aReversal,
  CANCELLATION,
  cancelling,
  ENDORSEMENT,
  EVENTS,
  FIRST_INVOICE,
  REINSTATEMENT,
  TERMS,
  termAfter,
} from './policy-terms.js';
import { aCharge, BASE_CHARGES } from '../../support/charges.js';
import { family } from '../vectors.js';
import { nextDueMs } from '../../../src/domain/ledger/views.js';
import {
  arithmeticNow,
  chargedCents,
  delinquentCents,
  shortfallCreditCents,
} from '../../../src/domain/policy-term/arithmetic.js';
import { withStoppedStep } from '../../../src/domain/policy-term/corrected.js';

const refusalCode = (term: PolicyTerm, event: TermEvent) => {
  const result = applyTermEvent(term, event);
  return result.outcome === 'refused' ? result.refusal.code : null;
};

describe('money of a policy term', () => {
  interface Inputs {
    readonly threshold: number;
    readonly tolerance?: number;
    readonly decide?: 'each' | 'end';
    readonly decisionTime?: string;
    readonly events: readonly {
      readonly type?: 'reversal';
      readonly paymentId: string;
      readonly amount: number;
      readonly currency?: string;
      readonly termNumber?: number;
    }[];
  }
  const cases = family('PS')
    .filter(({ rule }) => rule === 'sufficiency')
    .map(({ id, inputs, expected }) => ({ id, inputs: inputs as unknown as Inputs, expected }))
    .filter(({ inputs }) => inputs.decisionTime === undefined);

  it.each(cases)('comes to $id event by event', ({ inputs, expected }) => {
    const { threshold: amountCents, tolerance: USD = 0, decide, events } = inputs;
    const bind = aBind({ rule: { kind: 'fixed', amountCents }, toleranceCents: { USD } });
    const told = events.map(({ type, amount, ...event }) =>
      type === 'reversal'
        ? aReversal({ paymentId: event.paymentId })
        : aPayment({ ...event, amountCents: amount }),
    );
    const all = decide === 'end' ? [...told, bind] : [bind, ...told];
    const term = all.reduce((next, event) => {
      const result = applyTermEvent(next, event);
      return result.outcome === 'accepted' ? result.term : next;
    }, TERMS.new);
    const { counted: good, shortfall, aboveThreshold: unapplied } = arithmeticNow(term);
    const found = {
      confirmed: term.status === 'confirmed',
      confirmedOn: term.confirmation?.paymentId ?? null,
      good,
      shortfall,
      unapplied,
      shortfallCredit: shortfallCreditCents(term),
      delinquency: delinquentCents(term) > 0,
    };
    const { parked, rejected, conflicts, ...decisions } = expected;
    expect(found).toMatchObject(decisions);
    expect(term.ledger.parkedCount).toBe(parked === undefined ? 0 : 1);
    const last = all.at(-1) ?? bind;
    if (rejected) expect(refusalCode(term, last)).toBe('amountNotPositive');
    if (conflicts) expect(refusalCode(term, last)).toBe('contentDiffers');
  });

  it('keeps money that names a job only, and counts it at the bind (PS-14)', () => {
    const { policyNumber, termNumber, kind, ...upFront } = aPayment();
    const bound = accepted(TERMS.new, aBind({ upFrontPayments: [upFront] }));
    expect(bound.term.status).toBe('confirmed');
    expect(bound.effects).toEqual([{ kind: 'updateTermConfirmed' }]);
    const again = accepted(bound.term, { kind, ...upFront, policyNumber, termNumber });
    expect(again.term).toBe(bound.term);
    expect(again.answer).toMatchObject({ result: 'counted', arithmetic: { shortfall: 0 } });
  });

  it('A5: names the payment that was enough by when billing received it, not by when it said so', () => {
    const second = aPayment({ amountCents: 69_450, receivedAt: '2025-02-02T12:00:00Z' });
    const first = aPayment({ paymentId: 'p2', amountCents: 80_000 });
    const { confirmation } = termAfter(second, first, aBind());
    expect(confirmation).toEqual({ by: 'money', paymentId: 'p1', takenBackCents: 0 });
  });

  it('parks early money in another currency when the bind tells which it is', () => {
    const { term, effects } = accepted(termAfter(aPayment({ currency: 'EUR' })), aBind());
    expect(term).toMatchObject({ status: 'unconfirmed', ledger: { goodCents: 0, parkedCount: 1 } });
    expect(effects).toMatchObject([
      { kind: 'closeTask', key: 'moneyBeforeBind' },
      { kind: 'task', key: 'moneyParked:p1' },
    ]);
  });

  it('is confirmed by the bind in the offer flow, and then refuses confirmTerm', () => {
    const offer = termAfter(aBind({ flow: 'offer' }));
    expect(offer.confirmation?.by).toBe('bind');
    expect(shortfallCreditCents(offer)).toBe(0);
    expect(refusalCode(offer, EVENTS.confirmTerm)).toBe('wrongFlow');
  });

  it('answers every payment with the whole arithmetic', () => {
    const { answer } = accepted(TERMS.unconfirmed, aPayment({ amountCents: 80_000 }));
    expect(answer).toEqual({
      kind: 'money',
      result: 'counted',
      status: 'unconfirmed',
      arithmetic: {
        counted: 80_000,
        threshold: FIRST_INVOICE,
        tolerance: 0,
        shortfall: 69_450,
        aboveThreshold: 0,
        charged: 524_450,
        unapplied: 0,
        decision: 'unconfirmed',
        rule: 'confirmed by 1494.50 (the first invoice with its one-time charges)',
      },
    });
  });

  it('tells a repeated payment what it was told first, though more has come since', () => {
    const payment = aPayment({ amountCents: 80_000 });
    const first = accepted(TERMS.unconfirmed, payment);
    const later = accepted(first.term, aPayment({ paymentId: 'p2' })).term;
    const again = accepted(later, payment);
    expect(again).toEqual({ ...first, term: later, effects: [] });
  });

  it('refuses other content under a known id with a task, also when the term is over', () => {
    const over = termAfter(aBind(), aPayment(), EVENTS.endOfTerm);
    for (const event of [aPayment({ amountCents: 1 }), aBind({ flow: 'offer' })]) {
      const result = applyTermEvent(over, event);
      expect(result).toMatchObject({
        outcome: 'refused',
        refusal: { code: 'contentDiffers' },
        effects: [{ kind: 'task', code: 'contentDiffers' }],
      });
    }
    expect(accepted(over, aPayment()).answer).toMatchObject({ result: 'counted' });
  });

  it('does not remember a refusal: confirmTerm that came too early can come again', () => {
    expect(refusalCode(TERMS.awaited, EVENTS.confirmTerm)).toBe('termNotBound');
    const bound = termAfter(aPayment({ amountCents: 100 }), aBind());
    expect(accepted(bound, EVENTS.confirmTerm).term.confirmation?.by).toBe('billing');
  });

  it('moves a whole-term threshold with an endorsement while unconfirmed, and decides again', () => {
    const bind = aBind({ rule: { kind: 'fullTerm' } });
    const paid = termAfter(bind, aPayment({ amountCents: 500_000 }), aClaim());
    const smaller = {
      ...EVENTS.endorsed,
      charges: [aCharge({ amountCents: -24_450 })],
    };
    const { term, effects } = accepted(paid, smaller);
    expect(effects).toEqual([{ kind: 'updateTermConfirmed' }]);
    expect(term.layers).toHaveLength(2);
    expect(accepted(term, aPayment({ amountCents: 500_000 })).answer).toMatchObject({
      arithmetic: { threshold: 524_450, shortfall: 24_450 },
    });
  });

  it('A5: comes to the same in whatever order money came before the bind', () => {
    const payments = fc.uniqueArray(fc.integer({ min: 1, max: 100_000 }), { maxLength: 6 });
    const told = payments.chain((amounts) => {
      const all = amounts.map((amountCents) =>
        aPayment({ paymentId: `p${amountCents}`, amountCents }),
      );
      return fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }),
      );
    });
    const facts = ({ ledger, status, confirmation }: PolicyTerm) => ({
      ledger,
      status,
      confirmation,
    });
    fc.assert(
      fc.property(told, ([once, often]) => {
        const inOrder = termAfter(...once, aBind({ id: 'b' }));
        expect(facts(termAfter(...often, aBind({ id: 'b' })))).toEqual(facts(inOrder));
      }),
    );
  });

  it('refuses money that could not be summed exactly any more, and keeps what it has', () => {
    let term = TERMS.unconfirmed;
    for (let index = 0; index < 900; index++)
      term = accepted(term, aPayment({ paymentId: `p${index}`, amountCents: LARGEST_CENTS })).term;
    const more = aPayment({ paymentId: 'one more', amountCents: LARGEST_CENTS });
    const result = applyTermEvent(term, more);
    expect(result).toMatchObject({ refusal: { code: 'notAllowedInState', field: 'amount' } });
    expect(term.ledger.goodCents).toBe(900 * LARGEST_CENTS);
  });

  it('stays quick through five thousand payments, half of them reversed', () => {
    const started = performance.now();
    let term = TERMS.unconfirmed;
    for (let index = 0; index < 5000; index++) {
      const paymentId = `4f2c1a7e-0000-4000-8000-${String(index).padStart(12, '0')}`;
      term = accepted(term, aPayment({ paymentId, amountCents: 100 })).term;
      if (index % 2 === 0) term = accepted(term, aReversal({ id: `r${index}`, paymentId })).term;
    }
    expect(term.ledger.goodCents).toBe(250_000);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('the payment deadline of a policy term', () => {
  const passed = EVENTS.paymentDeadline;

  it('starts its cancellation from the start, which money received by then undoes', () => {
    const term = termAfter(aBind({ flow: 'bindAndCancel' }));
    expect(accepted(term, passed).effects).toEqual([
      {
        kind: 'startFlatCancellation',
        reason: 'notTaken',
        requestId: 'term-1-notTaken',
        undoneBy: { deadline: '2025-03-01T06:01:00.001Z', pastDueCents: FIRST_INVOICE },
      },
    ]);
  });

  describe('A79: has passed, and money comes while the term is being cancelled', () => {
    const [claim, , givenBack] = cancelling;
    const undoneBy = { deadline: '2025-03-01T06:01:00.001Z', pastDueCents: FIRST_INVOICE };
    const booked = aCancellation({ effectiveDate: '2025-02-01', rescind: undoneBy });
    const after = (paid: TermEvent) =>
      accepted(termAfter(aBind({ flow: 'bindAndCancel' }), passed, claim, paid), booked);

    it('in time, which starts its reinstatement', () => {
      const { effects } = after(aPayment({ receivedAt: '2025-03-01T06:01:00Z' }));
      expect(effects.at(-1)).toMatchObject({
        kind: 'startReinstatement',
        requestId: 'term-1-paymentInTime-1',
      });
    });

    it('late, of which a person decides', () => {
      const { term, effects } = after(aPayment({ receivedAt: '2025-03-01T06:01:01Z' }));
      expect(effects.at(-1)).toMatchObject({ key: 'paidMeanwhile', due: '2025-07-11' });
      const more = aPayment({ paymentId: 'p2', receivedAt: '2025-03-01T06:00:00Z' });
      expect(accepted(accepted(term, givenBack).term, more).effects).toMatchObject([
        { kind: 'startReinstatement' },
      ]);
    });
  });

  it('starts another cancellation when the term came back and is not paid again', () => {
    const term = termAfter(
      aBind({ flow: 'bindAndCancel' }),
      ...cancelling,
      aReinstatementClaim,
      EVENTS.reinstated,
    );
    expect(accepted(term, passed).effects).toMatchObject([{ requestId: 'term-1-notTaken-2' }]);
  });

  it('starts a cancellation for non-payment where the product says so', () => {
    const term = termAfter(
      aBind({ flow: 'bindAndCancel', cancelsForNonPayment: true }),
      aPayment({ amountCents: 100 }),
    );
    expect(accepted(term, passed).effects).toMatchObject([
      { kind: 'task', key: 'partlyPaid' },
      { kind: 'startCancellation', reason: 'nonPayment', requestId: 'term-1-nonPayment' },
    ]);
  });

  it.each([[[]], [[aPayment({ amountCents: 100 })]]])(
    'leaves it to billing where billing confirms the term (D33)',
    (paid) => {
      const bind = aBind({ flow: 'confirmed', cancelsForNonPayment: true });
      const { effects } = accepted(termAfter(bind, ...paid), passed);
      expect(effects.map(({ kind }) => kind)).toEqual(['task']);
    },
  );
});

describe('a cancelled policy term', () => {
  const reinstating = (no: number) => ({
    kind: 'startReinstatement',
    reason: 'paymentInTime',
    requestId: `term-1-paymentInTime-${no}`,
  });
  const reinstatementNo = (no: number) => `reinstatement:POL-1:term-1-paymentInTime-${no}`;
  const part = (paymentId: string, amountCents: number, receivedAt = '2025-06-10T17:00:00Z') =>
    aPayment({ paymentId, amountCents, receivedAt });

  it('adds up part payments received in time, and starts the reinstatement once', () => {
    const first = accepted(TERMS.cancelled, part('p2', 20_000));
    expect(first.effects).toMatchObject([{ kind: 'task', code: 'lateMoney', due: '2025-07-11' }]);
    const second = accepted(first.term, part('p3', 21_666));
    expect(second.effects).toEqual([reinstating(1)]);
    expect(accepted(second.term, part('p4', 100)).effects).toEqual([]);
  });

  it('does not count money in time that was reversed', () => {
    const reversed = [part('p2', 20_000), aReversal({ paymentId: 'p2' })];
    const term = termAfter(aBind(), aPayment(), ...cancelling, ...reversed);
    expect(accepted(term, part('p3', 21_666)).effects).toMatchObject([{ kind: 'task' }]);
  });

  it('parks money in another currency with a dated task', () => {
    const { effects } = accepted(TERMS.cancelled, { ...part('p2', 41_666), currency: 'EUR' });
    expect(effects).toMatchObject([{ code: 'moneyParked', due: '2025-07-11' }]);
  });

  it('leaves money to a person where money cannot undo the cancellation, or a rewrite took its place', () => {
    const claim = aClaim({ transaction: CANCELLATION, purpose: 'cancellation' });
    const asked = termAfter(aBind(), claim, aCancellation({ rescind: null }));
    const rewrite = aClaim({ transaction: 'rewrite:POL-1:1', purpose: 'rewrite' });
    const replaced = termAfter(aBind(), ...cancelling, rewrite, EVENTS.replaced);
    for (const term of [asked, replaced])
      expect(accepted(term, part('p2', 41_666)).effects).toMatchObject([{ kind: 'task' }]);
  });

  it('A10: keeps money for a renewal that was not taken apart, and gives a person a date', () => {
    const notTaken = [
      aBind({ flow: 'bindAndCancel' }),
      EVENTS.paymentDeadline,
      aClaim({ transaction: CANCELLATION, purpose: 'cancellation' }),
      aCancellation({ effectiveDate: '2025-02-01', rescind: null, lateMoneyDue: '2025-03-03' }),
    ].reduce((term, event) => accepted(term, event).term, newPolicyTerm('POL-1', 2));
    const late = aPayment({ termNumber: 2, receivedAt: '2025-03-02T12:00:00Z' });
    const { term, answer, effects } = accepted(notTaken, late);
    expect(answer).toMatchObject({ result: 'held', status: 'cancelled' });
    expect(arithmeticNow(term)).toMatchObject({ counted: 0, unapplied: 0 });
    expect(term.confirmation).toBeNull();
    expect(effects).toMatchObject([{ kind: 'task', code: 'lateMoney', due: '2025-03-03' }]);
  });

  it('counts the money that came meanwhile when it is reinstated, and decides again', () => {
    const late = part('p2', FIRST_INVOICE, '2025-06-20T12:00:00Z');
    const term = termAfter(aBind(), ...cancelling, late, aReinstatementClaim);
    const { term: back, effects } = accepted(term, EVENTS.reinstated);
    expect(back).toMatchObject({ status: 'confirmed', confirmation: { paymentId: 'p2' } });
    expect(effects).toEqual([
      { kind: 'closeTask', key: 'lateMoney:p2' },
      { kind: 'closeTask', key: 'startReinstatement' },
      { kind: 'updateTermConfirmed' },
    ]);
  });

  it('has the payment days of the product from its reinstatement, while it is unconfirmed', () => {
    const term = termAfter(aBind(), ...cancelling, aReinstatementClaim);
    const { effects } = accepted(term, EVENTS.reinstated);
    const { paymentDeadline: deadline } = EVENTS.reinstated;
    expect(effects).toContainEqual({ kind: 'movePaymentDeadline', deadline });
  });

  it('owes again after its reinstatement what was taken back while it was cancelled', () => {
    const reversed = termAfter(aBind(), aPayment(), ...cancelling, aReversal());
    const { effects } = accepted(accepted(reversed, aReinstatementClaim).term, EVENTS.reinstated);
    expect(effects).toContainEqual({ kind: 'delinquency', shortfallCents: FIRST_INVOICE });
  });

  it('calls a reinstatement off when the money that started it is taken back, and starts another', () => {
    const inTime = part('p2', 41_666);
    const started = accepted(TERMS.cancelled, inTime);
    const off = accepted(started.term, aReversal({ paymentId: 'p2' }));
    expect(off.effects).toEqual([
      { kind: 'closeTask', key: 'lateMoney:p2' },
      { kind: 'closeTask', key: 'startReinstatement' },
      { kind: 'callOffReinstatement', transaction: reinstatementNo(1) },
    ]);
    const again = accepted(off.term, part('p3', 41_666));
    expect(again.effects).toEqual([reinstating(2)]);
    // The first one ends late: the second is still under way.
    const ended = { ...EVENTS.reinstatementEnded, transaction: reinstatementNo(1) };
    const later = accepted(again.term, ended).term;
    expect(accepted(later, part('p4', 100)).effects).toEqual([]);
    const none = accepted(later, { ...ended, id: 'e2', transaction: reinstatementNo(2) }).term;
    expect(accepted(none, part('p4', 100)).effects).toEqual([reinstating(3)]);
  });

  it('is reinstated for money in time that was told while its cancellation was booked', () => {
    const pending = [EVENTS.cancellationPending, part('p2', 20_000), part('p3', 21_666)];
    const [claim, cancellation] = cancelling;
    const booked = termAfter(aBind(), ...pending, claim);
    const { term, effects } = accepted(booked, cancellation);
    expect(effects).toContainEqual(reinstating(1));
    expect(accepted(term, part('p4', 100)).effects).toEqual([]);
  });

  it('adds money in time that came while it was pending to what comes after it', () => {
    const term = termAfter(aBind(), EVENTS.cancellationPending, part('p2', 20_000), ...cancelling);
    expect(accepted(term, part('p3', 21_665)).effects).toMatchObject([{ code: 'lateMoney' }]);
    expect(accepted(term, part('p3', 21_666)).effects).toEqual([reinstating(1)]);
  });

  it('may be reinstated for money again when a reinstatement came to nothing', () => {
    const started = accepted(TERMS.cancelled, part('p2', 41_666)).term;
    const ended = accepted(started, EVENTS.reinstatementEnded).term;
    expect(accepted(ended, part('p3', 100)).effects).toEqual([reinstating(2)]);
  });

  it('is reinstated only by who has the turn', () => {
    expect(refusalCode(TERMS.cancelled, EVENTS.reinstated)).toBe('notTurnHolder');
  });
});

describe('the turn of a policy term', () => {
  const claims = [ENDORSEMENT, CANCELLATION, 'endorsement:POL-1:2'].map((transaction) =>
    aClaim({ transaction, ...(transaction === CANCELLATION ? { purpose: 'cancellation' } : {}) }),
  );
  const queued = termAfter(aBind(), aPayment(), ...claims);

  it('goes by order of arrival, and everybody knows who has it and who comes before', () => {
    const last = accepted(
      termAfter(aBind(), aPayment(), ...claims.slice(0, 2)),
      aClaim({ transaction: 'x:1' }),
    );
    expect(last.answer).toEqual({
      kind: 'turn',
      status: 'confirmed',
      isGranted: false,
      holder: ENDORSEMENT,
      ahead: [CANCELLATION],
    });
    const { effects } = accepted(queued, aGivingBack());
    expect(effects).toEqual([{ kind: 'turnGranted', transaction: CANCELLATION }]);
  });

  it('lets a transaction that ended while it waited leave the queue', () => {
    const left = accepted(queued, aGivingBack({ transaction: CANCELLATION })).term;
    const { effects } = accepted(left, aGivingBack());
    expect(effects).toEqual([{ kind: 'turnGranted', transaction: 'endorsement:POL-1:2' }]);
  });

  it('is not given twice to one transaction', () => {
    expect(refusalCode(queued, aClaim({ id: 'again' }))).toBe('notAllowedInState');
  });

  it('is refused to those whom a cancellation leaves nothing to change', () => {
    const term = accepted(queued, aGivingBack()).term;
    const { effects } = accepted(term, aCancellation());
    expect(effects).toContainEqual({
      kind: 'turnRefused',
      transaction: 'endorsement:POL-1:2',
      code: 'termCancelled',
    });
  });

  it('is waited for by the end of the term, which then sends the others away', () => {
    const ending = accepted(termAfter(aBind(), aPayment(), aClaim()), EVENTS.endOfTerm);
    expect(ending.answer).toMatchObject({ isGranted: false, holder: ENDORSEMENT });
    expect(refusalCode(ending.term, { ...EVENTS.endOfTerm, id: 'again' })).toBe(
      'notAllowedInState',
    );
    const behind = accepted(ending.term, aClaim({ transaction: 'renewal:POL-1:2' })).term;
    const { term, effects } = accepted(behind, aGivingBack());
    expect(term.status).toBe('expired');
    expect(effects).toEqual([
      { kind: 'turnRefused', transaction: 'renewal:POL-1:2', code: 'termNotInForce' },
    ]);
  });
});

describe('the end of a policy term', () => {
  const within = aBind({ toleranceCents: { USD: 100 } });
  it.each([
    ['too much', termAfter(aBind(), aPayment({ amountCents: 525_000 })), '5.50 unapplied'],
    ['money taken back', termAfter(aBind(), aPayment(), aReversal()), '1494.50 taken back'],
    [
      'parked money',
      termAfter(aBind(), aPayment(), aPayment({ paymentId: 'p2', currency: 'EUR' })),
      '1 payments parked',
    ],
  ])('asks a person about %s', (_, term, text) => {
    const [task] = accepted(term, EVENTS.endOfTerm).effects;
    expect(task).toMatchObject({
      code: 'openMoney',
      text: expect.stringContaining(text) as string,
    });
  });

  it.each([
    ['it was paid', termAfter(aBind(), aPayment())],
    [
      'what is missing is within the tolerance',
      termAfter(within, aPayment({ amountCents: 149_400 })),
    ],
    ['billing confirmed it by its own word', termAfter(aBind(), EVENTS.confirmTerm)],
    ['its first invoices alone were paid', termAfter(aBind(), aPayment({ amountCents: 200_000 }))],
  ])('asks nobody when %s', (_, term) => {
    expect(accepted(term, EVENTS.endOfTerm).effects).toEqual([]);
  });
});

describe('what a policy term was charged', () => {
  const flat = aCancellation({
    effectiveDate: '2025-02-01',
    charges: BASE_CHARGES.map((row) => ({ ...row, amountCents: -row.amountCents })),
    rescind: null,
  });
  const claim = aClaim({ transaction: CANCELLATION, purpose: 'cancellation' });

  it('is its bind, its endorsements and what cancellations returned, row by row', () => {
    const added = aCharge({ line: 'terrorism', state: 'NY', amountCents: 90_740 });
    const term = termAfter(
      aBind(),
      aClaim(),
      { ...EVENTS.endorsed, charges: [added] },
      aGivingBack(),
      claim,
      aCancellation({
        charges: [aCharge({ amountCents: -312_548 })],
        terms: { method: 'shortRate90', minimum: null },
      }),
    );
    expect(term.layers).toEqual([
      {
        kind: 'bind',
        transaction: 'new-business:portal:1',
        effectiveDate: '2025-02-01',
        booked: BASE_CHARGES,
        fullTerm: BASE_CHARGES,
      },
      {
        kind: 'endorsement',
        transaction: ENDORSEMENT,
        effectiveDate: '2025-05-01',
        booked: [added],
        fullTerm: EVENTS.endorsed.fullTerm,
      },
    ]);
    expect(term.returns).toEqual([
      {
        transaction: CANCELLATION,
        effectiveDate: '2025-06-11',
        booked: [aCharge({ amountCents: -312_548 })],
        terms: { method: 'shortRate90', minimum: null },
      },
    ]);
    expect(chargedCents(term)).toBe(524_450 + 90_740 - 312_548);
    expect(arithmeticNow(term).charged).toBe(chargedCents(term));
  });

  it('keeps with a reinstatement from when the term was cancelled, and which rows came back', () => {
    const undone = { ...aCharge(), of: { layer: 'new-business:portal:1', row: 0 } };
    const term = termAfter(aBind(), ...cancelling, aReinstatementClaim, {
      ...EVENTS.reinstated,
      effectiveDate: '2025-07-01',
      charges: [undone],
    });
    expect(term.layers.at(-1)).toEqual({
      kind: 'reinstatement',
      transaction: REINSTATEMENT,
      effectiveDate: '2025-07-01',
      cancelledOn: '2025-06-11',
      booked: [undone],
      fullTerm: BASE_CHARGES,
    });
  });

  it('A50: leaves no money over and asks nobody when all of it was paid, in however many invoices', () => {
    const cut = fc.record({
      downPaymentBasisPoints: fc.integer({ min: 0, max: 10_000 }),
      instalments: fc.integer({ min: 1, max: 12 }),
    });
    const premium = fc.integer({ min: 1, max: 1_000_000_000 });
    fc.assert(
      fc.property(premium, fc.integer({ min: 0, max: 1_000_000 }), cut, (amount, fee, plan) => {
        const charges = [
          aCharge({ amountCents: amount }),
          aCharge({ kind: 'fee', amountCents: fee }),
        ];
        const amounts = billedAmounts(charges);
        const { slices } = planInvoices(amounts, plan);
        const paid = slices.map(({ position, amountCents }) =>
          aPayment({ paymentId: `p${position}`, amountCents }),
        );
        const firstInvoiceCents = firstInvoice(amounts, plan);
        const term = termAfter(aBind({ charges, plan, firstInvoiceCents }), ...paid);
        expect(arithmeticNow(term)).toMatchObject({ charged: amount + fee, unapplied: 0 });
        expect(accepted(term, EVENTS.endOfTerm)).toMatchObject({
          term: { status: 'expired' },
          effects: [],
        });
      }),
    );
  });

  it('A50: leaves all money to give back when a fully paid term was cancelled flat', () => {
    const paid = aPayment({ amountCents: 524_450 });
    const term = termAfter(aBind(), paid, claim, flat, aGivingBack({ transaction: CANCELLATION }));
    expect(arithmeticNow(term)).toMatchObject({ charged: 0, unapplied: 524_450 });
    const { term: closed, effects } = accepted(term, EVENTS.endOfTerm);
    expect(closed.status).toBe('closed');
    expect(effects).toMatchObject([
      { code: 'openMoney', text: expect.stringContaining('5244.50 unapplied') as string },
    ]);
  });

  it('may be more after a cancellation, which may hold rows above zero', () => {
    const charges = [aCharge({ amountCents: -1000 }), aCharge({ kind: 'fee', amountCents: 5000 })];
    const term = termAfter(aBind(), claim, aCancellation({ charges }));
    expect(arithmeticNow(term).charged).toBe(528_450);
  });

  it('answers a repeat as the first time, though a layer has come since', () => {
    const paid = aPayment({ amountCents: 530_000 });
    const first = accepted(TERMS.unconfirmed, paid);
    const later = [aClaim(), EVENTS.endorsed].reduce((t, e) => accepted(t, e).term, first.term);
    expect(arithmeticNow(later).unapplied).toBe(0);
    expect(accepted(later, paid).answer).toEqual(first.answer);
    expect(first.answer).toMatchObject({ arithmetic: { charged: 524_450, unapplied: 5_550 } });
  });

  it.each([
    ['all that was paid', FIRST_INVOICE, [], FIRST_INVOICE],
    ['less what had been paid above the threshold', 160_000, [], FIRST_INVOICE],
    ['and never more than was taken back', 10_000, [EVENTS.confirmTerm], 10_000],
  ])('is owed again when money is taken back: %s', (_, amountCents, before, owed) => {
    const term = termAfter(aBind(), ...before, aPayment({ amountCents }), aReversal());
    expect(delinquentCents(term)).toBe(owed);
  });
});

describe('postdated money', () => {
  const toldAt = '2025-02-01T12:00:00Z';
  const early = aPayment({ toldAt, receivedAt: '2025-03-01T12:00:00Z' });

  it('A53: opens a task and does not count until it is received', () => {
    const { term, answer, effects } = accepted(TERMS.unconfirmed, early);
    expect(answer).toMatchObject({ result: 'postdated', arithmetic: { counted: 0 } });
    expect(effects).toMatchObject([{ kind: 'task', key: 'moneyPostdated:p1' }]);
    const due = accepted(term, EVENTS.postdatedDue);
    expect(due.term).toMatchObject({ status: 'confirmed', confirmation: { paymentId: 'p1' } });
    expect(due.effects).toEqual([
      { kind: 'closeTask', key: 'moneyPostdated:p1' },
      { kind: 'updateTermConfirmed' },
    ]);
    expect(due.term.ledger.postdated).toEqual([]);
    expect(accepted(due.term, early).answer).toEqual(answer);
  });

  it('is money of now where its time is ahead by no more than a day', () => {
    const aDay = { ...early, receivedAt: '2025-02-02T12:00:00Z' };
    expect(accepted(TERMS.unconfirmed, aDay).answer).toMatchObject({ result: 'counted' });
    const more = { ...early, receivedAt: '2025-02-02T12:00:00.001Z' };
    expect(accepted(TERMS.unconfirmed, more).answer).toMatchObject({ result: 'postdated' });
  });

  it('never counts when it is taken back before', () => {
    const { term, effects } = accepted(accepted(TERMS.unconfirmed, early).term, aReversal());
    expect(effects).toEqual([{ kind: 'closeTask', key: 'moneyPostdated:p1' }]);
    expect(accepted(term, EVENTS.postdatedDue).term.ledger).toMatchObject({ goodCents: 0 });
  });

  it('meets the term as it stands by then', () => {
    const cancelled = [early, ...cancelling].reduce(
      (t, e) => accepted(t, e).term,
      TERMS.unconfirmed,
    );
    const due = accepted(cancelled, EVENTS.postdatedDue);
    expect(due.term.ledger).toMatchObject({ goodCents: 0, heldCents: FIRST_INVOICE });
    const awaited = termAfter(early, EVENTS.postdatedDue);
    expect(awaited.ledger.heldCents).toBe(FIRST_INVOICE);
    expect(accepted(awaited, aBind()).term.status).toBe('confirmed');
  });

  it('A53: confirms no term with up-front money that is received only later', () => {
    const { paymentId, currency, amountCents, receivedAt } = early;
    const upFrontPayments = [{ paymentId, currency, amountCents, receivedAt }];
    const bind = aBind({ toldAt, upFrontPayments });
    const { term, answer, effects } = accepted(TERMS.new, bind);
    expect(answer).toMatchObject({ result: 'bound', arithmetic: { counted: 0 } });
    expect(term).toMatchObject({ status: 'unconfirmed', confirmation: null });
    expect(effects).toMatchObject([{ kind: 'task', key: 'moneyPostdated:p1' }]);
    expect(accepted(term, early).answer).toMatchObject({ result: 'postdated' });
    expect(accepted(term, EVENTS.postdatedDue).term.status).toBe('confirmed');
    // The same bind, told again later.
    const again = accepted(term, { ...bind, toldAt: '2025-02-05T12:00:00Z' });
    expect([again.term, again.answer]).toEqual([term, answer]);
  });

  it('A53: is a task for a person, and due no longer, when it cannot be summed by then', () => {
    const most = aPayment({ paymentId: 'p2', amountCents: Number.MAX_SAFE_INTEGER });
    const first = accepted(TERMS.unconfirmed, early).term;
    const { term, effects } = accepted(accepted(first, most).term, EVENTS.postdatedDue);
    expect(effects).toMatchObject([
      { kind: 'closeTask', key: 'moneyPostdated:p1' },
      { kind: 'task', key: 'moneyParked:p1' },
    ]);
    expect(nextDueMs(term.ledger)).toBeNull();
    expect(term.ledger.parkedCount).toBe(1);
  });
});

describe('a pending cancellation', () => {
  const pending = termAfter(aBind(), EVENTS.cancellationPending);
  const other = 'cancellation:POL-1:2';

  it('is moved and cleared by the transaction that set it', () => {
    const moved = accepted(pending, EVENTS.rescheduled).term;
    expect(moved.pendingCancellation).toMatchObject({
      transaction: CANCELLATION,
      effectiveDate: '2025-06-18',
      rescind: { deadlineMs: Date.parse('2025-06-18T05:01:00Z'), pastDueCents: 41_666 },
    });
    expect(accepted(moved, EVENTS.pendingCleared).term.pendingCancellation).toBeNull();
  });

  it('is not moved nor cleared by any other', () => {
    for (const event of [EVENTS.rescheduled, EVENTS.pendingCleared])
      expect(refusalCode(pending, { ...event, transaction: other })).toBe('cancellationPending');
  });

  const paid = (paymentId: string, amountCents: number, receivedAt = '2025-06-10T17:00:00Z') =>
    aPayment({ paymentId, amountCents, receivedAt });
  const askedFor = (receivedCents: number, parts: object = {}) =>
    expect.objectContaining({
      kind: 'rescindCancellation',
      transaction: CANCELLATION,
      receivedCents,
      ...parts,
    }) as TermEffect;
  const anyAsking = expect.objectContaining({ kind: 'rescindCancellation' }) as TermEffect;
  const noMore = { kind: 'closeTask', key: 'rescindCancellation' };

  it('is rescinded when the money received before its deadline adds up to what is past due', () => {
    const first = accepted(pending, paid('p1', 20_000));
    expect(first.effects).not.toContainEqual(anyAsking);
    const second = accepted(first.term, paid('p2', 21_666));
    const asked = { paymentId: 'p2', receivedAt: '2025-06-10T17:00:00.000Z' };
    expect(second.effects).toContainEqual(askedFor(41_666, asked));
    expect(second.answer).toMatchObject({ kind: 'money', result: 'counted' });
    // The cancellation may take its time: it is asked once.
    const third = accepted(second.term, paid('p3', 100));
    expect(third.effects).not.toContainEqual(anyAsking);
  });

  it('is not rescinded for a cent too little, nor by money received at the deadline', () => {
    const short = accepted(pending, paid('p1', 41_665));
    const late = accepted(short.term, paid('p2', 41_666, '2025-06-11T05:01:00Z'));
    for (const { effects } of [short, late]) expect(effects).not.toContainEqual(anyAsking);
    const inTime = accepted(late.term, paid('p3', 1, '2025-06-11T05:00:59Z'));
    expect(inTime.effects).toContainEqual(askedFor(41_666));
  });

  it('is rescinded by when the last of the money was received, in whatever order it is told', () => {
    const first = accepted(pending, paid('p1', 41_000, '2025-06-10T20:00:00Z'));
    const second = accepted(first.term, paid('p2', 666, '2025-06-09T12:00:00Z'));
    const asked = { paymentId: 'p2', receivedAt: '2025-06-10T20:00:00.000Z' };
    expect(second.effects).toContainEqual(askedFor(41_666, asked));
  });

  it('takes money until its new deadline once it is moved', () => {
    const moved = accepted(pending, EVENTS.rescheduled).term;
    const later = accepted(moved, paid('p1', 41_666, '2025-06-11T05:01:00Z'));
    expect(later.effects).toContainEqual(askedFor(41_666));
  });

  it('goes on when the money is taken back before it was rescinded', () => {
    const enough = accepted(pending, paid('p1', 41_666)).term;
    const back = accepted(enough, aReversal({ paymentId: 'p1' }));
    expect(back.effects).toContainEqual(noMore);
    const again = accepted(back.term, paid('p2', 41_666));
    expect(again.effects).toContainEqual(askedFor(41_666));
  });

  it('is owed more when money from before its notice is taken back', () => {
    const before = termAfter(aBind(), paid('p1', 10_000), EVENTS.cancellationPending);
    const back = accepted(before, aReversal({ paymentId: 'p1' })).term;
    const short = accepted(back, paid('p2', 51_665));
    expect(short.effects).not.toContainEqual(anyAsking);
    expect(accepted(short.term, paid('p3', 1)).effects).toContainEqual(askedFor(41_666));
  });

  it('is not asked to end any more once it has', () => {
    const enough = accepted(pending, paid('p1', 41_666)).term;
    expect(accepted(enough, EVENTS.pendingCleared).effects).toEqual([noMore]);
    expect(accepted(pending, EVENTS.pendingCleared).effects).toEqual([]);
    const [claim, cancellation] = cancelling;
    const booked = [claim, cancellation].reduce((step, event) => accepted(step.term, event), {
      ...accepted(pending, paid('p1', 41_666)),
    });
    expect(booked.effects).toContainEqual(noMore);
  });

  it('is not stopped by money where nothing is past due, as at the request of the insured', () => {
    const own = accepted(termAfter(aBind()), { ...EVENTS.cancellationPending, rescind: null }).term;
    const moved = accepted(own, EVENTS.rescheduled).term;
    expect(moved.pendingCancellation?.rescind).toBeNull();
    const { effects } = accepted(moved, paid('p1', 41_666));
    expect(effects).not.toContainEqual(anyAsking);
  });
});

describe('a repeated step under a new id', () => {
  it.each([
    [
      'an endorsement booked twice',
      termAfter(aBind(), aClaim(), EVENTS.endorsed),
      { ...EVENTS.endorsed, id: 'x' },
    ],
    [
      'a renewal started twice',
      termAfter(aBind(), EVENTS.renewalDue),
      { ...EVENTS.renewalDue, id: 'x' },
    ],
    [
      'a rewrite named twice',
      termAfter(
        aBind(),
        ...cancelling,
        aClaim({ transaction: 'rewrite:POL-1:1', purpose: 'rewrite' }),
        EVENTS.replaced,
      ),
      { ...EVENTS.replaced, id: 'x' },
    ],
  ])('is refused: %s', (_, term, event) => {
    expect(refusalCode(term, event)).toBe('notAllowedInState');
  });

  it('is refused as other content for a second reversal of one payment', () => {
    const reversed = termAfter(aBind(), aPayment(), aReversal());
    expect(refusalCode(reversed, aReversal({ id: 'x' }))).toBe('contentDiffers');
  });
});

describe('a step that stopped', () => {
  it('runs again with the corrected input, and leaves the others stopped', () => {
    const one = withStoppedStep(TERMS.confirmed, 'startRenewal', 'no such product');
    const two = withStoppedStep(one, 'updateTermConfirmed', 'unknown period');
    const { term, effects } = accepted(two, { ...EVENTS.correct, input: { period: 'POL-1-1' } });
    expect(term.stopped).toEqual([{ step: 'startRenewal', reason: 'no such product' }]);
    expect(effects).toEqual([
      { kind: 'runStepAgain', step: 'updateTermConfirmed', input: { period: 'POL-1-1' } },
    ]);
  });

  it('is known by its latest reason', () => {
    const one = withStoppedStep(TERMS.confirmed, 'startRenewal', 'first');
    expect(withStoppedStep(one, 'startRenewal', 'second').stopped).toEqual([
      { step: 'startRenewal', reason: 'second' },
    ]);
  });
});

describe('a reinstated term', () => {
  it('knows who reinstated it by the turn', () => {
    const back = termAfter(
      aBind(),
      aPayment(),
      ...cancelling,
      aReinstatementClaim,
      EVENTS.reinstated,
    );
    expect(back.turn.holder?.transaction).toBe(REINSTATEMENT);
    expect(back.cancellation).toBeNull();
  });
});
