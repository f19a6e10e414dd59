import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharesOf } from '../../../src/domain/money/shares.js';

describe('an amount that is shared in proportion', () => {
  it.each([
    [-150, [100, 50], [-100, -50]],
    [-100, [100, 100, 100], [-34, -33, -33]],
    [100, [1, 2], [33, 67]],
    [0, [1, 2], [0, 0]],
    [7, [0, 3], [0, 7]],
    // What is left goes where rounding took most, and not to the heaviest, which has all of its own.
    [-4, [1, 13, 42], [0, -1, -3]],
  ])('%d over %j is %j', (amount, weights, shares) => {
    expect(sharesOf(amount, weights)).toEqual(shares);
  });

  it('is the amount to the cent, none of its shares a cent off the exact one', () => {
    const cents = fc.integer({ min: -9_999_999_999_999, max: 9_999_999_999_999 });
    const weight = fc.integer({ min: 1, max: 9_999_999_999_999 });
    fc.assert(
      fc.property(cents, fc.array(weight, { minLength: 1, maxLength: 6 }), (amount, weights) => {
        const shares = sharesOf(amount, weights);
        const whole = weights.reduce((sum, one) => sum + BigInt(one), 0n);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(amount);
        for (const [at, share] of shares.entries()) {
          const off = BigInt(share) * whole - BigInt(amount) * BigInt(weights[at] ?? 0);
          expect(off < whole && off > -whole).toBe(true);
        }
      }),
    );
  });

  it('and its opposite leave nothing', () => {
    const weights = [3_333, 3_333, 3_334];
    const back = sharesOf(100, weights);
    expect(sharesOf(-100, weights)).toEqual(back.map((share) => -share));
  });

  it('cannot be shared over nothing', () => {
    expect(() => sharesOf(100, [])).toThrow(RangeError);
    expect(() => sharesOf(100, [0])).toThrow(RangeError);
  });
});
