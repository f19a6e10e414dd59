import { describe, expect, it } from 'vitest';
import { QUOTE_MACHINE } from '../../../src/domain/quote/machine.js';
import { QUOTE_STATES, type QuoteEvent, type QuoteState } from '../../../src/domain/quote/quote.js';
import type { UnderwritingFlag } from '../../../src/domain/quote/underwriting.js';
import { family, machines } from '../vectors.js';

type State = QuoteState | 'new';
type Kind = QuoteEvent['kind'];

const machine = machines['quote'] ?? { states: [], terminal: [], events: [], rows: [] };
const states = ['new', ...machine.states] as readonly State[];
const kinds = machine.events as readonly Kind[];

/** Makes the condition of a row hold; what fails it, with the code that refuses then. */
interface Case {
  readonly met: QuoteEvent;
  readonly unmet?: readonly (readonly [event: QuoteEvent, code: string])[];
}
const create = (isProductKnown: boolean) => ({ kind: 'create', isProductKnown }) as const;
const edit = (isAsRead: boolean, isSameProduct: boolean) =>
  ({ kind: 'edit', isAsRead, isSameProduct }) as const;
const validate = (hasFindings: boolean) => ({ kind: 'validate', hasFindings }) as const;
const price = (hasFindings: boolean) => ({ kind: 'price', hasFindings }) as const;
const underwrite = (...flags: readonly UnderwritingFlag[]) =>
  ({ kind: 'underwrite', flags }) as const;
const decide = (decision: 'approve' | 'decline' | 'reject') =>
  ({ kind: 'decide', decision }) as const;
const accept = (isGroupFree: boolean) => ({ kind: 'accept', isGroupFree }) as const;
const issue = (isDone: boolean) => ({ kind: 'issue', isDone }) as const;
const nothingBound = (kind: 'refuse' | 'expire' | 'abandon'): Case => ({
  met: { kind, isBound: false },
  unmet: [[{ kind, isBound: true }, 'alreadyBound']],
});

/** One entry a row; a row for several events, and one that always refuses, needs none. */
const CASES: Readonly<Record<string, Case>> = {
  q1: { met: create(true), unmet: [[create(false), 'unknownProduct']] },
  q2: {
    met: edit(true, true),
    unmet: [
      [edit(false, true), 'staleVersion'],
      [edit(true, false), 'productFixed'],
    ],
  },
  q3: { met: validate(false) },
  q4: { met: validate(true) },
  q5: { met: price(false) },
  q6: { met: price(true) },
  q7: { met: underwrite() },
  q8: { met: underwrite('block') },
  q9: { met: underwrite('decline') },
  q10: { met: underwrite('reject') },
  q11: { met: { kind: 'underwrite', flags: null } },
  q12: { met: decide('approve') },
  q13: { met: decide('decline') },
  q14: { met: decide('reject') },
  q15: { met: accept(true), unmet: [[accept(false), 'groupTaken']] },
  q16: { met: issue(true) },
  q17: { met: issue(false) },
  q18: nothingBound('refuse'),
  q22: nothingBound('expire'),
  q23: nothingBound('abandon'),
  q24: {
    met: { kind: 'correct', isAwaited: true },
    unmet: [[{ kind: 'correct', isAwaited: false }, 'nothingToCorrect']],
  },
};

/** Of each kind one event, for the pairs whose row asks for nothing. */
const EVENTS: Readonly<Record<Kind, QuoteEvent>> = {
  create: create(true),
  edit: edit(true, true),
  validate: validate(false),
  price: price(false),
  underwrite: underwrite(),
  decide: decide('approve'),
  accept: accept(true),
  issue: issue(true),
  refuse: { kind: 'refuse', isBound: false },
  reset: { kind: 'reset' },
  discard: { kind: 'discard' },
  expire: { kind: 'expire', isBound: false },
  abandon: { kind: 'abandon', isBound: false },
  correct: { kind: 'correct', isAwaited: true },
};

const isOpen = (state: string) => state !== 'new' && !machine.terminal.includes(state);
const pairs = machine.rows.flatMap((row) =>
  states
    .filter((state) => row.states.includes(state) || (row.states.includes('any') && isOpen(state)))
    .flatMap((state) =>
      kinds
        .filter((kind) => row.events.includes(kind) || row.events.includes('every event'))
        .map((kind) => ({ title: `${row.id} ${kind} while ${state}`, row, state, kind })),
    ),
);
const isListed = (state: State, kind: Kind) =>
  pairs.some((pair) => pair.state === state && pair.kind === kind);
