import { describe, expect, it } from 'vitest';
import { allowedEvents, applyTermEvent } from '../../../src/domain/policy-term/machine.js';
import type {
  TermEffect,
  TermEvent,
  TermEventKind,
  TermStatus,
} from '../../../src/domain/policy-term/events.js';
import type { PolicyTerm } from '../../../src/domain/policy-term/state.js';
import {
  aBind,
  aCancellation,
  aClaim,
  aDirection,
  accepted,
  aGivingBack,
  aPayment,
  aReinstatementClaim,
  aReversal,
  CANCELLATION,
  cancelling,
  EVENTS,
  TERMS,
  termAfter,
} from './policy-terms.js';
import { machines, type MachineRow } from '../vectors.js';
import { withStoppedStep } from '../../../src/domain/policy-term/corrected.js';

/** How to make the condition of one row true or false, in one of its states, for one of its events. */
interface Situation {
  readonly term: PolicyTerm;
  readonly event: TermEvent;
  /** Kinds of the effects, in order; none unless said. */
  readonly effects?: readonly TermEffect['kind'][];
  /** Status after it where the condition is not met and yet nothing is refused. */
  readonly next?: TermStatus;
}
interface Scenario {
  readonly met?: Situation;
  readonly unmet?: Situation;
}
type State = 'new' | 'awaited' | 'unconfirmed' | 'confirmed' | 'cancelled';

const after = (state: State, ...events: readonly TermEvent[]): PolicyTerm =>
  events.reduce((term, event) => accepted(term, event).term, TERMS[state]);
const plain = (state: State, event: TermEvent, effects: readonly TermEffect['kind'][] = []) => ({
  term: TERMS[state],
  event,
  effects,
});
const claimed = aClaim();
const cancellationClaim = aClaim({ transaction: CANCELLATION, purpose: 'cancellation' });
const earlierClaim = aClaim({
  transaction: 'cancellation:POL-1:2',
  purpose: 'cancellation',
  effectiveDate: '2025-05-01',
});
const rewriteClaim = aClaim({ transaction: 'rewrite:POL-1:1', purpose: 'rewrite' });
const earlier = aCancellation({
  id: 'cancelled-2',
  transaction: 'cancellation:POL-1:2',
  effectiveDate: '2025-05-01',
});
const inTime = aPayment({
  paymentId: 'p2',
  amountCents: 41_666,
  receivedAt: '2025-06-10T17:00:00Z',
});
const late = aPayment({ paymentId: 'p2', amountCents: 41_666, receivedAt: '2025-06-11T05:01:00Z' });
const unconfirmedThenCancelled = termAfter(aBind(), ...cancelling);
const unpaid = termAfter(aBind({ flow: 'bindAndCancel' }));
const offer = termAfter(aBind({ flow: 'offer' }));
const offerUnconfirmed: PolicyTerm = { ...offer, status: 'unconfirmed', confirmation: null };
const replaced = after('cancelled', rewriteClaim, EVENTS.replaced);
const withTurn = (term: PolicyTerm, ...claims: readonly TermEvent[]) =>
  claims.reduce((next, claim) => accepted(next, claim).term, term);

const byStranger = (state: State, event: TermEvent): Situation => plain(state, event);

