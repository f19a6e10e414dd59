import { describe, expect, it } from 'vitest';
import type { CancellationEvent } from '../../../src/domain/cancellation/events.js';
import { CANCELLATION_MACHINE } from '../../../src/domain/cancellation/machine.js';
import { CANCELLATION_STATES } from '../../../src/domain/cancellation/state.js';
import { walk } from '../machine/walk.js';
import { aTermFacts } from '../policy-term/term-facts.js';
import { family } from '../vectors.js';

type EventOf<K extends CancellationEvent['kind']> = Extract<
  CancellationEvent,
  { readonly kind: K }
>;

const term = aTermFacts();
const { days } = term;
const [BEFORE, DEADLINE] = [1_749_617_999_000, 1_749_618_060_000];
const create: EventOf<'create'> = {
  kind: 'create',
  term,
  date: '2025-06-11',
  isFlatAsked: false,
};
const result: EventOf<'quoteResult'> = {
  kind: 'quoteResult',
  answers: 1,
  revision: 1,
  hasFindings: false,
};
const notice: EventOf<'recordNotice'> = {
  kind: 'recordNotice',
  term: days,
  date: '2025-06-11',
  earliest: '2025-06-11',
};
const lateNotice = { ...notice, earliest: '2025-06-12' };
const tooLateNotice = { ...notice, earliest: '2026-02-01' };
const accept: EventOf<'accept'> = {
  kind: 'accept',
  needsNotice: false,
  atMs: DEADLINE,
  effectiveMs: DEADLINE,
};
const move: EventOf<'reschedule'> = {
  kind: 'reschedule',
  term: days,
  date: '2025-07-01',
  earliest: '2025-07-01',
};
const limits = { deadlineMs: DEADLINE, pastDueCents: 41_666, toleranceCents: 100 };
const paid = (receivedAtMs: number, receivedCents: number | null): EventOf<'rescind'> => ({
  kind: 'rescind',
  rescission: { receivedAtMs, receivedCents },
  limits,
});
const [enough, short, late] = [
  paid(BEFORE, 41_566),
  paid(BEFORE, 41_565),
  paid(DEADLINE, 41_666),
] as const;
const withdraw: EventOf<'withdraw'> = { kind: 'withdraw', atMs: BEFORE, deadlineMs: DEADLINE };
const reached: EventOf<'effectiveReached'> = {
  kind: 'effectiveReached',
  atMs: DEADLINE,
  deadlineMs: DEADLINE,
  needsNotice: true,
  hasProof: true,
};
const granted: EventOf<'turnGranted'> = {
  kind: 'turnGranted',
  term,
  date: '2025-06-11',
  cancelledBefore: null,
};
const meanwhile = (cancelledOn: string) => ({ ...granted, term: aTermFacts({ cancelledOn }) });
const done = { kind: 'cancelResult', isDone: true } as const;
const refused = { kind: 'cancelResult', isDone: false } as const;
const moratorium: EventOf<'moratoriumStarts'> = {
  kind: 'moratoriumStarts',
  moratorium: {
    id: 'TX-STORM',
    from: '2025-06-01',
    to: '2025-06-30',
    jurisdictions: ['TX', 'OK'],
    lines: ['commercial'],
    reasons: ['nonPayment'],
  },
  on: '2025-06-30',
  jurisdiction: 'TX',
  lines: [{ line: 'general-liability', classes: ['commercial'] }],
  source: 'insurer',
  reason: 'nonPayment',
};
const abandon = { kind: 'abandon', isWritten: false } as const;
const correct = { kind: 'correct', isAwaited: true } as const;
const out = ['clearTermFlag', 'giveBackTurn'] as const;

