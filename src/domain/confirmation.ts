import { downPayment, planInvoices, type InstalmentPlan, type TermCharges } from './instalments.js';
import { formatCents, sumCents, type Cents } from './money.js';

/** Which amount confirms a term: product data. `firstInvoice` includes the one-time charges, `downPayment` does not. */
export type ConfirmationRule =
  | { readonly kind: 'firstInvoice' | 'downPayment' | 'fullTerm' }
  | { readonly kind: 'fixed'; readonly amountCents: Cents };

/** What the money of one term is measured against, as found when it was bound or last endorsed. */
export interface ConfirmationBasis {
  readonly kind: ConfirmationRule['kind'];
  readonly thresholdCents: Cents;
  /** How much may be missing, this amount included. In the currency of the term. */
  readonly toleranceCents: Cents;
}

/**
 * The amount that confirms a term.
 *
 * `firstInvoice` is the first invoice that is really sent: where the plan's first comes to nothing, the next one.
 *
 * @returns cents, zero or more; zero means that nothing has to be paid
 * @throws InvalidInstalmentPlanError when the plan cannot cut the charges
 */
export function confirmationThreshold(
  rule: ConfirmationRule,
  charges: TermCharges,
  plan: InstalmentPlan,
): Cents {
  return Math.max(0, amountOfRule(rule, charges, plan));
}

function amountOfRule(rule: ConfirmationRule, charges: TermCharges, plan: InstalmentPlan): Cents {
  switch (rule.kind) {
    case 'firstInvoice':
      return planInvoices(charges, plan).slices[0]?.amountCents ?? 0;
    case 'downPayment':
      return downPayment(charges.premiumCents, plan);
    case 'fullTerm':
      return charges.premiumCents + sumCents(charges.oneTimeCents);
    case 'fixed':
      return rule.amountCents;
  }
}

/** True when what is missing is no more than the tolerance, the tolerance itself included. */
export function isSufficient(countedCents: Cents, basis: ConfirmationBasis): boolean {
  return basis.thresholdCents - countedCents <= basis.toleranceCents;
}

/** How it was decided whether a term is confirmed; answered to whoever sent money. Amounts are cents. */
export interface ConfirmationArithmetic {
  /** Money of this term that has come in and is still good. */
  readonly counted: Cents;
  /** Null while the term is not bound: there is nothing to measure against yet. */
  readonly threshold: Cents | null;
  readonly tolerance: Cents;
  /** What is missing to the threshold, zero or more; also after confirmation. */
  readonly shortfall: Cents;
  /** What is over the threshold, once confirmed; zero before. */
  readonly unapplied: Cents;
  readonly decision: 'undecided' | 'unconfirmed' | 'confirmed';
  /** The rule in words. */
  readonly rule: string;
}

const AMOUNT_OF_KIND: Readonly<Record<ConfirmationRule['kind'], string>> = {
  firstInvoice: 'the first invoice with its one-time charges',
  downPayment: 'the down payment without one-time charges',
  fullTerm: 'the premium and charges of the whole term',
  fixed: 'the amount that the product sets',
};

/** Lays out the arithmetic of a decision. @param basis null while the term is not bound */
export function arithmeticOf(
  countedCents: Cents,
  basis: ConfirmationBasis | null,
  isConfirmed: boolean,
): ConfirmationArithmetic {
  if (basis === null)
    return {
      counted: countedCents,
      threshold: null,
      tolerance: 0,
      shortfall: 0,
      unapplied: 0,
      decision: 'undecided',
      rule: 'the term is not bound yet; money is kept and counted when it is bound',
    };
  const { kind, thresholdCents, toleranceCents } = basis;
  const within = toleranceCents === 0 ? '' : `, less at most ${formatCents(toleranceCents)}`;
  return {
    counted: countedCents,
    threshold: thresholdCents,
    tolerance: toleranceCents,
    shortfall: Math.max(0, thresholdCents - countedCents),
    unapplied: isConfirmed ? Math.max(0, countedCents - thresholdCents) : 0,
    decision: isConfirmed ? 'confirmed' : 'unconfirmed',
    rule: `confirmed by ${formatCents(thresholdCents)} (${AMOUNT_OF_KIND[kind]})${within}`,
  };
}