/** One entry a row. Rows that are refused always have no `met`. */
const SCENARIOS: Readonly<Record<string, (state: State, kind: TermEventKind) => Scenario>> = {
  t1: () => ({ met: plain('new', aPayment(), ['task']) }),
  t2: () => ({ met: plain('new', aBind()) }),
  t3: (state, kind) => ({
    met:
      kind === 'recordPayment'
        ? plain(state, aPayment({ paymentId: 'p2' }), ['task'])
        : plain(state, aReversal(), ['closeTask', 'closeTask', 'closeTask']),
  }),
  t4: () => ({
    met: {
      term: termAfter(aPayment({ amountCents: 100 })),
      event: aBind(),
      effects: ['closeTask'],
    },
  }),
  t5: (state, kind) => ({ unmet: plain(state, EVENTS[kind]) }),
  t6: (state, kind) => ({ met: plain(state, EVENTS[kind], ['closeTask', 'task']) }),
  t7: (state) => ({
    met: plain(state, aPayment(), ['updateTermConfirmed']),
    unmet: { ...plain(state, aPayment({ amountCents: 149_449 })), next: 'unconfirmed' },
  }),
  t8: (state) => ({
    met: plain(state, aPayment({ currency: 'EUR' }), ['task']),
    unmet: { ...plain(state, aPayment(), ['updateTermConfirmed']), next: 'confirmed' },
  }),
  t9: (state) => ({
    met: { term: after(state, aPayment({ amountCents: 100 })), event: aReversal() },
  }),
  t10: (state, kind) => ({
    met: plain(state, EVENTS[kind], ['updateTermConfirmed']),
    unmet: { term: offerUnconfirmed, event: EVENTS[kind], effects: ['task'] },
  }),
  t11: (state, kind) => ({
    // Ruled: only a term that is bound before it is paid is cancelled by itself (D33).
    met: { term: unpaid, event: EVENTS[kind], effects: ['startFlatCancellation'] },
    unmet: {
      term: after(state, aPayment({ amountCents: 100 })),
      event: EVENTS[kind],
      effects: ['task'],
      next: 'unconfirmed',
    },
  }),
  t12: (_, kind) => ({
    met: {
      term: termAfter(
        aBind({ flow: 'bindAndCancel', cancelsForNonPayment: true }),
        aPayment({ amountCents: 100 }),
      ),
      event: EVENTS[kind],
      effects: ['task', 'startCancellation'],
    },
    unmet: {
      term: unpaid,
      event: EVENTS[kind],
      effects: ['startFlatCancellation'],
      next: 'unconfirmed',
    },
  }),
  t13: (state) => ({ met: plain(state, aPayment({ paymentId: 'p2' })) }),
  t14: (state) => ({ met: plain(state, aReversal(), ['delinquency']) }),
  t15: (state, kind) => ({
    met: plain(state, EVENTS[kind]),
    unmet: { term: offer, event: EVENTS[kind], effects: ['task'] },
  }),
  t16: (state, kind) => ({ met: plain(state, EVENTS[kind]) }),
  t17: (state) => ({ met: plain(state, claimed) }),
  t18: (state) => ({ met: plain(state, earlierClaim), unmet: plain(state, claimed) }),
  t19: (state) => {
    const claim = state === 'cancelled' ? aReinstatementClaim : claimed;
    const { transaction } = claim;
    return {
      met: { term: after(state, claim), event: aGivingBack({ transaction }) },
      unmet: { term: after(state, claim), event: aGivingBack({ transaction: 'other:1' }) },
    };
  },
  t20: (state, kind) => ({
    met: { term: after(state, claimed), event: EVENTS[kind] },
    unmet: byStranger(state, EVENTS[kind]),
  }),
  t21: (state, kind) => ({
    met: plain(state, EVENTS[kind]),
    unmet: {
      term: after(state, EVENTS.cancellationPending),
      event: { ...EVENTS.cancellationPending, id: 'pending-2' },
    },
  }),
  t22: (state, kind) => ({
    met: { term: after(state, EVENTS.cancellationPending), event: EVENTS[kind] },
  }),
  t23: (state, kind) => ({
    met: {
      term: after(state, cancellationClaim),
      event: EVENTS[kind],
      effects: ['withdrawEndorsements', 'tellRenewalCancelled'],
    },
    unmet: byStranger(state, EVENTS[kind]),
  }),
  t24: (state) => ({
    met: { term: after(state, earlierClaim), event: earlier },
    unmet: {
      term: after(state, earlierClaim),
      event: { ...earlier, effectiveDate: '2025-06-11' },
    },
  }),
  t25: (state, kind) => ({
    met: {
      term: after(state, aReinstatementClaim),
      event: EVENTS[kind],
      effects: ['closeTask'],
    },
    unmet: { term: replaced, event: EVENTS[kind] },
  }),
  t26: (_, kind) => ({
    met: {
      term: withTurn(unconfirmedThenCancelled, aReinstatementClaim),
      event: EVENTS[kind],
      effects: ['closeTask', 'movePaymentDeadline'],
    },
    unmet: {
      term: withTurn(unconfirmedThenCancelled, rewriteClaim, EVENTS.replaced),
      event: EVENTS[kind],
    },
  }),
  t27: (state, kind) => ({
    met: { term: after(state, rewriteClaim), event: EVENTS[kind] },
    unmet: byStranger(state, EVENTS[kind]),
  }),
  t28: (state) => ({
    met: plain(state, inTime, ['startReinstatement']),
    unmet: { ...plain(state, { ...inTime, amountCents: 41_665 }, ['task']), next: 'cancelled' },
  }),
  t29: (state) => ({
    met: plain(state, late, ['task']),
    unmet: { ...plain(state, inTime, ['startReinstatement']), next: 'cancelled' },
  }),
  t30: (state) => ({ met: plain(state, aReversal()) }),
  t31: (state, kind) => ({ unmet: plain(state, EVENTS[kind], ['task']) }),
  t32: (state) => ({
    met: plain(state, EVENTS.renewalDue, ['startRenewal']),
    unmet: {
      term: after(state, aDirection({ direction: 'notTaken' })),
      event: EVENTS.renewalDue,
    },
  }),
  t33: (state, kind) => ({ met: plain(state, EVENTS[kind]) }),
  t34: (state, kind) => ({
    // Ruled: invoices that were never paid are billing's, and no task of the term's end (D8).
    met: plain(state, EVENTS[kind]),
    unmet: { term: after(state, claimed), event: EVENTS[kind], next: state },
  }),
  t35: (state, kind) => ({
    met: { term: after(state, late), event: EVENTS[kind], effects: ['task'] },
    unmet: { term: after(state, aReinstatementClaim), event: EVENTS[kind], next: state },
  }),
  t36: (state) => ({
    met: plain(state, aBind({ id: 'bind-2' })),
    unmet: plain(state, aBind({ id: 'bind-2', transaction: 'new-business:portal:2' })),
  }),
  t37: (state, kind) => ({
    met: {
      term: withStoppedStep(TERMS[state], 'updateTermConfirmed', 'billing refused it'),
      event: EVENTS[kind],
      effects: ['runStepAgain'],
    },
    unmet: plain(state, EVENTS[kind]),
  }),
};

