import { sqlFault } from '../soap/faults.js';

/** An amount in ten-thousandths, the grain of SQL Server's money type. */
export type Money = number;

/**
 * An amount from the wire; digits beyond the fourth decimal are rounded, halves away from zero.
 *
 * @param text optional sign, digits, optional decimals
 */
export function parseMoney(text: string): Money {
  const parts = /^([+-]?)(\d*)\.?(\d*)$/.exec(text.trim());
  const whole = parts?.[2] ?? '';
  const decimals = parts?.[3] ?? '';
  if (!parts || whole + decimals === '') {
    throw sqlFault('Error converting data type varchar to numeric.');
  }
  if (whole.replace(/^0+/, '').length > 11) {
    throw sqlFault('Arithmetic overflow error converting numeric to data type money.');
  }
  const exact = Number(whole) * 10_000 + Number(decimals.slice(0, 4).padEnd(4, '0'));
  const rounded = exact + (Number(decimals[4] ?? '0') >= 5 ? 1 : 0);
  return parts[1] === '-' ? -rounded : rounded;
}

/** @param decimals two or four; the money type has four, some procedures round to two */
export function formatMoney(amount: Money, decimals: 2 | 4 = 4): string {
  const sign = amount < 0 ? '-' : '';
  const size = Math.abs(amount);
  const text = `${Math.trunc(size / 10_000)}.${String(size % 10_000).padStart(4, '0')}`;
  return sign + (decimals === 4 ? text : roundToCents(size));
}

function roundToCents(size: Money): string {
  const cents = Math.round(size / 100);
  return `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}