walk({
  name: 'cancellation',
  machine: CANCELLATION_MACHINE,
  states: CANCELLATION_STATES,
  events: {
    create,
    quoteResult: result,
    recordNotice: notice,
    accept,
    reschedule: move,
    rescind: enough,
    withdraw,
    effectiveReached: reached,
    turnGranted: granted,
    cancelResult: done,
    billed: { kind: 'billed' },
    moratoriumStarts: moratorium,
    otherCancelled: { kind: 'otherCancelled' },
    endOfTerm: { kind: 'endOfTerm' },
    abandon,
    correct,
  },
  cases: {
    c1: {
      effects: ['quote'],
      unmet: [
        [{ ...create, date: '2025-01-31' }, 'beforeTermStart'],
        [{ ...create, date: '2026-02-01' }, 'atOrAfterExpiration'],
        [{ ...create, isFlatAsked: true }, 'flatNotAtStart'],
        [
          { ...create, term: aTermFacts({ pendingCancellation: 'cancellation:POL-1:1' }) },
          'cancellationPending',
        ],
        [{ ...create, term: aTermFacts({ cancelledOn: '2025-06-11' }) }, 'notEarlier'],
      ],
    },
    c2: { effects: [] },
    c3: { met: { ...result, hasFindings: true }, effects: ['askPerson'] },
    c4: { effects: ['keepProof', 'flagTerm'] },
    c5: {
      met: lateNotice,
      effects: ['keepProof', 'moveDate', 'quoteAgain', 'flagTerm'],
      ruled: [['NT-16', tooLateNotice, 'atOrAfterExpiration']],
    },
    c6: { met: { ...accept, atMs: BEFORE }, effects: ['flagTerm'] },
    c7: { effects: ['takeTurn'] },
    c8: { met: { ...accept, needsNotice: true }, effects: [] },
    c9: {
      effects: {
        requested: ['moveDate', 'quote'],
        quoted: ['moveDate', 'quoteAgain'],
        pending: ['moveDate', 'quoteAgain', 'moveTermFlag'],
      },
      unmet: [
        [{ ...move, date: '2025-06-30' }, 'tooEarly'],
        [{ ...move, date: '2026-02-01' }, 'atOrAfterExpiration'],
      ],
    },
    c10: { effects: ['clearTermFlag'] },
    c11: { met: short, effects: ['answerShortfall'] },
    c12: {
      effects: ['clearTermFlag'],
      unmet: [[{ ...withdraw, atMs: DEADLINE }, 'tooLateToRescind']],
    },
    c13: {
      effects: ['takeTurn'],
      unmet: [[{ ...reached, hasProof: false }, 'noticeProofMissing']],
    },
    c14: { effects: out },
    c15: { met: late, effects: ['lateMoney'] },
    c16: { effects: ['book'] },
    c17: { effects: [] },
    c18: { effects: ['keepRescission'] },
    c19: { effects: ['tellTermCancelled', 'bill', 'decideKeptRescissions'] },
    c20: { met: refused, effects: ['askPerson'] },
    c21: { effects: ['giveBackTurn'] },
    c22: { effects: ['forwardToTerm'] },
    c23: { met: short, effects: ['lateMoney'] },
    c24: { effects: [] },
    c25: { effects: [] },
    c26: {
      effects: ['sayMoratorium', 'clearTermFlag'],
      unmet: [[{ ...moratorium, on: '2025-07-01' }, 'notInMoratorium']],
    },
    c27: { effects: out },
    c28: { effects: ['clearTermFlag'] },
    c29: { effects: out, unmet: [[{ ...abandon, isWritten: true }, 'alreadyBound']] },
    c30: {
      effects: ['runStepAgain'],
      unmet: [[{ ...correct, isAwaited: false }, 'nothingToCorrect']],
    },
  },
  beyond: [
    { ruling: 'D25', states: ['pending'], event: notice, effects: ['keepProof'] },
    {
      ruling: 'D25',
      states: ['pending'],
      event: lateNotice,
      effects: ['keepProof', 'moveDate', 'quoteAgain', 'moveTermFlag'],
    },
    {
      ruling: 'D32',
      states: ['waitingTurn'],
      event: meanwhile('2025-06-11'),
      next: 'withdrawn',
      effects: out,
    },
    {
      ruling: 'D32',
      states: ['waitingTurn'],
      event: meanwhile('2025-05-01'),
      next: 'withdrawn',
      effects: [...out, 'askAboutDates'],
    },
    {
      ruling: 'D46',
      states: ['waitingTurn'],
      event: { kind: 'endOfTerm' },
      next: 'withdrawn',
      effects: out,
    },
    {
      ruling: 'D30',
      states: ['requested'],
      event: { ...result, answers: 0 },
      effects: ['noteDropped'],
    },
    {
      ruling: 'D30',
      states: CANCELLATION_STATES.filter((state) => state !== 'requested'),
      event: result,
      effects: ['noteDropped'],
    },
    {
      ruling: 'D30',
      states: ['pending'],
      event: { ...reached, atMs: BEFORE },
      effects: ['noteDropped'],
    },
    { ruling: 'D30', states: ['cancelled', 'completed'], event: done, effects: ['noteDropped'] },
    { ruling: 'D30', states: ['withdrawn'], event: refused, effects: ['noteDropped'] },
    { ruling: 'D30', states: ['withdrawn'], event: done, effects: ['askPerson'] },
    { ruling: 'D30', states: ['completed'], event: { kind: 'billed' }, effects: ['noteDropped'] },
  ],
});

