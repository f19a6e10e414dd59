import { describe, expect, it } from 'vitest';
import { applyTermEvent } from '../../../src/domain/policy-term/machine.js';
import type { TermEvent } from '../../../src/domain/policy-term/events.js';
import { newPolicyTerm, type PolicyTerm } from '../../../src/domain/policy-term/state.js';
import { sealed } from '../../../src/workflows/policy-term/carried.js';
import type { CarriedTerm, TermTask } from '../../../src/workflows/policy-term/messages.js';
import {
  CHANGE_BYTES,
  TERM_BYTES,
  TermRoom,
  UNCOUNTED_BYTES,
} from '../../../src/workflows/policy-term/room.js';
import {
  isOpenTask,
  NEWEST_IDS,
  TASKS_OF_A_KIND,
  withoutTask,
  withTask,
} from '../../../src/workflows/policy-term/task-list.js';
import { newTaskOf } from '../../../src/workflows/policy-term/effects.js';
import {
  aBind,
  aClaim,
  aPayment,
  aReversal,
  cancelling,
  EVENTS,
  accepted,
} from '../../domain/policy-term/policy-terms.js';
import { nextDueMs } from '../../../src/domain/ledger/views.js';

const NOON = '2026-11-01T12:00:00Z';
const idOf = (index: number) => `PAY-${String(index).padStart(32, '0')}`;

/** A term as its workflow keeps it, without the workflow. */
class KeptTerm {
  readonly held: { -readonly [K in keyof CarriedTerm]: CarriedTerm[K] };
  readonly #room: TermRoom;

  constructor(term: PolicyTerm) {
    this.held = {
      term,
      bound: null,
      tasks: [],
      isConfirmationAcknowledged: false,
      openedAt: NOON,
      hasPassedPaymentDeadline: false,
      earlyConfirmation: null,
      newPayments: [],
      sharedPayments: [],
      notices: [],
      errands: [],
      renewalTimer: null,
    };
    this.#room = new TermRoom(() => this.held);
  }

  /** What an event came to: the result of money, `turn` and the like, or the code of a refusal. */
  tell(event: TermEvent): string {
    const come = applyTermEvent(this.held.term, event);
    const result = this.#room.refusalOf(event, come) ?? come;
    for (const effect of result.effects) {
      const task = newTaskOf(effect);
      if (task) this.held.tasks = withTask(this.held.tasks, task, NOON);
    }
    if (result.outcome === 'refused') return result.refusal.code;
    this.held.term = result.term;
    return result.answer.kind === 'money' ? result.answer.result : result.answer.kind;
  }

  get bytes(): number {
    return JSON.stringify(sealed(this.held)).length;
  }
}

const bound = () => new KeptTerm(accepted(newPolicyTerm('POL-1', 1), aBind()).term);