const unlisted = states.flatMap((state) =>
  kinds.filter((kind) => !isListed(state, kind)).map((kind) => ({ state, kind })),
);
const taken = pairs.filter(({ row }) => row.guard !== 'never');
const never = pairs.filter(({ row }) => row.guard === 'never');
const refusable = taken.flatMap((pair) =>
  (CASES[pair.row.id]?.unmet ?? []).map(([event, code]) => ({ ...pair, event, code })),
);

describe('the machine of a quote', () => {
  it('has the states and events of the reference', () => {
    expect(QUOTE_STATES).toEqual(machine.states);
    expect(Object.keys(EVENTS)).toEqual(machine.events);
  });

  it('is walked whole: each row, each state with each event', () => {
    expect(machine.rows.map(({ id }) => id)).toEqual(
      Array.from({ length: 26 }, (_, index) => `q${index + 1}`),
    );
    const walked = [...pairs, ...unlisted].map(({ state, kind }) => `${state} ${kind}`);
    expect(new Set(walked).size).toBe(12 * 14);
    const guarded = machine.rows.filter(({ guard }) => guard !== '' && guard !== 'never');
    expect(Object.keys(CASES)).toEqual(guarded.map(({ id }) => id));
    for (const { id, guard, refusal } of machine.rows) {
      if (guard === 'never') continue;
      expect(
        (CASES[id]?.unmet ?? []).map(([, code]) => code),
        id,
      ).toEqual(refusal);
    }
  });

  it.each(taken)('$title: goes on where its condition holds', ({ row, state, kind }) => {
    const event = CASES[row.id]?.met ?? EVENTS[kind];
    expect(event.kind).toBe(kind);
    expect(QUOTE_MACHINE.apply(state, event)).toEqual({
      outcome: 'taken',
      row: row.id,
      state: row.next === '=' ? state : row.next,
      effects: [],
    });
  });

  it.each(refusable)('$title: is refused with $code where it fails', ({ state, event, code }) => {
    const result = QUOTE_MACHINE.apply(state, event);
    expect(result).toMatchObject({ outcome: 'refused', refusal: { code } });
    if (result.outcome !== 'refused') return;
    expect([result.refusal.found, result.refusal.allowed]).not.toContain('');
  });

  it.each(never)('$title: is always refused, with a better code', ({ row, state, kind }) => {
    expect(QUOTE_MACHINE.apply(state, EVENTS[kind])).toMatchObject({
      outcome: 'refused',
      refusal: { code: row.refusal[0], field: 'quoteState' },
    });
  });

  it.each(unlisted)('refuses $kind while $state, and says what is allowed', ({ state, kind }) => {
    const allowed = QUOTE_MACHINE.allowed(state).join(', ') || 'nothing';
    expect(QUOTE_MACHINE.apply(state, EVENTS[kind])).toMatchObject({
      outcome: 'refused',
      refusal: {
        code: 'notAllowedInState',
        field: 'quoteState',
        found: `${kind} while the quote is ${state}`,
        allowed,
      },
    });
  });

  it('names as allowed what is taken, and nothing that is always refused', () => {
    for (const state of states) {
      const listed = taken.filter((pair) => pair.state === state).map(({ kind }) => kind);
      expect(new Set(QUOTE_MACHINE.allowed(state)), state).toEqual(new Set(listed));
    }
  });

  it.each(family('UW'))('$id: the flags $inputs.flags come to $expected.outcome', (vector) => {
    const flags = vector.inputs['flags'] as readonly UnderwritingFlag[];
    const NEXT: Readonly<Record<string, QuoteState>> = {
      pass: 'underwritten',
      block: 'underwritingBlocked',
      decline: 'declined',
      reject: 'rejected',
    };
    expect(QUOTE_MACHINE.apply('priced', underwrite(...flags))).toMatchObject({
      state: NEXT[String(vector.expected['outcome'])],
    });
  });

  it('cannot be approved any more once it is rejected', () => {
    expect(QUOTE_MACHINE.apply('rejected', underwrite('approve')).outcome).toBe('refused');
    expect(QUOTE_MACHINE.apply('rejected', decide('approve')).outcome).toBe('refused');
  });
});