describe('a cancellation', () => {
  const apply = CANCELLATION_MACHINE.apply;
  const codeOf = (...asked: Parameters<typeof apply>) => {
    const found = apply(...asked);
    return found.outcome === 'refused' ? found.refusal.code : found.row;
  };

  it('CX-22: is refused while another is pending', () => {
    expect(family('CX').find(({ id }) => id === 'CX-22')?.expected['result']).toBe(
      'refused cancellationPending; use reschedule',
    );
    const pending = aTermFacts({ pendingCancellation: 'cancellation:POL-1:1' });
    const found = apply('new', { ...create, term: pending });
    expect(found).toMatchObject({
      refusal: {
        code: 'cancellationPending',
        found: 'cancellation:POL-1:1',
        allowed: expect.stringContaining('reschedule it') as string,
      },
    });
  });

  const dated = family('CX').filter(({ expected }) => expected['refused'] !== undefined);
  it('has five vectors whose day is refused', () => {
    expect(dated.map(({ id }) => id)).toEqual(['CX-05', 'CX-06a', 'CX-06c', 'CX-07', 'CX-09']);
  });
  it.each(dated)('$id: is refused with $expected.refused', ({ inputs, expected }) => {
    const { effective, expiration, at, first, second } = inputs as Record<string, string>;
    const facts = aTermFacts({
      days: { effectiveDate: effective ?? '', expirationDate: expiration ?? '' },
      cancelledOn: first ?? null,
    });
    const date = at ?? second ?? '';
    expect(codeOf('new', { ...create, term: facts, date })).toBe(expected['refused']);
  });

  it('may be booked a second time, from an earlier day, and not if others did so meanwhile', () => {
    const cancelled = aTermFacts({ cancelledOn: '2025-08-01' });
    expect(codeOf('new', { ...create, term: cancelled })).toBe('c1');
    const event = { ...granted, term: cancelled, cancelledBefore: '2025-08-01' };
    expect(codeOf('waitingTurn', event)).toBe('c16');
    expect(codeOf('waitingTurn', { ...event, cancelledBefore: null })).toBe('D32');
  });

  it('is undone by a word of billing without money, strictly before the deadline (D3)', () => {
    expect(codeOf('pending', paid(BEFORE, null))).toBe('c10');
    expect(codeOf('pending', paid(DEADLINE, null))).toBe('tooLateToRescind');
  });

  it('counts the money in time of what came while it was booked (c18, then c22 or c23)', () => {
    expect(codeOf('completing', late)).toBe('c18');
    expect(codeOf('cancelled', enough)).toBe('c22');
    expect(codeOf('cancelled', late)).toBe('tooLateToRescind');
  });

  it.each([
    [{ source: 'insured' }],
    [{ reason: 'underwriting' }],
    [{ jurisdiction: 'LA' }],
    [{ on: '2025-05-31' }],
    [{ lines: [{ line: 'home', classes: ['personal'] }] }],
  ] as const)('goes on in a moratorium that is not about it: %j', (change) => {
    expect(codeOf('pending', { ...moratorium, ...change })).toBe('notInMoratorium');
  });
});
