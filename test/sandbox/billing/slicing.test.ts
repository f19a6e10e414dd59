import { describe, expect, it } from 'vitest';
import { dueDates, schedule, slices } from '../../../sandbox/billing/book/slicing.js';
import { family, type Vector } from '../../domain/vectors.js';

interface Inputs {
  readonly amount: number;
  readonly n: number;
  readonly weights?: readonly number[];
  readonly premium: number;
  readonly oneTime: readonly number[];
  readonly down: string;
  readonly start: string;
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, one) => total + one, 0);

/** Everything that billing says about the inputs of one vector. */
function worked(vector: Vector): Record<string, unknown> {
  const inputs = vector.inputs as unknown as Inputs;
  if (vector.rule === 'dueDates') return { dates: dueDates(inputs.start, inputs.n, 1) };
  if (vector.rule === 'plan') {
    const plan = {
      planCode: 'PLAN',
      name: 'Plan',
      downPaymentBasisPoints: Number(inputs.down.replace('%', '')) * 100,
      installmentCount: inputs.n,
      intervalMonths: 1,
    };
    const amounts = { premium: inputs.premium, oneTime: sum(inputs.oneTime) };
    const { invoices, droppedCount } = schedule(plan, amounts, '2027-02-01', null);
    const parts = invoices.map(({ amount }) => amount);
    return { invoices: parts, sum: sum(parts), dropped: droppedCount };
  }
  const weights = Array.from({ length: inputs.n }, (_, at) => inputs.weights?.[at] ?? 1);
  const all = slices(inputs.amount, weights);
  const kept = all.filter((part) => part !== 0);
  return { slices: kept, sum: sum(kept), weights, dropped: all.length - kept.length };
}

describe('invoices', () => {
  const vectors = family('IN');

  it.each(vectors.filter(({ kind }) => kind === 'rule'))('are sliced as $id: $note', (vector) => {
    expect(worked(vector)).toMatchObject(vector.expected);
  });

  it.each(vectors.filter(({ kind }) => kind === 'antiVector'))(
    'are not sliced as $id: $note',
    (vector) => {
      expect(worked(vector)).not.toMatchObject(vector.expected);
    },
  );

  it('fall due on the day of the month that their stream asks for, the first with the term', () => {
    const plan = {
      planCode: 'TWO',
      name: 'Two',
      downPaymentBasisPoints: 5000,
      installmentCount: 1,
      intervalMonths: 6,
    };
    const { invoices } = schedule(plan, { premium: 10_000, oneTime: 0 }, '2027-02-20', 15);
    expect(invoices.map(({ dueDate }) => dueDate)).toEqual(['2027-02-20', '2027-09-15']);
  });
});