/** What the renewal of a term tells it, which the reference leaves unsaid. */
const OF_RENEWAL = ['renewalStarted', 'renewed', 'renewalEnded'] as const;
/** What is taken beyond the reference, whose machine stops where nothing of a term may be dropped yet. */
const BEYOND: Readonly<Partial<Record<TermStatus, readonly TermEventKind[]>>> = {
  new: ['reversePayment', 'notBoundInTime', 'moved'],
  awaited: ['postdatedDue', 'moved'],
  unconfirmed: ['rescheduled', 'postdatedDue', 'direction', ...OF_RENEWAL],
  confirmed: ['rescheduled', 'postdatedDue', 'direction', ...OF_RENEWAL],
  cancelled: ['reinstatementEnded', 'postdatedDue', ...OF_RENEWAL],
  expired: ['postdatedDue', 'recordPayment', 'reversePayment', 'bound', ...OF_RENEWAL],
  closed: ['postdatedDue', 'recordPayment', 'reversePayment', 'bound', 'moved', ...OF_RENEWAL],
};
/** Events that the reference does not know. */
const ADDED: readonly TermEventKind[] = [
  'rescheduled',
  'reinstatementEnded',
  'postdatedDue',
  'direction',
  'moved',
  ...OF_RENEWAL,
];
/** Refused as in the reference, by another code. */
const OTHERWISE: Readonly<Partial<Record<TermStatus, readonly TermEventKind[]>>> = {
  new: ['confirmTerm', 'takeTurn'],
  expired: ['confirmTerm'],
  closed: ['confirmTerm'],
};

const machine = machines['policyTerm'] ?? { states: [], terminal: [], events: [], rows: [] };
const statesOf = ({ states }: MachineRow) =>
  states.includes('any')
    ? machine.states.filter((state) => !machine.terminal.includes(state))
    : states;
const pairs = machine.rows.flatMap((row) =>
  statesOf(row).flatMap((state) =>
    row.events.map((kind) => ({
      row,
      title: `${row.id} ${kind} while ${state}`,
      state: state as State,
      kind: kind as TermEventKind,
      scenario: SCENARIOS[row.id]?.(state as State, kind as TermEventKind) ?? {},
    })),
  ),
);
const isListed = (state: string, kind: string) =>
  pairs.some((pair) => pair.state === state && pair.kind === kind);
const statuses = ['new', ...machine.states] as readonly TermStatus[];
const unlisted = statuses.flatMap((state) =>
  machine.events
    .map((kind) => kind as TermEventKind)
    .filter((kind) => !isListed(state, kind))
    .filter((kind) => ![BEYOND, OTHERWISE].some((rows) => rows[state]?.includes(kind)))
    .map((kind) => ({ state, kind })),
);
const kindsOf = (effects: readonly TermEffect[]) => effects.map(({ kind }) => kind);

