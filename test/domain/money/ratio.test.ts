import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dividedBy,
  isLess,
  lesser,
  minus,
  part,
  percentRatio,
  plus,
  ratio,
  ratioText,
  restOf,
  roundedTo,
  times,
} from '../../../src/domain/money/ratio.js';
import { isNearest } from '../premium/exact.js';

const cents = fc.integer({ min: -9_999_999_999_999, max: 9_999_999_999_999 });
const whole = fc.integer({ min: 1, max: 1_000_000 });
const fraction = fc.tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), whole);

describe('an exact fraction', () => {
  it.each([
    [181, 365, '181/365'],
    [-2, 4, '-1/2'],
    [2, -4, '-1/2'],
    [4, 2, '2'],
    [0, 365, '0'],
  ])('of %d to %d is written %s', (over, under, text) => {
    expect(ratioText(ratio(over, under))).toBe(text);
  });

  it('has no part of nothing, and no part of a whole number', () => {
    expect(() => ratio(1, 0)).toThrow(RangeError);
    expect(() => ratio(0.5, 1)).toThrow(RangeError);
    expect(() => dividedBy(ratio(1), ratio(0))).toThrow(RangeError);
  });

  it('adds up with what is missing to the whole', () => {
    fc.assert(
      fc.property(fraction, fraction, ([a, b], [c, d]) => {
        const [one, other] = [ratio(a, b), ratio(c, d)];
        expect(ratioText(plus(one, restOf(one)))).toBe('1');
        expect(minus(plus(one, other), other)).toEqual(one);
        if (c !== 0) expect(dividedBy(times(one, other), other)).toEqual(one);
        expect(isLess(lesser(one, other), lesser(other, one))).toBe(false);
        expect(isLess(one, other)).toBe(BigInt(a) * BigInt(d) < BigInt(c) * BigInt(b));
      }),
    );
  });

  it('rounds to decimals half away from zero', () => {
    expect(ratioText(roundedTo(ratio(184, 365), 3))).toBe('63/125');
    expect(ratioText(roundedTo(ratio(1, 2), 0))).toBe('1');
    expect(ratioText(roundedTo(ratio(-1, 2), 0))).toBe('-1');
  });
});

describe('a part of an amount', () => {
  it('is the nearest cent, and the one away from zero where two are as near', () => {
    fc.assert(
      fc.property(cents, whole, whole, (amount, over, under) => {
        const of = over <= under ? ratio(over, under) : ratio(under, over);
        const [top, bottom] = over <= under ? [over, under] : [under, over];
        const exact = [BigInt(amount) * BigInt(top), BigInt(bottom)] as const;
        expect(isNearest(part(amount, of), ...exact)).toBe(true);
      }),
    );
  });

  it('is never -0, which JSON does not know', () => {
    expect(Object.is(part(-1, ratio(1, 3)), 0)).toBe(true);
  });

  it('can be whole dollars', () => {
    expect(part(24_950, ratio(1), 100)).toBe(25_000);
    expect(part(24_949, ratio(1), 100)).toBe(24_900);
  });
});

describe('percent', () => {
  it.each([
    ['4.85%', '97/2000'],
    ['0.075%', '3/4000'],
    ['3%', '3/100'],
    ['100%', '1'],
  ])('%s is %s', (text, exact) => {
    const read = percentRatio(text);
    expect(read && ratioText(read)).toBe(exact);
  });

  it.each(['4.85', '-1%', '1e2%', '4,85%', '.5%', '5.%', '4.8500001%', ''])(
    '%j is none',
    (text) => {
      expect(percentRatio(text)).toBeNull();
    },
  );
});
