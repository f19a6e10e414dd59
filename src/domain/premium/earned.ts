import type { DayOfTerm } from '../calendar/term-days.js';
import type { Cents } from '../money/cents.js';
import type { ChargeKind } from '../money/charges.js';
import { NONE, part, ratio, restOf, roundedTo, type Ratio } from '../money/ratio.js';
import { isRefusal, refusalOf, type Refusal } from '../machine/refusals.js';

/** How a product spreads a premium over the days of its term. */
export interface PremiumRules {
  /** `actual`: every day of the term is one share of its length. `fixed365`: one of 365, for terms of one year only. */
  readonly dayCount: 'actual' | 'fixed365';
  /** To how many decimals the unearned factor is rounded before it is used; null: not at all. */
  readonly factorPlaces: 3 | 4 | null;
  /** To what earned premium is rounded. Taxes, fees and what is charged mid-term stay in cents. */
  readonly unit: 'cent' | 'dollar';
}

/** Whether a term is a year long, a leap day more or not. */
export function isOneYear({ termDays }: DayOfTerm): boolean {
  return termDays === 365 || termDays === 366;
}

/** A rule of the product is for terms of a year, and this is none. */
export function notOneYear({ termDays }: DayOfTerm, rule: string): Refusal {
  return refusalOf('notOneYearTerm', {
    field: rule,
    found: `a term of ${termDays} days`,
    allowed: '365 or 366 days',
  });
}

/**
 * What part of a term is still to come on a day: all of it on the first. Exact; `asProrated` rounds it where the product
 * does.
 */
export function unearned({ dayCount }: PremiumRules, day: DayOfTerm): Ratio | Refusal {
  const { elapsedDays, termDays } = day;
  if (dayCount === 'actual') return ratio(termDays - elapsedDays, termDays);
  if (!isOneYear(day)) return notOneYear(day, 'dayCount');
  return elapsedDays >= 365 ? NONE : ratio(365 - elapsedDays, 365);
}

/** A factor with as many decimals as the product works with. */
export function asProrated({ factorPlaces }: PremiumRules, factor: Ratio): Ratio {
  return factorPlaces === null ? factor : roundedTo(factor, factorPlaces);
}

/** What part of a term is used up on a day, as the product works with it. */
export function earnedFactor(rules: PremiumRules, day: DayOfTerm): Ratio | Refusal {
  const left = unearned(rules, day);
  return isRefusal(left) ? left : restOf(asProrated(rules, left));
}

/** The unit to which the earned part of a charge is rounded. */
export function earnedUnit({ unit }: PremiumRules, kind: ChargeKind): PremiumRules['unit'] {
  return kind === 'premium' ? unit : 'cent';
}

/** What is earned of a charge: rounded once, and never more than the charge itself. */
export function earnedOf(
  charge: { readonly kind: ChargeKind; readonly amountCents: Cents },
  factor: Ratio,
  rules: PremiumRules,
): Cents {
  const unit = earnedUnit(rules, charge.kind) === 'dollar' ? 100 : 1;
  return noFartherThan(part(charge.amountCents, factor, unit), charge.amountCents);
}

/** An amount, but between zero and a limit of either sign. */
export function noFartherThan(amount: Cents, limit: Cents): Cents {
  const capped =
    limit < 0 ? Math.max(limit, Math.min(amount, 0)) : Math.min(limit, Math.max(amount, 0));
  return capped === 0 ? 0 : capped;
}
