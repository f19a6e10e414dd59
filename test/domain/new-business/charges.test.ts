import { describe, expect, it } from 'vitest';
import { chargesOf, unbilledCharges } from '../../../src/domain/new-business/charges.js';
import { aCharge } from '../../support/charges.js';
import { aProductBilling, aSubmission } from '../../support/submissions.js';

const LINE = 'general-liability';
const twoCharges = aSubmission({
  premium: [
    { line: LINE, charge: 'premium', state: 'TX', amountCents: 500_000 },
    { line: LINE, charge: 'terrorism', state: 'OK', amountCents: 24_450 },
  ],
});
const aWorkbook = aSubmission({
  premium: [],
  workbook: { fileName: 'rating.xlsx', contentBase64: 'UEs=' },
});
const addedFees = (amountCents: number) =>
  aCharge({ kind: 'fee', name: 'fees', amountCents, line: null, state: null, isTaxable: false });

describe('what a new term is charged', () => {
  it('is each charge of the submission, of the kind that the product says, and the fees of the policy system', () => {
    const rules = aProductBilling({
      oneTimeCharges: { terrorism: 'fee' },
      refundable: { terrorism: 'never' },
      taxableFees: ['terrorism'],
    });
    expect(chargesOf(twoCharges, { premiumCents: 524_450, feeCents: 1_500 }, rules)).toEqual([
      aCharge({ amountCents: 500_000 }),
      aCharge({
        kind: 'fee',
        name: 'terrorism',
        state: 'OK',
        amountCents: 24_450,
        refundable: 'never',
        isTaxable: true,
      }),
      addedFees(1_500),
    ]);
  });
});

describe('what a term is charged that no billing system bills', () => {
  it('is each charge of the submission, as premium', () => {
    const price = { premiumCents: 524_450, feeCents: 0 };
    expect(unbilledCharges(twoCharges, price, 524_450)).toEqual([
      aCharge({ amountCents: 500_000 }),
      aCharge({ name: 'terrorism', state: 'OK', amountCents: 24_450 }),
    ]);
  });

  it('has the fees that the bind added, which stand in the invoices alone', () => {
    const price = { premiumCents: 524_450, feeCents: 0 };
    expect(unbilledCharges(twoCharges, price, 526_950)).toContainEqual(addedFees(2_500));
  });

  it('has no fee below zero where not all is invoiced yet', () => {
    const price = { premiumCents: 524_450, feeCents: 0 };
    expect(unbilledCharges(twoCharges, price, 131_113)).toHaveLength(2);
  });

  it('is one row where the policy system holds another premium than was posted', () => {
    const price = { premiumCents: 600_000, feeCents: 0 };
    expect(unbilledCharges(twoCharges, price, null)).toEqual([
      aCharge({ amountCents: 600_000, line: null }),
    ]);
  });

  it.each([
    { known: 'the rating', price: { premiumCents: 90_000, feeCents: 5_000 }, invoicedCents: null },
    { known: 'the invoices', price: { premiumCents: 90_000, feeCents: 0 }, invoicedCents: 95_000 },
  ])('is premium and fees of a workbook, by $known', ({ price, invoicedCents }) => {
    expect(unbilledCharges(aWorkbook, price, invoicedCents)).toEqual([
      aCharge({ amountCents: 90_000, line: null }),
      addedFees(5_000),
    ]);
  });

  it('is what was invoiced of a workbook whose price nobody knows', () => {
    expect(unbilledCharges(aWorkbook, null, 95_000)).toEqual([
      aCharge({ amountCents: 95_000, line: null }),
    ]);
  });

  it('is what was posted where nothing can be read', () => {
    expect(unbilledCharges(twoCharges, null, null)).toHaveLength(2);
  });
});