describe('the machine of a policy term', () => {
  it('has a scenario for every row of the reference, and none besides', () => {
    expect(Object.keys(SCENARIOS)).toEqual(machine.rows.map(({ id }) => id));
    expect(machine.rows).toHaveLength(37);
    for (const { row, title, scenario } of pairs) {
      expect(scenario.met === undefined, title).toBe(row.guard === 'never');
      if (row.refusal.length > 0) expect(scenario.unmet, title).toBeDefined();
    }
  });

  it('answers to the events of the reference, and to no others', () => {
    expect(Object.keys(EVENTS).sort()).toEqual([...machine.events, ...ADDED].sort());
    const others = [BEYOND, OTHERWISE].flatMap((rows) => Object.values(rows).flat());
    expect(pairs.length + unlisted.length + others.length).toBeGreaterThanOrEqual(
      statuses.length * machine.events.length,
    );
  });

  const met = pairs.flatMap(({ scenario, ...pair }) =>
    scenario.met ? [{ ...pair, situation: scenario.met }] : [],
  );
  it.each(met)('$title: goes on where its condition holds', ({ row, state, kind, situation }) => {
    const { term, event, effects = [] } = situation;
    expect([term.status, event.kind]).toEqual([state, kind]);
    const result = accepted(term, event);
    expect(result.term.status).toBe(row.next === '=' ? state : row.next);
    expect(kindsOf(result.effects)).toEqual(effects);
    const again = accepted(result.term, event);
    expect(again).toEqual({ ...result, effects: [] });
  });

  const unmet = pairs.flatMap(({ scenario, ...pair }) =>
    scenario.unmet ? [{ ...pair, situation: scenario.unmet }] : [],
  );
  it.each(unmet)('$title: does not where it fails', ({ row, state, kind, situation }) => {
    const { term, event, effects = [], next } = situation;
    expect([term.status, event.kind]).toEqual([state, kind]);
    const result = applyTermEvent(term, event);
    expect(kindsOf(result.effects)).toEqual(effects);
    if (result.outcome === 'refused') expect(row.refusal).toContain(result.refusal.code);
    else expect([row.refusal, result.term.status]).toEqual([[], next]);
  });

  it.each(unlisted)('refuses $kind while $state', ({ state, kind }) => {
    const result = applyTermEvent(TERMS[state], EVENTS[kind]);
    expect(result).toMatchObject({ outcome: 'refused', effects: [] });
    if (result.outcome !== 'refused') return;
    expect(result.refusal.code).toBe('notAllowedInState');
    expect(result.refusal.found).toContain(state);
    expect(result.refusal.allowed).toBe(allowedEvents(state).join(', ') || 'nothing');
  });

  it('names as allowed what is taken, and nothing that is always refused', () => {
    for (const state of statuses) {
      const listed = pairs.filter((pair) => pair.state === state && pair.row.guard !== 'never');
      const kinds = [...listed.map(({ kind }) => kind), ...(BEYOND[state] ?? [])];
      expect(new Set(allowedEvents(state)), state).toEqual(new Set(kinds));
    }
  });
});

