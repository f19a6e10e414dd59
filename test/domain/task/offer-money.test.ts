import { describe, expect, it } from 'vitest';
import { heldMoneyIn } from '../../../src/domain/task/held-money.js';
import type { TaskMoney } from '../../../src/domain/task/open-task.js';
import { headsOf, readHead } from '../../../src/domain/task/task-head.js';
import {
  tasksFirstListed,
  tasksOfTransaction,
} from '../../../src/domain/task/transaction-tasks.js';
import { newRecord, type TransactionRecord } from '../../../src/domain/transaction/record.js';
import {
  MONEY_STANDINGS,
  newRenewal,
  type MoneyStanding,
  type OfferMoney,
} from '../../../src/domain/transaction/renewal-record.js';

const NOW = '2027-01-01T00:00:00.000Z';

/** So much in each standing, and more of what is in no currency of the offer. */
const CENTS: Readonly<Record<MoneyStanding, number>> = {
  counts: 1,
  parked: 10,
  olderVersion: 100,
  unapplied: 1_000,
  reversed: 10_000,
};
const OF_ALL: readonly OfferMoney[] = [
  ...MONEY_STANDINGS.map((standing) => paid(standing, standing === 'unapplied' ? 'EUR' : 'USD')),
  paid('unapplied', 'GBP'),
];

function paid(standing: MoneyStanding, currency: string): OfferMoney {
  const paymentId = `${standing}-${currency}`;
  const amountCents = CENTS[standing];
  const of = { version: 1, planCode: null, receivedAt: NOW, transactionId: paymentId };
  return { ...of, paymentId, amountCents, currency, standing };
}

function renewalWith(causes: readonly string[], money = OF_ALL): TransactionRecord {
  const record = newRecord('renewal:CGL-1:2', 'renewal', {
    reference: { system: 'test', id: 'CGL-1' },
    product: 'general-liability',
    effectiveDate: '2027-02-01',
    expirationDate: '2028-02-01',
    changes: { policyNumber: 'CGL-1', termNumber: 1 },
  });
  const { change } = record;
  if (change === null) throw new Error('a renewal is a change');
  const tasks = causes.map((key) => ({ key, text: 'See to it.', since: NOW }));
  return { ...record, change: { ...change, renewal: { ...newRenewal(2), money, tasks } } };
}

const moneyOf = (cause: string, money = OF_ALL): readonly TaskMoney[] | undefined =>
  tasksOfTransaction(renewalWith([cause], money))[0]?.money;

const APART = [
  { cents: 1_000, currency: 'EUR' },
  { cents: 1_000, currency: 'GBP' },
];

describe('the money that a task of an offer is about', () => {
  it.each(['noPlanFits', 'olderVersion', 'money', 'lateMoney', 'wrongFlow'])(
    '%s: all that came in the currency of the offer, and was not taken back',
    (cause) => {
      expect(moneyOf(cause)).toEqual([{ cents: 111, currency: 'USD' }]);
    },
  );

  it('is what came in other currencies, each by itself, where it is not in that of the offer', () => {
    expect(moneyOf('wrongCurrency')).toEqual(APART);
  });

  it('is none where all was taken back', () => {
    expect(moneyOf('noPlanFits', [paid('reversed', 'USD')])).toEqual([]);
  });

  it('is in the index as in the list, and is counted once for each currency', () => {
    const tasks = tasksOfTransaction(renewalWith(['noPlanFits', 'olderVersion', 'wrongCurrency']));
    const heads = headsOf(tasks).flatMap((text) => readHead(text) ?? []);
    expect(heads.map(({ cause, money }) => ({ cause, money }))).toEqual(
      tasks.map(({ cause, money }) => ({ cause, money })),
    );
    expect(heldMoneyIn(heads, true)).toEqual([
      { cause: 'noPlanFits', cents: 111, currency: 'USD' },
      ...APART.map((sum) => ({ cause: 'wrongCurrency', ...sum })),
    ]);
  });

  it('is listed by a run of the first versions as they listed it', () => {
    const listed = (money: readonly OfferMoney[]) =>
      tasksFirstListed(renewalWith(['money'], money))[0]?.money;
    expect(listed(OF_ALL)).toEqual([]);
    expect(listed([paid('counts', 'USD'), paid('reversed', 'USD')])).toEqual([
      { cents: 10_001, currency: 'USD' },
    ]);
  });
});
