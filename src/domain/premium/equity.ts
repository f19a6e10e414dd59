import { addDays, civilDays, type CivilDate } from '../calendar/civil-date.js';
import { type TermDays } from '../calendar/term-days.js';
import { totalOf } from '../money/charges.js';
import type { Cents } from '../money/cents.js';
import type { ChargedTerm } from './charged-term.js';

/** How far the money received goes. */
export interface Equity {
  /** What is left of it for premium: one-time charges are paid first. */
  readonly premiumPaidCents: Cents;
  /** Whole days that it pays for, never more than the term has. */
  readonly days: number;
  /** The first day that it does not pay for. */
  readonly paidTo: CivilDate;
}

/**
 * How far the money received goes; good for choosing a date of cancellation, and for seeing cover that nobody paid for.
 *
 * @param premiumCents premium of the whole term; where it is not above zero, everything is paid
 */
export function equityOf(
  term: TermDays,
  premiumCents: Cents,
  oneTimeCents: Cents,
  receivedCents: Cents,
): Equity {
  const premiumPaidCents = Math.max(0, receivedCents - oneTimeCents);
  const termDays = civilDays(term.effectiveDate, term.expirationDate);
  const paidDays =
    premiumCents > 0
      ? Number((BigInt(premiumPaidCents) * BigInt(termDays)) / BigInt(premiumCents))
      : termDays;
  const days = Math.min(termDays, paidDays);
  return { premiumPaidCents, days, paidTo: addDays(term.effectiveDate, days) };
}

/** The same of a term with all its changes, as if its premium in all were spread evenly over its days. */
export function equityOfTerm(term: ChargedTerm, receivedCents: Cents): Equity {
  const booked = [...term.layers, ...term.returns].flatMap((change) => change.booked);
  const premiumCents = totalOf(booked.filter(({ kind }) => kind === 'premium'));
  return equityOf(term, premiumCents, totalOf(booked) - premiumCents, receivedCents);
}
