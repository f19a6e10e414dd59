import { describe, expect, it } from 'vitest';
import type { EndorsementEvent } from '../../../src/domain/endorsement/events.js';
import { ENDORSEMENT_MACHINE } from '../../../src/domain/endorsement/machine.js';
import { ENDORSEMENT_STATES } from '../../../src/domain/endorsement/state.js';
import { LATE_RESULTS, walk } from '../machine/walk.js';
import { aTermFacts } from '../policy-term/term-facts.js';
import { family } from '../vectors.js';

type EventOf<K extends EndorsementEvent['kind']> = Extract<EndorsementEvent, { readonly kind: K }>;

const term = aTermFacts();
const effectiveDate = '2025-05-01';
const create = { kind: 'create', term, effectiveDate } as const;
const result: EventOf<'quoteResult'> = {
  kind: 'quoteResult',
  answers: 2,
  revision: 2,
  hasFindings: false,
  effectiveDate,
  inTheWay: [],
};
const late = {
  ...result,
  inTheWay: [{ transaction: 'endorsement:POL-1:7', effectiveDate: '2025-05-02' }],
};
const edit = { kind: 'edit', term, effectiveDate } as const;
const granted: EventOf<'turnGranted'> = {
  kind: 'turnGranted',
  term,
  effectiveDate,
  quotedAfter: term.lastChange,
  isSameQuote: true,
};
const bound = { kind: 'bindResult', isDone: true } as const;
const refused = { kind: 'bindResult', isDone: false } as const;
const abandon = { kind: 'abandon', isWritten: false } as const;
const correct = { kind: 'correct', isAwaited: true } as const;
const out = ['giveBackTurn', 'closeUnbound'] as const;

walk({
  name: 'endorsement',
  machine: ENDORSEMENT_MACHINE,
  states: ENDORSEMENT_STATES,
  events: {
    create,
    quoteResult: result,
    edit,
    accept: { kind: 'accept' },
    chainMoved: { kind: 'chainMoved' },
    turnGranted: granted,
    bindResult: bound,
    billed: { kind: 'billed' },
    withdraw: { kind: 'withdraw' },
    expire: { kind: 'expire' },
    termCancelled: { kind: 'termCancelled' },
    endOfTerm: { kind: 'endOfTerm' },
    abandon,
    correct,
  },
  cases: {
    e1: {
      effects: ['quote'],
      unmet: [
        [{ ...create, term: aTermFacts({ status: 'expired' }) }, 'termNotInForce'],
        [{ ...create, effectiveDate: '2025-01-31' }, 'beforeTermStart'],
        [{ ...create, effectiveDate: '2026-02-01' }, 'atOrAfterExpiration'],
      ],
      ruled: [
        ['9.5', { ...create, term: aTermFacts({ cancelledOn: '2025-06-01' }) }, 'termNotInForce'],
      ],
    },
    e2: { effects: [], unmet: [[late, 'outOfSequence']], refusedEffects: ['askPerson'] },
    e3: { met: { ...late, hasFindings: true }, effects: ['askPerson'] },
    e4: {
      effects: ['quote'],
      ruled: [['e1', { ...edit, effectiveDate: '2026-02-01' }, 'atOrAfterExpiration']],
    },
    e5: { effects: ['takeTurn'] },
    e6: { effects: { quoted: ['quote'], waitingTurn: ['giveBackTurn', 'quote'] } },
    e7: { effects: ['book'] },
    e8: {
      met: { ...granted, quotedAfter: 'endorsement:POL-1:7' },
      effects: ['giveBackTurn', 'quote'],
    },
    e9: { effects: ['tellTermEndorsed', 'bill'] },
    e10: { met: refused, effects: ['askPerson'] },
    e11: { effects: ['giveBackTurn', 'readSchedule'] },
    e12: { effects: out },
    e13: { effects: out },
    e14: { effects: [] },
    e15: { effects: out, unmet: [[{ ...abandon, isWritten: true }, 'alreadyBound']] },
    e16: {
      effects: ['runStepAgain'],
      unmet: [[{ ...correct, isAwaited: false }, 'nothingToCorrect']],
    },
  },
  beyond: [
    {
      ruling: 'D30',
      states: ['draft'],
      event: { ...late, hasFindings: true, answers: 1 },
      effects: ['noteDropped'],
    },
    {
      ruling: 'D30',
      states: ['quoted', 'waitingTurn', 'binding', 'bound', 'completed', 'withdrawn'],
      event: result,
      effects: ['noteDropped'],
    },
    {
      ruling: 'D27',
      states: ['binding'],
      event: { kind: 'chainMoved' },
      next: 'draft',
      effects: ['giveBackTurn', 'quote'],
    },
    ...LATE_RESULTS,
  ],
});

describe('an endorsement', () => {
  const after = (state: (typeof ENDORSEMENT_STATES)[number] | 'new', event: EndorsementEvent) => {
    const { outcome, ...rest } = ENDORSEMENT_MACHINE.apply(state, event);
    return outcome === 'taken' && 'state' in rest ? rest.state : 'refused';
  };

  it('may be asked for while a cancellation is pending (D40)', () => {
    const pending = aTermFacts({ pendingCancellation: 'cancellation:POL-1:1' });
    expect(after('new', { ...create, term: pending })).toBe('draft');
  });

  it('names the changes that stand in its way when it is out of sequence', () => {
    expect(ENDORSEMENT_MACHINE.apply('draft', late)).toMatchObject({
      refusal: {
        code: 'outOfSequence',
        found: '2025-05-01, before endorsement:POL-1:7 from 2025-05-02',
        allowed: '2025-05-02 or later',
      },
    });
  });

  it('is quoted again when it comes to something else by the rules of now', () => {
    expect(after('waitingTurn', { ...granted, isSameQuote: false })).toBe('draft');
  });

  it('is quoted again when the term can no longer be changed so once its turn comes', () => {
    const cancelled = { ...granted, term: aTermFacts({ cancelledOn: '2025-04-01' }) };
    expect(after('waitingTurn', cancelled)).toBe('draft');
    expect(after('waitingTurn', { ...granted, effectiveDate: '2026-02-01' })).toBe('draft');
  });

  it('CX-08: is withdrawn, with its turn given back, when a cancellation completes', () => {
    expect(family('CX').find(({ id }) => id === 'CX-08')?.expected['result']).toBe(
      'endorsement withdrawn, its turn given back',
    );
    expect(ENDORSEMENT_MACHINE.apply('waitingTurn', { kind: 'termCancelled' })).toMatchObject({
      state: 'withdrawn',
      effects: out,
    });
  });
});
