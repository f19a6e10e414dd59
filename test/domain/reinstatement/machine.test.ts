import { describe, expect, it } from 'vitest';
import type { ReinstatementEvent } from '../../../src/domain/reinstatement/events.js';
import { REINSTATEMENT_MACHINE } from '../../../src/domain/reinstatement/machine.js';
import { REINSTATEMENT_STATES } from '../../../src/domain/reinstatement/state.js';
import { LATE_RESULTS, walk } from '../machine/walk.js';
import { aTermFacts } from '../policy-term/term-facts.js';

type EventOf<K extends ReinstatementEvent['kind']> = Extract<
  ReinstatementEvent,
  { readonly kind: K }
>;

const term = aTermFacts({ cancelledOn: '2025-08-01' });
const create: EventOf<'create'> = { kind: 'create', term, on: null, isGapAllowed: true };
const on = (day: string) => ({ ...create, on: day });
const replaced = { ...term, replacedBy: 'POL-2-1' };
const result: EventOf<'quoteResult'> = {
  kind: 'quoteResult',
  answers: 1,
  revision: 1,
  hasFindings: false,
  isPaidInTime: false,
  standing: { cancelledOn: '2025-08-01', today: '2025-08-31', shortfallCents: 100 },
  limits: { withinDays: 30, toleranceCents: 100 },
};
const tooLate = { ...result, standing: { ...result.standing, today: '2025-09-01' } };
const granted: EventOf<'turnGranted'> = {
  ...create,
  kind: 'turnGranted',
  quotedAfter: term.lastChange,
};
const bound = { kind: 'bindResult', isDone: true } as const;
const refused = { kind: 'bindResult', isDone: false } as const;
const abandon = { kind: 'abandon', isWritten: false } as const;
const correct = { kind: 'correct', isAwaited: true } as const;
const out = ['giveBackTurn', 'closeUnbound', 'tellTermEnded'] as const;

walk({
  name: 'reinstatement',
  machine: REINSTATEMENT_MACHINE,
  states: REINSTATEMENT_STATES,
  events: {
    create,
    quoteResult: result,
    decide: { kind: 'decide', decision: 'approve' },
    accept: { kind: 'accept' },
    turnGranted: granted,
    bindResult: bound,
    billed: { kind: 'billed' },
    withdraw: { kind: 'withdraw' },
    endOfTerm: { kind: 'endOfTerm' },
    abandon,
    correct,
  },
  cases: {
    i1: {
      effects: ['quote'],
      unmet: [
        [{ ...create, term: aTermFacts() }, 'notCancelled'],
        [{ ...create, term: replaced }, 'termReplaced'],
        [on('2025-07-31'), 'beforeCancellationDate'],
        [on('2026-02-01'), 'atOrAfterExpiration'],
        [{ ...on('2025-08-02'), isGapAllowed: false }, 'gapNotAllowed'],
      ],
      refusedEffects: ['tellTermEnded'],
    },
    i2: { effects: [] },
    i3: { met: tooLate, effects: ['askUnderwriter'] },
    i4: { met: { ...tooLate, hasFindings: true }, effects: ['askPerson'] },
    i5: { effects: [] },
    i6: {
      met: { kind: 'decide', decision: 'decline' },
      effects: ['closeUnbound', 'tellTermEnded'],
    },
    i7: { effects: ['takeTurn'] },
    i8: { effects: ['book'] },
    i9: { met: { ...granted, term: replaced }, effects: out },
    i10: { effects: ['tellTermReinstated', 'bill'] },
    i11: { met: refused, effects: ['askPerson'] },
    i12: { effects: ['giveBackTurn'] },
    i13: { effects: out },
    i14: { effects: [] },
    i15: { effects: out, unmet: [[{ ...abandon, isWritten: true }, 'alreadyBound']] },
    i16: {
      effects: ['runStepAgain'],
      unmet: [[{ ...correct, isAwaited: false }, 'nothingToCorrect']],
    },
  },
  beyond: [
    {
      ruling: 'D30',
      states: ['requested'],
      event: { ...result, answers: 0 },
      effects: ['noteDropped'],
    },
    {
      ruling: 'D30',
      states: ['referred', 'quoted', 'waitingTurn', 'binding', 'bound', 'completed', 'withdrawn'],
      event: result,
      effects: ['noteDropped'],
    },
    ...LATE_RESULTS,
  ],
});

describe('a reinstatement', () => {
  const quote = (change: Partial<EventOf<'quoteResult'>>) =>
    REINSTATEMENT_MACHINE.apply('requested', { ...result, ...change });

  it('goes on by itself for money in time, however late somebody learned of it', () => {
    expect(quote({ ...tooLate, isPaidInTime: true })).toMatchObject({
      row: 'i2',
      state: 'quoted',
      effects: ['acceptByItself'],
    });
  });

  it('needs an underwriter the day after its limit, or for a cent more than may be missing (D42)', () => {
    expect(quote({})).toMatchObject({ row: 'i2' });
    expect(quote(tooLate)).toMatchObject({ row: 'i3' });
    const short = { ...result.standing, shortfallCents: 101 };
    expect(quote({ standing: short })).toMatchObject({ row: 'i3' });
  });

  it('is not booked when a second, earlier cancellation has changed what comes back', () => {
    const again = { ...granted, quotedAfter: 'cancellation:POL-1:1' };
    expect(REINSTATEMENT_MACHINE.apply('waitingTurn', again)).toMatchObject({ row: 'i9' });
  });

  it('tells the term on every way out that leads to nothing (D41)', () => {
    const ways: readonly [(typeof REINSTATEMENT_STATES)[number] | 'new', ReinstatementEvent][] = [
      ['new', { ...create, term: aTermFacts() }],
      ['referred', { kind: 'decide', decision: 'decline' }],
      ['quoted', { kind: 'withdraw' }],
      ['waitingTurn', { ...granted, term: replaced }],
      ['binding', abandon],
    ];
    for (const [state, event] of ways)
      expect(REINSTATEMENT_MACHINE.apply(state, event).effects, state).toContain('tellTermEnded');
  });
});
