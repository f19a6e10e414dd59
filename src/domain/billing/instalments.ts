import { isSpread, type Charge } from '../money/charges.js';
import { sumCents, type Cents } from '../money/cents.js';

/** How the charges of a term are cut into invoices. */
export interface InstalmentPlan {
  /** Share of the premium that is due at once, in hundredths of a percent: 2500 is 25%. From 0 to 10000. */
  readonly downPaymentBasisPoints: number;
  /** Instalments after the down payment, zero or more; zero only where the down payment is everything. */
  readonly instalments: number;
  /** Share of each instalment against the others, whole numbers above zero; one that is missing is 1. */
  readonly weights?: readonly number[];
}

/** What billing says of a payment plan, as far as it cuts charges into invoices. */
interface OfferedPlan {
  readonly downPaymentBasisPoints: number;
  readonly installmentCount: number;
}

/** The plan behind billing's offer: equal instalments after the down payment. */
export function instalmentPlanOf(offer: OfferedPlan): InstalmentPlan {
  const { downPaymentBasisPoints, installmentCount } = offer;
  return { downPaymentBasisPoints, instalments: installmentCount };
}

/** True when a plan asks for a part at once and has no instalment for the rest: it cannot bill a premium. */
export function leavesOver({ downPaymentBasisPoints, instalments }: InstalmentPlan): boolean {
  return instalments === 0 && downPaymentBasisPoints < 10_000;
}

/** What a plan cuts into invoices: the premium is spread, one-time charges (tax, fees) never are. */
export interface BilledAmounts {
  readonly premiumCents: Cents;
  readonly oneTimeCents: Cents;
}

/** Charges by how they are billed. */
export function billedAmounts(charges: readonly Charge[]): BilledAmounts {
  const sum = (spread: boolean): Cents =>
    sumCents(charges.filter((one) => isSpread(one) === spread).map((one) => one.amountCents));
  return { premiumCents: sum(true), oneTimeCents: sum(false) };
}

/** One part of a sliced amount. `position` counts from 0 and keeps its place when others are dropped. */
export interface Slice {
  readonly position: number;
  readonly amountCents: Cents;
}

/** An amount in parts that sum to it exactly. */
export interface Slicing {
  readonly slices: readonly Slice[];
  /** How many parts came to nothing and were left out. */
  readonly dropped: number;
}

/** The plan cannot cut any amount: its numbers contradict each other. */
export class InvalidInstalmentPlanError extends Error {
  override readonly name = 'InvalidInstalmentPlanError';
}

/**
 * Cuts an amount into instalments that sum to it to the cent.
 *
 * Each share is rounded down and the last takes what is over. A negative amount is cut as its magnitude, so that a
 * return falls on the same days in the same proportions. Shares of zero are left out and counted.
 *
 * @param amount  cents, of either sign
 * @param count   number of parts, zero or more; zero only for an amount of zero
 * @param weights whole numbers above zero, at most `count` of them; missing ones are 1
 * @throws InvalidInstalmentPlanError when count or weights make no slicing
 */
export function sliceAmount(
  amount: Cents,
  count: number,
  weights: readonly number[] = [],
): Slicing {
  const whole = weightsOf(count, weights);
  if (count === 0 && amount !== 0)
    throw new InvalidInstalmentPlanError(`${amount} cents are left and there is no instalment`);
  const total = BigInt(sumCents(whole));
  const magnitude = Math.abs(amount);
  const shares = whole.map((weight) => Number((BigInt(magnitude) * BigInt(weight)) / total));
  const over = magnitude - sumCents(shares);
  return withoutZeros(
    shares.map((share, position) => {
      const cents = position === count - 1 ? share + over : share;
      return amount < 0 ? -cents : cents;
    }),
  );
}

/** The weight of every instalment, with those that the plan leaves out. Throws as `sliceAmount`. */
export function weightsOf(count: number, weights: readonly number[]): readonly number[] {
  if (!Number.isSafeInteger(count) || count < 0)
    throw new InvalidInstalmentPlanError(`the number of instalments is ${count}`);
  if (weights.length > count)
    throw new InvalidInstalmentPlanError(`${weights.length} weights for ${count} instalments`);
  const wrong = weights.find((weight) => !Number.isSafeInteger(weight) || weight < 1);
  if (wrong !== undefined) throw new InvalidInstalmentPlanError(`a weight is ${wrong}`);
  return Array.from({ length: count }, (_, position) => weights[position] ?? 1);
}

function withoutZeros(amounts: readonly Cents[]): Slicing {
  const all = amounts.map((amountCents, position) => ({ position, amountCents }));
  const slices = all.filter(({ amountCents }) => amountCents !== 0);
  return { slices, dropped: all.length - slices.length };
}

/**
 * What is due at once of the premium: its percentage, rounded down to the cent. One-time charges are not in it.
 *
 * @throws InvalidInstalmentPlanError when the percentage is not from 0 to 100
 */
export function downPayment(premium: Cents, plan: InstalmentPlan): Cents {
  const share = plan.downPaymentBasisPoints;
  if (!Number.isSafeInteger(share) || share < 0 || share > 10_000)
    throw new InvalidInstalmentPlanError(`a down payment of ${share} hundredths of a percent`);
  const cents = Number((BigInt(Math.abs(premium)) * BigInt(share)) / 10_000n);
  return premium < 0 ? -cents : cents;
}

/**
 * The invoices of a term under a plan: the down payment with all one-time charges first, then the instalments.
 *
 * Position 0 is the first invoice. An invoice of zero is left out and counted; the others keep their positions, and
 * so their due dates.
 *
 * @throws InvalidInstalmentPlanError when the plan leaves premium over or makes no sense
 */
export function planInvoices(amounts: BilledAmounts, plan: InstalmentPlan): Slicing {
  const down = downPayment(amounts.premiumCents, plan);
  const rest = sliceAmount(amounts.premiumCents - down, plan.instalments, plan.weights);
  const first = withoutZeros([down + amounts.oneTimeCents]);
  return {
    slices: [
      ...first.slices,
      ...rest.slices.map((slice) => ({ ...slice, position: slice.position + 1 })),
    ],
    dropped: first.dropped + rest.dropped,
  };
}

/**
 * What is due first under a plan: the first invoice that is really sent; where the plan's first comes to nothing, the
 * next one. Zero when all do, and never below it.
 *
 * @throws InvalidInstalmentPlanError as `planInvoices`
 */
export function firstInvoice(amounts: BilledAmounts, plan: InstalmentPlan): Cents {
  return Math.max(0, planInvoices(amounts, plan).slices[0]?.amountCents ?? 0);
}
