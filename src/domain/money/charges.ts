import { sumCents, type Cents } from './cents.js';

/** Premium is spread over the invoices of a payment plan; taxes and fees go whole onto one of them. */
export const CHARGE_KINDS = ['premium', 'tax', 'fee'] as const;
export type ChargeKind = (typeof CHARGE_KINDS)[number];

/** Whether a cancellation gives a charge back: always, only one from the very start of the term, or never. */
export const REFUNDABLE = ['always', 'flatOnly', 'never'] as const;
export type Refundable = (typeof REFUNDABLE)[number];

/**
 * One row of what a policy transaction charges. Each row is rounded by itself and nothing is netted, so that a later
 * transaction can give back or charge again exactly what stands here.
 */
export interface Charge {
  readonly kind: ChargeKind;
  /** What it is for, such as `premium` or `stampingFee`; shown on invoices. */
  readonly name: string;
  /** Key of the product's line; null where it belongs to no one line, as fees that the policy system added. */
  readonly line: string | null;
  /** State of exposure, two letters; null as `line`. */
  readonly state: string | null;
  /** Of either sign: a return may hold rows above zero, where an earlier return is taken back. */
  readonly amountCents: Cents;
  readonly refundable: Refundable;
  /** Whether taxes are computed on it. */
  readonly isTaxable: boolean;
}

/** Name of the one row for all fees that the policy system added and nobody named. */
export const ADDED_FEES = 'fees';

/** Name of the row for what a reinstatement itself costs. */
export const REINSTATEMENT_FEE = 'reinstatementFee';

/** What charges come to. */
export function totalOf(charges: readonly Charge[]): Cents {
  return sumCents(charges.map(({ amountCents }) => amountCents));
}

/** Whether a charge is spread over the plan. */
export function isSpread({ kind }: Charge): boolean {
  return kind === 'premium';
}
