import { percentRatio, ratio, times, type Ratio } from '../money/ratio.js';

const DECIMAL = /^(-?)(\d{1,13})(?:\.(\d{1,6}))?$/;

/** Reads decimal text digit by digit: `0.35` is 7/20; null when the text is none with at most six decimals. */
export function decimalRatio(text: string): Ratio | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, sign = '', whole = '', decimals = ''] = match;
  return ratio(BigInt(`${sign}${whole}${decimals}`), 10n ** BigInt(decimals.length));
}

/** Percent of either sign: `-10%` is -1/10; null when the text is none. */
export function signedPercent(text: string): Ratio | null {
  if (!text.startsWith('-')) return percentRatio(text);
  const above = percentRatio(text.slice(1));
  return above && times(above, ratio(-1));
}
