import { describe, expect, it } from 'vitest';
import { priceOf } from '../../src/api/endorsement/figures.js';
import { Problem } from '../../src/api/problem.js';
import { smallProperty, taxRows } from '../support/rate-plans.js';
import { aProduct } from '../support/submissions.js';

const RISK = {
  sumInsured: 100_000,
  construction: 'frame',
  territory: 'inland',
  deductible: '1000',
};
const product = aProduct({ rating: { method: 'ratePlan', plan: smallProperty.key } });
const rating = { plans: new Map([[smallProperty.key, smallProperty]]), taxRows };

/** What a term is charged in full by the risk that it shall have, in cents. */
function fullTermOf(effectiveDate: string, expirationDate: string): unknown {
  const days = { effectiveDate, expirationDate };
  const charged = { ...days, layers: [], returns: [], cancelledOn: null };
  const { figures } = priceOf({ risk: RISK }, { term: { product, state: 'TX', charged }, rating });
  return figures.fullTerm?.map(({ amountCents }) => amountCents);
}

describe('what a rate plan has for the whole of a term that is endorsed', () => {
  it.each([
    ['2027-02-01', '2028-02-01'],
    // Back on the 31st, and on the 29th, of their policy.
    ['2027-04-30', '2028-05-01'],
    ['2027-02-28', '2028-02-29'],
  ])('is what it comes to, from %s to %s', (from, to) => {
    expect(fullTermOf(from, to)).toEqual([51_840, 20_000]);
  });

  it.each([
    ['2027-08-01', '2028-02-01'],
    ['2027-02-01', '2028-01-31'],
    ['2027-02-01', '2028-02-05'],
    ['2027-02-01', '2029-02-01'],
  ])('is nothing of a term of another length, from %s to %s', (from, to) => {
    expect(() => fullTermOf(from, to)).toThrow(Problem);
  });
});
