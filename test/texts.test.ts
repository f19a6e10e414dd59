import { describe, expect, it } from 'vitest';
import { KNOWN_REMEDIES } from '../src/adapters/ims/fault-texts.js';
import {
  batchInWords,
  progressAtStart as tasksAtStart,
} from '../src/domain/task-batch/task-batch.js';
import { refusalOf, REFUSALS, type RefusalCode } from '../src/domain/machine/refusals.js';
import { applyTermEvent } from '../src/domain/policy-term/machine.js';
import { newPolicyTerm, type PolicyTerm } from '../src/domain/policy-term/state.js';
import { reportAtStart, reportInWords } from '../src/domain/reconciliation/report.js';
import { progressAtStart, progressInWords } from '../src/domain/renewal-batch/progress.js';
import { sentence, sentences } from '../src/domain/sentence.js';
import { tasksOfTerm } from '../src/domain/task/term-tasks.js';
import { tasksOfTransaction } from '../src/domain/task/transaction-tasks.js';
import {
  KINDS,
  TRANSACTION_KINDS,
  type TransactionState,
} from '../src/domain/transaction/kinds.js';
import { newRecord, type TransactionRecord } from '../src/domain/transaction/record.js';
import { termDetails } from '../src/workflows/policy-term/current-details.js';
import { newTaskOf } from '../src/workflows/policy-term/effects.js';
import type { CarriedTerm } from '../src/workflows/policy-term/messages.js';
import { withTask } from '../src/workflows/policy-term/task-list.js';
import { transactionDetails } from '../src/workflows/transaction/current-details.js';
import { EVENTS, TERMS } from './domain/policy-term/policy-terms.js';
import { aTermBound } from './support/bound-terms.js';

