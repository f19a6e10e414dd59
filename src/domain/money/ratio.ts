import type { Cents } from './cents.js';

/**
 * An exact fraction in lowest terms, `under` above zero. It lives within one computation: only its text is stored or sent,
 * because a bigint is no JSON.
 */
export interface Ratio {
  readonly over: bigint;
  readonly under: bigint;
}

function greatestDivisor(one: bigint, other: bigint): bigint {
  return other === 0n ? one : greatestDivisor(other, one % other);
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

/**
 * A fraction of whole numbers.
 *
 * @throws RangeError when `under` is zero, or a number is not whole
 */
export function ratio(over: bigint | number, under: bigint | number = 1n): Ratio {
  const [top, bottom] = [BigInt(over), BigInt(under)];
  if (bottom === 0n) throw new RangeError(`${String(top)} parts of nothing`);
  const divisor = greatestDivisor(magnitude(top), magnitude(bottom)) * (bottom < 0n ? -1n : 1n);
  return { over: top / divisor, under: bottom / divisor };
}

export const NONE: Ratio = ratio(0);
export const WHOLE: Ratio = ratio(1);

export function plus(one: Ratio, other: Ratio): Ratio {
  return ratio(one.over * other.under + other.over * one.under, one.under * other.under);
}

export function minus(one: Ratio, other: Ratio): Ratio {
  return plus(one, { over: -other.over, under: other.under });
}

export function times(one: Ratio, other: Ratio): Ratio {
  return ratio(one.over * other.over, one.under * other.under);
}

/** @throws RangeError when `other` is zero */
export function dividedBy(one: Ratio, other: Ratio): Ratio {
  return ratio(one.over * other.under, one.under * other.over);
}

export function isLess(one: Ratio, other: Ratio): boolean {
  return one.over * other.under < other.over * one.under;
}

export function lesser(one: Ratio, other: Ratio): Ratio {
  return isLess(one, other) ? one : other;
}

/** What is missing to the whole: 181/365 of 184/365. */
export function restOf(part: Ratio): Ratio {
  return minus(WHOLE, part);
}

/** The fraction as people write it: `181/365`, and whole numbers without a line. */
export function ratioText({ over, under }: Ratio): string {
  return under === 1n ? String(over) : `${String(over)}/${String(under)}`;
}

/** To the nearest whole number, half away from zero. `Math.round` would send -0.5 to 0. */
function nearest({ over, under }: Ratio): bigint {
  const whole = (2n * magnitude(over) + under) / (2n * under);
  return over < 0n ? -whole : whole;
}

/** The fraction rounded to so many decimals, half away from zero: 184/365 to three is 63/125. */
export function roundedTo(value: Ratio, places: number): Ratio {
  const scale = 10n ** BigInt(places);
  return ratio(nearest(times(value, ratio(scale))), scale);
}

/**
 * A part of an amount: the only place where money is rounded, once, half away from zero.
 *
 * @param unit to which multiple of a cent: 100 is whole dollars
 */
export function part(amount: Cents, of: Ratio, unit: 1 | 100 = 1): Cents {
  return Number(nearest(times(of, ratio(amount, unit)))) * unit;
}

/** Percent as a tax table gives them, such as `4.85%`. */
export const PERCENT = /^(\d{1,3})(?:\.(\d{1,6}))?%$/;

/** Reads percent digit by digit: `4.85%` is 97/2000; null when the text is none. */
export function percentRatio(text: string): Ratio | null {
  const match = PERCENT.exec(text);
  if (!match) return null;
  const [, whole = '', decimals = ''] = match;
  return ratio(BigInt(whole + decimals), 100n * 10n ** BigInt(decimals.length));
}