describe('beyond the reference', () => {
  const step = (term: PolicyTerm, event: TermEvent) => accepted(term, event);
  const expired = termAfter(aBind(), aPayment(), EVENTS.endOfTerm);
  const unbound = termAfter(aPayment(), EVENTS.notBoundInTime);
  const keys = (effects: readonly TermEffect[]) =>
    effects.map((effect) => [effect.kind, 'key' in effect ? effect.key : null]);

  it('keeps a reversal that is the first to be heard of a term, and it kills its payment', () => {
    const kept = step(TERMS.new, aReversal());
    expect(kept.answer).toMatchObject({ result: 'reversalKept', status: 'awaited' });
    expect(step(kept.term, aPayment()).answer).toMatchObject({ result: 'killed' });
    expect(termAfter(aReversal(), aPayment(), aBind()).status).toBe('unconfirmed');
  });

  it('closes a term of which nothing was heard', () => {
    const { term, effects } = step(TERMS.new, EVENTS.notBoundInTime);
    expect(term.status).toBe('closed');
    expect(keys(effects)).toEqual([['closeTask', 'moneyBeforeBind']]);
  });

  it('A3: keeps money that comes after the end, once, and asks a person', () => {
    const late = aPayment({ paymentId: 'p2', amountCents: 100 });
    const held = step(expired, late);
    expect(held.answer).toMatchObject({ result: 'held', status: 'expired' });
    expect(keys(held.effects)).toEqual([['task', 'lateMoney:p2']]);
    expect(step(held.term, late)).toEqual({ ...held, effects: [] });
    expect(step(held.term, aPayment()).answer).toMatchObject({ result: 'counted' });
    const back = step(held.term, aReversal({ paymentId: 'p2' }));
    expect(keys(back.effects)).toEqual([['closeTask', 'lateMoney:p2']]);
    expect(back.term.ledger.heldCents).toBe(0);
  });

  it('A3: says what is owed when money is taken back after the end', () => {
    const { term, effects } = step(expired, aReversal());
    expect(term.status).toBe('expired');
    expect(effects).toEqual([{ kind: 'delinquency', shortfallCents: 149_450 }]);
  });

  it('A3: refuses a confirmation after the end, and answers the repeat of an earlier one', () => {
    const confirmation = EVENTS.confirmTerm;
    const confirmed = step(TERMS.unconfirmed, confirmation);
    const over = step(confirmed.term, EVENTS.endOfTerm).term;
    expect(step(over, confirmation).answer).toEqual(confirmed.answer);
    const codeOf = (term: PolicyTerm, id: string) => {
      const result = applyTermEvent(term, { kind: 'confirmTerm', id });
      return result.outcome === 'refused' ? result.refusal.code : null;
    };
    expect(codeOf(over, 'another')).toBe('termNotInForce');
    expect(codeOf(unbound, 'another')).toBe('termNotBound');
  });

  it('counts what was not refunded yet when the bind comes after all', () => {
    const more = step(unbound, aPayment({ paymentId: 'p2', amountCents: 100 })).term;
    const { term, effects } = step(more, aBind());
    expect(term).toMatchObject({ status: 'confirmed', ledger: { goodCents: 149_550 } });
    expect(keys(effects)).toEqual([
      ['closeTask', 'refund'],
      ['updateTermConfirmed', null],
    ]);
  });

  it('asks to refund what is left, by currency, until nothing is', () => {
    const both = termAfter(aPayment(), aPayment({ paymentId: 'p2', currency: 'EUR' }));
    const closed = step(both, EVENTS.notBoundInTime);
    expect(closed.effects[1]).toMatchObject({
      key: 'refund',
      text: expect.stringContaining('refund 1494.50 EUR and 1494.50 USD,') as string,
    });
    const one = step(closed.term, aReversal());
    expect(one.effects[1]).toMatchObject({
      key: 'refund',
      text: expect.stringContaining('refund 1494.50 EUR,') as string,
    });
    const none = step(one.term, aReversal({ id: 'r2', paymentId: 'p2' }));
    expect(keys(none.effects)).toContainEqual(['closeTask', 'refund']);
    expect(step(none.term, aBind()).term).toMatchObject({ ledger: { goodCents: 0 } });
  });

  it('says of a term of which only a reversal was heard that it is not bound', () => {
    for (const kind of ['confirmTerm', 'takeTurn'] as const) {
      const result = applyTermEvent(TERMS.new, EVENTS[kind]);
      expect(result).toMatchObject({ refusal: { code: 'termNotBound' } });
    }
  });

  it('is bound by one transaction also after the end', () => {
    expect(step(expired, aBind({ id: 'again' })).term.status).toBe('expired');
    const stranger = aBind({ id: 'again', transaction: 'new-business:portal:2' });
    expect(applyTermEvent(expired, stranger)).toMatchObject({
      refusal: { code: 'termAlreadyBound' },
    });
  });

  it('calls off the task about parked money that is taken back', () => {
    const parked = step(TERMS.unconfirmed, aPayment({ currency: 'EUR' }));
    const { effects } = step(parked.term, aReversal());
    expect(keys(effects)).toEqual([['closeTask', 'moneyParked:p1']]);
  });

  it('has ids of its own for each kind of message', () => {
    const id = 'notBoundInTime';
    const { term } = step(termAfter(aPayment()), aReversal({ id }));
    expect(step(term, { kind: 'notBoundInTime', id }).term.status).toBe('closed');
    const confirmed = step(TERMS.unconfirmed, { kind: 'confirmTerm', id: 'endOfTerm' });
    const end = { kind: 'endOfTerm', id: 'endOfTerm' } as const;
    expect(step(confirmed.term, end).term.status).toBe('expired');
  });
});
