import { downPayment, type BilledAmounts, type InstalmentPlan } from './instalments.js';
import { formatCents, type Cents } from '../money/cents.js';

/** Which amount confirms a term: product data. `firstInvoice` includes the one-time charges, `downPayment` does not. */
export type ConfirmationRule =
  | { readonly kind: 'firstInvoice' | 'downPayment' | 'fullTerm' }
  | { readonly kind: 'fixed'; readonly amountCents: Cents };

/** What the money of one term is measured against, as found when it was bound or last endorsed. */
export interface ConfirmationBasis {
  /** `notBilled`: no billing system bills the term, and no money confirms it. */
  readonly kind: ConfirmationRule['kind'] | 'notBilled';
  readonly thresholdCents: Cents;
  /** How much may be missing, this amount included. In the currency of the term. */
  readonly toleranceCents: Cents;
  /** All that the term was charged by then, returns taken off. */
  readonly chargedCents: Cents;
}

/** How a bound term is billed, as far as it decides what confirms it. */
export interface BilledTerm {
  readonly amounts: BilledAmounts;
  readonly plan: InstalmentPlan;
  /** As billing offered it: the first invoice is billing's, and is not worked out here again. Zero or more. */
  readonly firstInvoiceCents: Cents;
}

/**
 * The amount that confirms a term.
 *
 * @returns cents, zero or more; zero means that nothing has to be paid
 * @throws InvalidInstalmentPlanError when the plan cannot cut the charges
 */
export function confirmationThreshold(rule: ConfirmationRule, term: BilledTerm): Cents {
  return Math.max(0, amountOfRule(rule, term));
}

function amountOfRule(
  rule: ConfirmationRule,
  { amounts, plan, firstInvoiceCents }: BilledTerm,
): Cents {
  switch (rule.kind) {
    case 'firstInvoice':
      return firstInvoiceCents;
    case 'downPayment':
      return downPayment(amounts.premiumCents, plan);
    case 'fullTerm':
      return amounts.premiumCents + amounts.oneTimeCents;
    case 'fixed':
      return rule.amountCents;
  }
}

/** True when what is missing is no more than the tolerance, the tolerance itself included. */
export function isSufficient(countedCents: Cents, basis: ConfirmationBasis): boolean {
  return isWithin(basis.thresholdCents - countedCents, basis.toleranceCents);
}

/** The one rule of tolerance, for a confirmation as for money that undoes a cancellation. */
export function isWithin(missingCents: Cents, toleranceCents: Cents): boolean {
  return missingCents <= toleranceCents;
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
  /** What is over the threshold, once confirmed; zero before. It may be needed for the invoices that follow. */
  readonly aboveThreshold: Cents;
  /** All that the term has been charged so far, returns taken off; null while it is not bound. */
  readonly charged: Cents | null;
  /** Money that nothing has been charged for, and that has to go back some day. */
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
      aboveThreshold: 0,
      charged: null,
      unapplied: 0,
      decision: 'undecided',
      rule: 'the term is not bound yet; money is kept and counted when it is bound',
    };
  const { thresholdCents, toleranceCents, chargedCents } = basis;
  return {
    counted: countedCents,
    threshold: thresholdCents,
    tolerance: toleranceCents,
    shortfall: Math.max(0, thresholdCents - countedCents),
    aboveThreshold: isConfirmed ? Math.max(0, countedCents - thresholdCents) : 0,
    charged: chargedCents,
    unapplied: Math.max(0, countedCents - Math.max(0, chargedCents)),
    decision: isConfirmed ? 'confirmed' : 'unconfirmed',
    rule: ruleInWords(basis),
  };
}

function ruleInWords({ kind, thresholdCents, toleranceCents }: ConfirmationBasis): string {
  if (kind === 'notBilled') return 'confirmed by its bind; no billing system bills the term';
  const within = toleranceCents === 0 ? '' : `, less at most ${formatCents(toleranceCents)}`;
  return `confirmed by ${formatCents(thresholdCents)} (${AMOUNT_OF_KIND[kind]})${within}`;
}
