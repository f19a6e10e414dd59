import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  billedAmounts,
  downPayment,
  instalmentPlanOf,
  InvalidInstalmentPlanError,
  planInvoices,
  sliceAmount,
  weightsOf,
  type Slicing,
} from '../../../src/domain/billing/instalments.js';
import { addMonths } from '../../../src/domain/calendar/civil-date.js';
import { sumCents } from '../../../src/domain/money/cents.js';
import { BASE_CHARGES } from '../../support/charges.js';
import { offerOf } from '../../support/in-memory-schedule.js';
import { family, type Vector } from '../vectors.js';

interface Inputs {
  readonly amount: number;
  readonly n: number;
  readonly weights?: readonly number[];
  readonly premium: number;
  readonly oneTime: readonly number[];
  readonly down: string;
  readonly start: string;
}

const amountsOf = ({ slices }: Slicing) => slices.map(({ amountCents }) => amountCents);
const planOf = ({ down, n }: Inputs) => ({
  downPaymentBasisPoints: Number(down.replace('%', '')) * 100,
  instalments: n,
});

/** Everything that the code says about the inputs of one vector. */
function worked(vector: Vector): Record<string, unknown> {
  const inputs = vector.inputs as unknown as Inputs;
  if (vector.rule === 'dueDates')
    return { dates: Array.from({ length: inputs.n }, (_, at) => addMonths(inputs.start, at)) };
  if (vector.rule === 'plan') {
    const charges = { premiumCents: inputs.premium, oneTimeCents: sumCents(inputs.oneTime) };
    const invoices = planInvoices(charges, planOf(inputs));
    const amounts = amountsOf(invoices);
    return { invoices: amounts, sum: sumCents(amounts), dropped: invoices.dropped };
  }
  const slicing = sliceAmount(inputs.amount, inputs.n, inputs.weights);
  const slices = amountsOf(slicing);
  const weights = weightsOf(inputs.n, inputs.weights ?? []);
  return { slices, sum: sumCents(slices), weights, dropped: slicing.dropped };
}

describe('instalments', () => {
  const vectors = family('IN');

  it.each(vectors.filter(({ kind }) => kind === 'rule'))('$id $note', (vector) => {
    expect(worked(vector)).toMatchObject(vector.expected);
  });

  it.each(vectors.filter(({ kind }) => kind === 'antiVector'))(
    'does not come to $id: $note',
    (vector) => {
      expect(worked(vector)).not.toMatchObject(vector.expected);
    },
  );

  it('has nothing but rules and anti-vectors to hold', () => {
    expect(vectors).toHaveLength(15);
    expect(vectors.every(({ kind }) => kind === 'rule' || kind === 'antiVector')).toBe(true);
  });

  it('always sums to the amount', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 24 });
    fc.assert(
      fc.property(fc.integer({ min: -1e13, max: 1e13 }), weights, (amount, given) => {
        const slicing = sliceAmount(amount, given.length, given);
        expect(sumCents(amountsOf(slicing))).toBe(amount);
        expect(slicing.slices.length + slicing.dropped).toBe(given.length);
      }),
    );
  });

  it('sums to the charges under every plan, and cuts a return as its magnitude', () => {
    const plan = fc.record({
      downPaymentBasisPoints: fc.integer({ min: 0, max: 10_000 }),
      instalments: fc.integer({ min: 1, max: 24 }),
    });
    const cents = fc.integer({ min: 0, max: 1e12 });
    fc.assert(
      fc.property(cents, fc.array(cents, { maxLength: 3 }), plan, (premium, oneTime, cut) => {
        const charged = planInvoices(
          { premiumCents: premium, oneTimeCents: sumCents(oneTime) },
          cut,
        );
        expect(sumCents(amountsOf(charged))).toBe(premium + sumCents(oneTime));
        const returned = planInvoices(
          { premiumCents: -premium, oneTimeCents: -sumCents(oneTime) },
          cut,
        );
        expect(amountsOf(returned)).toEqual(amountsOf(charged).map((amount) => -amount));
      }),
    );
  });

  it('keeps the place of an instalment when those before it come to nothing', () => {
    expect(sliceAmount(5, 12).slices).toEqual([{ position: 11, amountCents: 5 }]);
    const plan = { downPaymentBasisPoints: 0, instalments: 2 };
    const { slices } = planInvoices({ premiumCents: 500_000, oneTimeCents: 0 }, plan);
    expect(slices.map(({ position }) => position)).toEqual([1, 2]);
  });

  it.each([
    ['premium is left over', () => sliceAmount(100, 0)],
    ['the number is no whole number', () => sliceAmount(100, 1.5)],
    ['there are more weights than instalments', () => sliceAmount(100, 1, [1, 2])],
    ['a weight is zero', () => sliceAmount(100, 2, [0])],
    [
      'the down payment is over 100%',
      () => downPayment(100, { downPaymentBasisPoints: 10_001, instalments: 0 }),
    ],
  ])('refuses a plan in which %s', (_, cut) => {
    expect(cut).toThrow(InvalidInstalmentPlanError);
  });
});

describe("the plan behind billing's offer", () => {
  it('cuts the charges into the first invoice that billing offers', () => {
    const ten = {
      planCode: 'TEN',
      name: 'Ten pay',
      downPaymentBasisPoints: 2_500,
      installmentCount: 9,
      intervalMonths: 1,
    };
    const { slices } = planInvoices(billedAmounts(BASE_CHARGES), instalmentPlanOf(ten));
    const offer = offerOf(ten, BASE_CHARGES);
    expect(offer.firstInvoiceCents).toBe(149_450);
    expect(slices[0]?.amountCents).toBe(offer.firstInvoiceCents);
    expect(slices[1]?.amountCents).toBe(offer.installmentCents);
    expect(slices).toHaveLength(10);
  });
});
