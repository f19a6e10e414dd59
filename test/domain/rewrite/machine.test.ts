import { describe, expect, it } from 'vitest';
import type { RewriteEvent } from '../../../src/domain/rewrite/events.js';
import { REWRITE_MACHINE } from '../../../src/domain/rewrite/machine.js';
import { REWRITE_STATES } from '../../../src/domain/rewrite/state.js';
import { LATE_RESULTS, walk } from '../machine/walk.js';
import { aTermFacts } from '../policy-term/term-facts.js';

type EventOf<K extends RewriteEvent['kind']> = Extract<RewriteEvent, { readonly kind: K }>;

const term = aTermFacts();
const create: EventOf<'create'> = {
  kind: 'create',
  term,
  asked: {
    kind: 'remainder',
    replaced: term.days,
    cancelledOn: '2025-08-01',
    start: null,
    newExpiration: null,
  },
};
const from = (start: string) => ({ ...create, asked: { ...create.asked, start } });
const granted: EventOf<'turnGranted'> = { ...create, kind: 'turnGranted' };
const result: EventOf<'quoteResult'> = {
  kind: 'quoteResult',
  answers: 1,
  revision: 1,
  hasFindings: false,
};
const bound = { kind: 'bindResult', isDone: true } as const;
const refused = { kind: 'bindResult', isDone: false } as const;
const cancelled = { kind: 'cancelResult', isDone: true } as const;
const notCancelled = { kind: 'cancelResult', isDone: false } as const;
const abandon: EventOf<'abandon'> = { kind: 'abandon', isWritten: false, isCancelledHere: true };
const written = { ...abandon, isWritten: true };
const correct = { kind: 'correct', isAwaited: true } as const;
const out = ['giveBackTurn', 'closeUnbound'] as const;

walk({
  name: 'rewrite',
  machine: REWRITE_MACHINE,
  states: REWRITE_STATES,
  events: {
    create,
    quoteResult: result,
    accept: { kind: 'accept' },
    turnGranted: granted,
    cancelResult: cancelled,
    bindResult: bound,
    billed: { kind: 'billed' },
    withdraw: { kind: 'withdraw' },
    endOfTerm: { kind: 'endOfTerm' },
    abandon,
    correct,
  },
  cases: {
    w1: {
      effects: ['quote'],
      unmet: [
        [from('2025-07-31'), 'beforeCancellationDate'],
        [from('2026-02-01'), 'atOrAfterExpiration'],
      ],
      ruled: [
        ['D38', { ...create, term: aTermFacts({ status: 'expired' }) }, 'termNotInForce'],
        ['D38', { ...create, term: { ...term, replacedBy: 'POL-2-1' } }, 'termReplaced'],
      ],
    },
    w2: { effects: [] },
    w3: { met: { ...result, hasFindings: true }, effects: ['askPerson'] },
    w4: { effects: ['takeTurn'] },
    w5: { effects: ['cancelOld'] },
    w6: {
      met: { ...granted, term: aTermFacts({ cancelledOn: '2025-08-01' }) },
      effects: ['bindNew'],
    },
    w7: {
      met: { ...granted, term: { ...term, replacedBy: 'POL-2-1' } },
      effects: ['giveBackTurn', 'quote'],
    },
    w8: { effects: ['tellTermCancelled', 'bindNew'] },
    w9: { met: notCancelled, effects: ['askPerson'] },
    w10: { effects: ['tellTermReplaced', 'handOverNew', 'bill'] },
    w11: { met: refused, effects: ['askPersonAtOnce'] },
    w12: { effects: ['giveBackTurn'] },
    w13: { effects: out },
    w14: { effects: [] },
    w15: { effects: out, unmet: [[written, 'alreadyBound']] },
    w16: { effects: [...out, 'reinstateOld'], unmet: [[written, 'alreadyBound']] },
    w17: {
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
      states: REWRITE_STATES.filter((state) => state !== 'requested'),
      event: result,
      effects: ['noteDropped'],
    },
    {
      ruling: 'D30',
      states: ['bindingNew', 'bound', 'completed'],
      event: cancelled,
      effects: ['noteDropped'],
    },
    { ruling: 'D30', states: ['withdrawn'], event: notCancelled, effects: ['noteDropped'] },
    { ruling: 'D30', states: ['withdrawn'], event: cancelled, effects: ['askPerson'] },
    ...LATE_RESULTS,
  ],
});

describe('a rewrite', () => {
  it('brings a term back only where it cancelled the term itself (D38)', () => {
    const found = REWRITE_MACHINE.apply('bindingNew', { ...abandon, isCancelledHere: false });
    expect(found).toMatchObject({ row: 'w16', state: 'withdrawn', effects: out });
  });

  it('is quoted again when the term was cancelled from another day than was quoted', () => {
    for (const cancelledOn of ['2025-07-31', '2025-08-02']) {
      const event = { ...granted, term: aTermFacts({ cancelledOn }) };
      expect(REWRITE_MACHINE.apply('waitingTurn', event)).toMatchObject({ row: 'w7' });
    }
  });

  it('of a term that is cancelled already needs no cancellation of its own', () => {
    const asked = { ...create, term: aTermFacts({ cancelledOn: '2025-07-01' }) };
    expect(REWRITE_MACHINE.apply('new', asked)).toMatchObject({ row: 'w1', state: 'requested' });
  });
});