describe('A55: what a term keeps', () => {
  it('is bounded, whatever a sender with ever new ids sends, and good money has its room', () => {
    const kept = bound();
    const told = new Map<string, number>();
    for (let index = 0; index < 20_000; index++) {
      const result = kept.tell(aPayment({ paymentId: idOf(index), currency: 'EUR' }));
      told.set(result, (told.get(result) ?? 0) + 1);
    }
    const { parked = 0, termFull = 0 } = Object.fromEntries(told);
    expect(parked + termFull).toBe(20_000);
    expect(parked).toBeGreaterThan(2_000);
    expect(kept.bytes).toBeLessThan(UNCOUNTED_BYTES + 100_000);
    expect(kept.held.tasks).toHaveLength(TASKS_OF_A_KIND + 2);
    const more = kept.held.tasks.flatMap(({ key, more: of }) => (of ? [[key, of.count]] : []));
    expect(more).toEqual([
      ['moneyParked', parked - TASKS_OF_A_KIND],
      ['termFull', termFull],
    ]);

    expect(kept.tell(aPayment({ paymentId: 'good' }))).toBe('counted');
    expect(kept.held.term.status).toBe('confirmed');
    // What was taken is known, and what was not is not.
    expect(kept.tell(aPayment({ paymentId: idOf(0), currency: 'EUR' }))).toBe('parked');
    expect(kept.tell(aPayment({ paymentId: idOf(19_999), currency: 'EUR' }))).toBe('termFull');
  });

  it.each<[string, () => KeptTerm, (index: number) => TermEvent]>([
    ['money before the bind', () => new KeptTerm(newPolicyTerm('POL-1', 1)), heldPayment],
    ['good money', bound, heldPayment],
    ['long ids', bound, (index) => aPayment({ paymentId: `${idOf(index)}${'x'.repeat(64)}` })],
    [
      'money for policies with long numbers',
      bound,
      (index) => aPayment({ paymentId: idOf(index), policyNumber: `${'P'.repeat(50)}${index}` }),
    ],
    ['reversals of money that never came', bound, strayReversal],
    [
      'confirmations',
      bound,
      (index) => ({ kind: 'confirmTerm', id: `${idOf(index)}${'x'.repeat(100)}` }),
    ],
    ['binds', bound, (index) => aBind({ id: `${'x'.repeat(400)}${index}` })],
  ])('is bounded for %s', (_what, open, event) => {
    const kept = open();
    const results = new Set<string>();
    for (let index = 0; index < 12_000; index++) results.add(kept.tell(event(index)));
    expect(results).toContain('termFull');
    // Room is left for what must always be told.
    expect(kept.bytes).toBeLessThan(TERM_BYTES + 50_000);
  });

  it('is bounded for claims of the turn, which is a matter of its transactions', () => {
    const kept = bound();
    const results = new Set<string>();
    for (let index = 0; index < 12_000; index++)
      results.add(kept.tell(aClaim({ transaction: `endorsement:${'x'.repeat(200)}${index}` })));
    expect(results).toContain('termFull');
    expect(kept.bytes).toBeLessThan(TERM_BYTES + CHANGE_BYTES + 50_000);
  });

  it('takes whatever its own timers tell it, however full it is', () => {
    const toldAt = '2025-02-01T12:00:00Z';
    const kept = bound();
    kept.tell(aPayment({ paymentId: 'late', toldAt, receivedAt: '2025-03-01T12:00:00Z' }));
    for (let index = 0; kept.tell(heldPayment(index)) !== 'termFull'; index++);
    const timers: readonly TermEvent[] = [
      { kind: 'postdatedDue', id: 'due', at: '2025-03-01T12:00:00Z' },
      { kind: 'paymentDeadline', id: 'paymentDeadline', deadline: '2025-03-02T12:00:00Z' },
      { kind: 'endOfTerm', id: 'endOfTerm' },
    ];
    expect(timers.map((event) => kept.tell(event))).toEqual(['noted', 'noted', 'noted']);
    expect(nextDueMs(kept.held.term.ledger)).toBeNull();
    expect(kept.held.term.status).toBe('expired');
  });

  it('takes what its transactions have booked, however full of money it is, up to a bound', () => {
    const kept = bound();
    for (let index = 0; kept.tell(strayReversal(index)) !== 'termFull'; index++);
    for (let index = 0; kept.tell(heldPayment(index)) !== 'termFull'; index++);
    const [claim, cancellation, givenBack] = cancelling;
    expect([claim, cancellation, givenBack].map((event) => kept.tell(event))).toEqual([
      'turn',
      'noted',
      'turn',
    ]);
    const announced = (index: number): TermEvent => ({
      ...EVENTS.reinstatementEnded,
      id: `${idOf(index)}${'x'.repeat(400)}`,
    });
    for (let index = 0; kept.tell(announced(index)) !== 'termFull'; index++);
    expect(kept.bytes).toBeLessThan(TERM_BYTES + CHANGE_BYTES + 50_000);
  });

  it('makes room again when the bind counts what was held', () => {
    const kept = new KeptTerm(newPolicyTerm('POL-1', 1));
    for (let index = 0; index < 5_000; index++) kept.tell(heldPayment(index));
    expect(kept.tell(heldPayment(5_000))).toBe('termFull');
    expect(kept.tell(aBind())).toBe('bound');
    expect(kept.tell(heldPayment(5_000))).toBe('counted');
  });
});

function heldPayment(index: number): TermEvent {
  return aPayment({ paymentId: idOf(index), amountCents: 1 });
}

function strayReversal(index: number): TermEvent {
  return aReversal({ id: `r-${idOf(index)}`, paymentId: idOf(index) });
}

describe('the tasks of a term', () => {
  const withMany = (count: number): readonly TermTask[] =>
    Array.from({ length: count }).reduce<readonly TermTask[]>(
      (tasks, _none, index) =>
        withTask(
          tasks,
          { key: `moneyParked:p${index}`, code: 'moneyParked', text: `p${index}`, due: null },
          NOON,
        ),
      [],
    );

  it('stand alone up to twenty of a kind, and are counted in one beyond', () => {
    const tasks = withMany(TASKS_OF_A_KIND + 250);
    expect(tasks).toHaveLength(TASKS_OF_A_KIND + 1);
    const group = tasks.at(-1);
    expect(group).toMatchObject({ key: 'moneyParked', more: { count: 250 } });
    expect(group?.more?.newest).toHaveLength(NEWEST_IDS);
    expect(group?.text).toContain('250 more payments do not fit the term');
    expect(group?.text).toContain('p269, p268, p267');
  });

  it('are settled one by one by their ids, or all of a kind by the kind', () => {
    const tasks = withMany(TASKS_OF_A_KIND + 3);
    const one = withoutTask(tasks, 'moneyParked:p21');
    expect(one.at(-1)?.more).toEqual({ count: 2, newest: ['p22', 'p20'] });
    expect(isOpenTask(one, 'moneyParked:p21')).toBe(false);
    expect(withoutTask(one, 'moneyParked')).toHaveLength(TASKS_OF_A_KIND);
    const none = withoutTask(withoutTask(one, 'moneyParked:p22'), 'moneyParked:p20');
    expect(none).toHaveLength(TASKS_OF_A_KIND);
    expect(withoutTask(none, 'moneyParked:p0')).toHaveLength(TASKS_OF_A_KIND - 1);
    expect(withoutTask(none, 'moneyParked:unheard-of')).toBe(none);
  });

  it('are not counted twice for what is said twice', () => {
    const tasks = withMany(TASKS_OF_A_KIND + 3);
    const repeat = { key: 'moneyParked:p22', code: 'moneyParked', text: 'p22', due: null } as const;
    expect(withTask(tasks, repeat, NOON)).toBe(tasks);
  });
});
