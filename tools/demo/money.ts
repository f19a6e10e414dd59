/** An amount in words, `-12.50`, as whole cents. @throws Error for what is none: a system that answers otherwise is not ours */
export function centsOf(amount: string): number {
  const parts = /^(-?)(\d{1,13})\.(\d{2})$/.exec(amount);
  if (!parts) throw new Error(`${amount} is not an amount`);
  const [, sign, whole, rest] = parts;
  const cents = Number(`${String(whole)}${String(rest)}`);
  return sign === '-' ? -cents : cents;
}

/** Whole cents as an amount in words. */
export function amountOf(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The sum of amounts in words. */
export function sumOf(amounts: readonly string[]): string {
  return amountOf(amounts.reduce((sum, amount) => sum + centsOf(amount), 0));
}
