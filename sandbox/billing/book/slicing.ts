import { addMonths, nextWithDayOfMonth, type Day } from './dates.js';
import { total, type Cents } from './money.js';

/** How charges become invoices. Two plans must differ in what is due first. */
export interface PaymentPlan {
  readonly planCode: string;
  readonly name: string;
  /** Share of the premium that is due first, in hundredths of a percent. */
  readonly downPaymentBasisPoints: number;
  /** How many instalments follow. */
  readonly installmentCount: number;
  readonly intervalMonths: number;
}

export interface PlannedInvoice {
  readonly dueDate: Day;
  readonly kind: 'downPayment' | 'installment';
  readonly amount: Cents;
}

export interface PlannedSchedule {
  readonly invoices: readonly PlannedInvoice[];
  /** Invoices that came to nothing and were left out. */
  readonly droppedCount: number;
}

/** What is charged, by how it is billed. */
export interface Amounts {
  readonly premium: Cents;
  /** Taxes and fees: whole onto the first invoice. */
  readonly oneTime: Cents;
}

/**
 * Parts of an amount in the given proportions: each rounded down to the cent, the remainder on the last.
 * A negative amount is sliced as its magnitude.
 */
export function slices(amount: Cents, weights: readonly number[]): Cents[] {
  const sign = amount < 0 ? -1 : 1;
  const magnitude = Math.abs(amount);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const parts = weights.map((weight) => share(magnitude, weight, whole));
  const last = parts.pop();
  if (last === undefined) return [];
  return [...parts, magnitude - total(parts)].map((part) => (part === 0 ? 0 : sign * part));
}

/** An amount in equal parts. */
export function equalSlices(amount: Cents, count: number): Cents[] {
  return slices(amount, Array<number>(count).fill(1));
}

/** What each invoice of a plan comes to, the first one with the one-time charges; zeros included. */
export function planAmounts(plan: PaymentPlan, { premium, oneTime }: Amounts): Cents[] {
  const downPayment =
    (premium < 0 ? -1 : 1) * share(Math.abs(premium), plan.downPaymentBasisPoints, 10_000);
  const rest = equalSlices(premium - downPayment, plan.installmentCount);
  return [downPayment + oneTime, ...rest];
}

/** Due dates counted from the start of the term, never from the date before. */
export function dueDates(start: Day, count: number, intervalMonths: number): Day[] {
  return Array.from({ length: count }, (_, index) => addMonths(start, index * intervalMonths));
}

/**
 * The invoices of a term. The first is due when the term begins.
 *
 * @param dueDayOfMonth moves the later ones to that day of the month, on or after their own; null leaves them
 */
export function schedule(
  plan: PaymentPlan,
  amounts: Amounts,
  start: Day,
  dueDayOfMonth: number | null,
): PlannedSchedule {
  const parts = planAmounts(plan, amounts);
  const dates = dueDates(start, parts.length, plan.intervalMonths);
  const invoices = parts.map((amount, index): PlannedInvoice => {
    const date = dates[index] ?? start;
    const isFirst = index === 0;
    return {
      dueDate: isFirst || dueDayOfMonth === null ? date : nextWithDayOfMonth(date, dueDayOfMonth),
      kind: isFirst ? 'downPayment' : 'installment',
      amount,
    };
  });
  const kept = invoices.filter(({ amount }) => amount !== 0);
  return { invoices: kept, droppedCount: invoices.length - kept.length };
}

/** Rounded down. The product does not fit into a double's 53 bits. */
function share(magnitude: Cents, part: number, whole: number): Cents {
  return Number((BigInt(magnitude) * BigInt(part)) / BigInt(whole));
}
