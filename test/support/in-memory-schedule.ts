import { addMonths, type CivilDate } from '../../src/domain/calendar/civil-date.js';
import { totalOf, type Charge } from '../../src/domain/money/charges.js';
import { sumCents, type Cents } from '../../src/domain/money/cents.js';
import type { BillingTerm } from '../../src/ports/billing/booking.js';
import type { PaymentPlanOffer, Schedule } from '../../src/ports/billing/offers.js';

/** How a term's charges become invoices. */
export type KnownPlan = Pick<
  PaymentPlanOffer,
  'planCode' | 'name' | 'downPaymentBasisPoints' | 'installmentCount' | 'intervalMonths'
>;

/** The plan with what it means for these charges. */
export function offerOf(plan: KnownPlan, charges: readonly Charge[]): PaymentPlanOffer {
  const amounts = amountsOf(plan, charges);
  return {
    ...plan,
    firstInvoiceCents: amounts.find((amount) => amount !== 0) ?? 0,
    installmentCents: amounts[1] ?? 0,
    totalCents: totalOf(charges),
  };
}

/** Whether each invoice of a plan would come to something. */
export function isSpread(plan: KnownPlan, charges: readonly Charge[]): boolean {
  const [first, ...instalments] = amountsOf(plan, charges);
  const isFirstDue = first !== 0 || plan.downPaymentBasisPoints === 0;
  return plan.installmentCount === 0 || (isFirstDue && !instalments.includes(0));
}

/** @param dueDayOfMonth moves the invoices after the first to that day, on or after their own; null leaves them */
export function scheduleOf(
  plan: KnownPlan,
  charges: readonly Charge[],
  { effectiveDate }: BillingTerm,
  dueDayOfMonth: number | null,
): Schedule {
  const amounts = amountsOf(plan, charges);
  const items = amounts.map((amountCents, index) => ({
    dueDate: moved(addMonths(effectiveDate, index * plan.intervalMonths), index, dueDayOfMonth),
    kind: index === 0 ? ('downPayment' as const) : ('installment' as const),
    amountCents,
  }));
  const kept = items.filter(({ amountCents }) => amountCents !== 0);
  return { items: kept, totalCents: sumCents(amounts), droppedCount: items.length - kept.length };
}

/** What is due first, one-time charges included, and each instalment: rounded down, what is over on the last. */
function amountsOf(plan: KnownPlan, charges: readonly Charge[]): Cents[] {
  const premium = totalOf(charges.filter(({ kind }) => kind === 'premium'));
  const oneTime = totalOf(charges.filter(({ kind }) => kind !== 'premium'));
  const count = plan.installmentCount;
  const down = shareOf(premium, plan.downPaymentBasisPoints, 10_000);
  const rest = premium - down;
  const each = count === 0 ? 0 : shareOf(rest, 1, count);
  const installments = Array.from({ length: count }, (_, index) =>
    index === count - 1 ? rest - each * (count - 1) : each,
  );
  return [down + oneTime, ...installments];
}

/** Towards zero, in whole numbers: the product may not fit into a double. */
function shareOf(amount: Cents, part: number, whole: number): Cents {
  return Number((BigInt(amount) * BigInt(part)) / BigInt(whole));
}

function moved(date: CivilDate, index: number, dueDayOfMonth: number | null): CivilDate {
  if (index === 0 || dueDayOfMonth === null) return date;
  const sameMonth = `${date.slice(0, 8)}${String(dueDayOfMonth).padStart(2, '0')}`;
  return sameMonth >= date ? sameMonth : addMonths(sameMonth, 1);
}
