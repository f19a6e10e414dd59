import {
  arithmeticOf,
  type ConfirmationArithmetic,
  type ConfirmationBasis,
} from '../billing/confirmation.js';
import { totalOf } from '../money/charges.js';
import type { Cents } from '../money/cents.js';
import type { PolicyTerm } from './state.js';

/** What money is measured against now; null before the bind. */
export function basisOf(term: PolicyTerm): ConfirmationBasis | null {
  return term.bases.at(-1) ?? null;
}

/** How it stands between the money and the threshold. */
export function arithmeticNow(term: PolicyTerm): ConfirmationArithmetic {
  return arithmeticOf(term.ledger.goodCents, basisOf(term), term.confirmation !== null);
}

/** All that the term has been charged so far, returns taken off. Cents, of either sign. */
export function chargedCents({ layers, returns }: PolicyTerm): Cents {
  return [...layers, ...returns].reduce((sum, { booked }) => sum + totalOf(booked), 0);
}

/** The term with what it was charged now as what its money is measured against. Nothing before the bind. */
export function measuredAnew(
  term: PolicyTerm,
  change: Partial<ConfirmationBasis> = {},
): PolicyTerm {
  const basis = basisOf(term);
  if (basis === null) return term;
  return {
    ...term,
    bases: [...term.bases, { ...basis, ...change, chargedCents: chargedCents(term) }],
  };
}

/**
 * What the term still owes because money was taken back after confirmation: never more than was taken back, and less by
 * what had been paid above the threshold. 0 when nothing is. Cents.
 */
export function delinquentCents(term: PolicyTerm): Cents {
  const takenBackCents = term.confirmation?.takenBackCents ?? 0;
  return Math.min(takenBackCents, arithmeticNow(term).shortfall);
}

/**
 * What was let go because it lies within the tolerance; 0 unless money confirmed the term and none was taken back.
 * A term that billing confirmed by its own word owes its shortfall still. Cents.
 *
 * @internal
 */
export function shortfallCreditCents(term: PolicyTerm): Cents {
  const { confirmation } = term;
  if (confirmation?.by !== 'money' || confirmation.takenBackCents > 0) return 0;
  return arithmeticNow(term).shortfall;
}
