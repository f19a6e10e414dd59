import { describe, expect, it } from 'vitest';
import { heldMoneyIn } from '../../../src/domain/task/held-money.js';
import type { TaskHead } from '../../../src/domain/task/task-head.js';
import { tasksOfTerm } from '../../../src/domain/task/term-tasks.js';
import { newCarried } from '../../../src/workflows/policy-term/carried.js';
import { termRecord } from '../../../src/workflows/policy-term/record.js';
import { aPayment, termAfter } from '../policy-term/policy-terms.js';

const SINCE = '2027-01-01T00:00:00.000Z';

const head = (cause: string, cents: number | null, currency: string | null): TaskHead => ({
  due: null,
  since: SINCE,
  cause,
  money: cents === null ? [] : [{ cents, currency }],
});

describe('money that is held', () => {
  it('is what tasks about money that came are about, and not what is missing or what a policy costs', () => {
    const heads = [
      head('moneyParked', 7_700, 'EUR'),
      head('lateMoney', 100, null),
      head('refund', null, null),
      head('partlyPaid', 5_000, null),
      head('rejected', 614_616, null),
    ];
    expect(heldMoneyIn(heads, false)).toEqual([
      { cause: 'moneyParked', cents: 7_700, currency: 'EUR' },
      { cause: 'lateMoney', cents: 100, currency: null },
    ]);
  });

  it('is counted once of an offer in each currency, all of which each of its tasks tells', () => {
    const heads = [
      head('noPlanFits', 300, 'USD'),
      head('olderVersion', 300, 'USD'),
      head('wrongCurrency', 200, 'EUR'),
    ];
    expect(heldMoneyIn(heads, true)).toEqual([
      { cause: 'noPlanFits', cents: 300, currency: 'USD' },
      { cause: 'wrongCurrency', cents: 200, currency: 'EUR' },
    ]);
  });

  it.each([
    ['one currency', [{ currency: 'USD', cents: 30_000 }]],
    ['no money', []],
    [
      'two currencies, which do not add up',
      [
        { currency: 'EUR', cents: 100 },
        { currency: 'USD', cents: 200 },
      ],
    ],
  ])('is named by the task about what came before its bind: %s', (_, heldByCurrency) => {
    const task = { key: 'moneyBeforeBind', code: 'moneyBeforeBind', text: 'It came.' };
    const [open] = tasksOfTerm([{ ...task, since: SINCE, due: null }], {
      expirationDate: null,
      currency: null,
      shortfallCents: 0,
      heldByCurrency,
      payment: () => null,
    });
    expect(open?.money).toEqual(heldByCurrency);
  });

  it('is all that is held of a term, also what its record does not list any more', () => {
    const paid = Array.from({ length: 1_200 }, (_, at) =>
      aPayment({ paymentId: `p${String(at)}`, amountCents: 100 }),
    );
    const carried = { ...newCarried('POL-1', 1), term: termAfter(...paid) };
    const input = {
      policyNumber: 'POL-1',
      termNumber: 1,
      unboundPatienceMs: 0,
      outagePatienceMs: 0,
    };
    const record = termRecord(input, carried);
    expect(record.payments).toHaveLength(1_000);
    expect(record.heldByCurrency).toEqual([{ currency: 'USD', cents: 120_000 }]);
  });
});
