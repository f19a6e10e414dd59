/** A whole number of cents; negative for a return. */
export type Cents = number;

export interface MoneyText {
  readonly amount: string;
  readonly currency: string;
}

const AMOUNT = /^(-?)(\d{1,11})\.(\d{2})$/;

/** Null when the text is not an amount with exactly two decimals. */
export function centsOf(text: string): Cents | null {
  const [, sign, whole, fraction] = AMOUNT.exec(text) ?? [];
  if (whole === undefined || fraction === undefined) return null;
  const cents = Number(whole + fraction);
  return sign === '-' && cents !== 0 ? -cents : cents;
}

export function amountText(cents: Cents): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function moneyText(cents: Cents, currency: string): MoneyText {
  return { amount: amountText(cents), currency };
}

export function total(amounts: readonly Cents[]): Cents {
  return amounts.reduce((sum, cents) => sum + cents, 0);
}