/** Begins with a capital letter, a number or an identifier, ends with a full stop, and has no mark twice. */
const SENTENCES =
  /^(?:- )?(?:[A-Z0-9"`]|[a-z]+[\w.-]*[A-Z0-9._:-])(?!.*(?:[.,:;]{2}| {2}|undefined|NaN|\[object))[^\n]*[.?]$/;
const SINCE = '2027-01-01T00:00:00.000Z';

function expectSentences(text: string): void {
  for (const paragraph of text.split('\n\n')) expect(paragraph).toMatch(SENTENCES);
}

describe('a sentence', () => {
  it.each([
    ['the producer contact is not active', 'The producer contact is not active.'],
    ['verify the GUID; then run the step again;', 'Verify the GUID; then run the step again.'],
    ['effectiveDate is after the term', 'effectiveDate is after the term.'],
    ['billing.paymentPlan is not offered.', 'billing.paymentPlan is not offered.'],
    ['It says "no."', 'It says "no."'],
    ['  ', ''],
  ])('is made of "%s"', (text, made) => {
    expect(sentence(text)).toBe(made);
  });

  it('follows another', () => {
    expect(sentences('it is away', '', 'wait')).toBe('It is away. Wait.');
  });
});

describe('what people read', () => {
  it.each(Object.keys(REFUSALS) as RefusalCode[])('is whole sentences in a refusal: %s', (code) => {
    expectSentences(refusalOf(code, { field: 'state', found: 'one', allowed: 'another' }).text);
  });

  it.each(KNOWN_REMEDIES)('is a sentence in a remedy: %s', (remedy) => {
    expectSentences(sentence(remedy));
  });

  it('is whole sentences in whatever a term answers, and asks of people', () => {
    let tasks = 0;
    for (const term of Object.values(TERMS))
      for (const event of Object.values(EVENTS)) {
        const result = applyTermEvent(term, event);
        if (result.outcome === 'refused') expectSentences(result.refusal.text);
        for (const effect of result.effects) {
          const task = newTaskOf(effect, 'It was refused.');
          if (task === null) continue;
          tasks += 1;
          expectSentences(task.text);
          const [open] = tasksOfTerm([{ ...task, since: SINCE }], OF_TERM);
          expectSentences(`${open?.what ?? ''} ${open?.why ?? ''}`);
        }
      }
    expect(tasks).toBeGreaterThan(15);
  });

  it('is whole sentences where tasks of a kind are counted together', () => {
    for (const kind of ['moneyParked', 'lateMoney', 'contentDiffers', 'samePayment', 'termFull']) {
      const key = (nth: number) => `${kind}:P-${nth}`;
      const tasks = Array.from({ length: 23 }, (_, nth) => key(nth)).reduce<CarriedTerm['tasks']>(
        (open, next) =>
          withTask(open, { key: next, code: 'openMoney', text: 'It is open.', due: null }, SINCE),
        [],
      );
      for (const { text } of tasks) expectSentences(text);
    }
  });

  it.each(TRANSACTION_KINDS)('is whole sentences on the page of a transaction: %s', (kind) => {
    for (const state of Object.keys(KINDS[kind].states) as TransactionState[])
      for (const record of recordsIn(kind, state)) {
        expectSentences(transactionDetails(record, { next: null, declined: null }));
        expectSentences(
          transactionDetails(record, { next: 'End, 2027-03-03', declined: 'It is bound.' }),
        );
        for (const { what, why } of tasksOfTransaction(record)) expectSentences(`${why} ${what}`);
      }
  });

  it('is whole sentences on the page of a term, with the keys of its tasks', () => {
    for (const term of [newPolicyTerm('P-1', 1), ...Object.values(TERMS)])
      for (const bound of [null, aTermBound({ endOfTerm: SINCE, paymentDeadline: SINCE })])
        expectSentences(termDetails(INPUT, held(term, bound)));
    expect(termDetails(INPUT, held(newPolicyTerm('P-1', 1), null))).toContain(
      'Task `refund` is open',
    );
  });

  it('is whole sentences on the pages of batches and comparisons', () => {
    const acts = [{ at: SINCE, act: 'pause', by: 'olga', reason: 'IMS is slow' }] as const;
    const common = { requestId: 'R-1', perMinute: 60, requestedBy: 'olga' };
    const renewals = progressAtStart({ ...common, policies: 2, mostOpen: 1 }, SINCE);
    const settling = tasksAtStart({ ...common, by: 'olga', reason: 'Sent back', tasks: 2 }, SINCE);
    const comparison = reportAtStart({ ...common, againAfterSeconds: 60, repairs: true }, SINCE);
    for (const changes of [{}, { state: 'paused', acts } as const, { endedAt: SINCE }]) {
      expectSentences(progressInWords({ ...renewals, ...changes }));
      expectSentences(batchInWords({ ...settling, ...changes }));
      expectSentences(reportInWords({ ...comparison, ...changes }));
    }
  });
});

const OF_TERM = {
  expirationDate: null,
  currency: 'USD',
  shortfallCents: 1,
  heldByCurrency: [],
  payment: () => null,
};
const INPUT = { policyNumber: 'P-1', termNumber: 1, unboundPatienceMs: 1, outagePatienceMs: 1 };

function held(term: PolicyTerm, bound: CarriedTerm['bound']): CarriedTerm {
  return {
    term,
    bound,
    tasks: [{ key: 'refund', code: 'refund', text: 'Refund the money.', since: SINCE, due: null }],
    isConfirmationAcknowledged: false,
    openedAt: SINCE,
    hasPassedPaymentDeadline: false,
    earlyConfirmation: null,
    newPayments: [],
    sharedPayments: [],
    notices: [],
    errands: [],
    renewalTimer: null,
  };
}

/** As it goes on, as it is held, as it has stopped, and as it has come to nothing. */
function recordsIn(kind: TransactionRecord['kind'], state: TransactionState): TransactionRecord[] {
  const reference = { system: 'triton', id: 'T-1' };
  const term = { effectiveDate: '2027-02-01', expirationDate: '2028-02-01' };
  const record = {
    ...newRecord(`${kind}:1`, kind, { reference, product: 'general-liability', ...term }),
    state,
  };
  const inDoubt = [{ write: 'bind', what: 'the bind', where: 'quote 1 in IMS', made: null }];
  return [
    record,
    { ...record, totalCents: 100, policyNumber: 'P-1', waitingFor: 'the turn of the term.' },
    { ...record, heldAt: 'quoted', waitingFor: 'it to be accepted.' },
    {
      ...record,
      attention: {
        step: 'bind',
        cause: 'rejected',
        field: null,
        reason: 'No.',
        remedy: 'Mend it.',
        inDoubt,
        since: SINCE,
      },
    },
    { ...record, failure: { code: 'abandoned', reason: 'It was abandoned by olga' } },
  ];
}
