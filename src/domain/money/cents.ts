/** Money as a whole number of cents, never a fraction. May be negative for a return. */
export type Cents = number;

/** Nobody's amount is larger: eleven digits before the point. */
export const LARGEST_CENTS: Cents = 9_999_999_999_999;

/** Amounts on the outside are text such as "5000.00": at most two decimals, no exponent, no thousands mark. */
const AMOUNT = /^(-?)(\d{1,11})(?:\.(\d{1,2}))?$/;

/**
 * Reads an amount from its decimal text, digit by digit, so that no binary fraction is ever involved.
 *
 * @returns cents, or `null` when the text is not an amount with at most two decimals and eleven whole digits
 */
export function parseCents(text: string): Cents | null {
  const match = AMOUNT.exec(text);
  if (!match) return null;
  const [, sign, whole = '', fraction = ''] = match;
  const cents = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
  return sign === '-' && cents !== 0 ? -cents : cents;
}

/** Writes cents as decimal text with exactly two decimals: 500000 is "5000.00". */
export function formatCents(cents: Cents): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** An amount as people read it: "5000.00 USD". @param currency null where only the product says it */
export function amountIn(cents: Cents, currency: string | null): string {
  return currency === null ? formatCents(cents) : `${formatCents(cents)} ${currency}`;
}

/** The sum of amounts; 0 for none. */
export function sumCents(amounts: readonly Cents[]): Cents {
  return amounts.reduce((sum, cents) => sum + cents, 0);
}
