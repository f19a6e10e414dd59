import type { CivilDate } from '../calendar/civil-date.js';
import { changeableDay, type DayOfTerm } from '../calendar/term-days.js';
import { isRefusal, refusalOf, type Refusal } from '../machine/refusals.js';
import { notEarlier } from '../notice/cancellation-date.js';
import type { Cents } from '../money/cents.js';
import { dividedBy, NONE, ratioText, restOf, times, WHOLE, type Ratio } from '../money/ratio.js';
import { standingRows, type ChargedTerm, type StandingRow } from './charged-term.js';
import {
  asProrated,
  earnedOf,
  earnedUnit,
  noFartherThan,
  unearned,
  type PremiumRules,
} from './earned.js';
import { minimumFactor, type MinimumEarned, type PremiumPart } from './minimum-earned.js';
import type { CancellationTerms } from './refund-terms.js';
import type { ShortRateTable } from './short-rate-table.js';
import { partOfProRata, type CancellationMethod } from './short-rate.js';
import { totalOfRows, type WorkedRow, type WorkingRule } from './worked-row.js';

/** What the product says of premium that is given back. */
export interface RefundRules extends PremiumRules {
  readonly shortRateTable: ShortRateTable;
}

/** One row of a cancellation. Its amount is below zero for a return, and above where a return is taken back. */
export interface CancelledRow extends WorkedRow {
  /** By how much less than by days alone comes back, because of the method or the minimum. Of either sign. */
  readonly penaltyCents: Cents;
}

/** What a cancellation books. */
export interface CancellationCharges extends DayOfTerm {
  readonly effectiveDate: CivilDate;
  readonly method: CancellationMethod;
  /** One for each row that was charged, in that order; also those of which nothing comes back. */
  readonly rows: readonly CancelledRow[];
  readonly totalCents: Cents;
}

/** What is earned of one row, and why. */
interface EarnedPart {
  readonly row: StandingRow;
  readonly rule: WorkingRule;
  /** Earned part of what was booked. */
  readonly factor: Ratio;
  /** The same by days alone. */
  readonly byDays: Ratio;
}

/** What a cancellation from a day on finds. */
interface Situation {
  readonly term: ChargedTerm;
  readonly on: CivilDate;
  readonly rules: RefundRules;
  /** What part of the term is still to come. */
  readonly left: Ratio;
  readonly method: CancellationMethod;
  /** What the method leaves of the pro rata return. */
  readonly share: Ratio;
}

/**
 * What a cancellation gives back: of every row that was charged, what is not earned by its day, rounded once by itself. Of a
 * term that is cancelled already, it is what an earlier day gives back more.
 *
 * @param on the first day without cover
 * @returns a refusal outside the term, with a second cancellation that is not earlier, or with a method that does not fit
 *          the term
 */
export function cancellationCharges(
  term: ChargedTerm,
  on: CivilDate,
  terms: CancellationTerms,
  rules: RefundRules,
): CancellationCharges | Refusal {
  const day = changeableDay(term, on);
  if (isRefusal(day)) return day;
  const later = notEarlier(term.cancelledOn, on);
  if (later) return later;
  const situation = situationOf(term, on, day, terms, rules);
  if (isRefusal(situation)) return situation;
  const parts = standingRows(term).map((row) => earnedPartOf(row, situation));
  const isFlat = situation.method === 'flat';
  const earned = terms.minimum && !isFlat ? withMinimum(parts, terms.minimum) : parts;
  const rows = earned.map((one) => cancelledRow(one, rules));
  return {
    effectiveDate: on,
    ...day,
    method: situation.method,
    rows,
    totalCents: totalOfRows(rows),
  };
}

function situationOf(
  term: ChargedTerm,
  on: CivilDate,
  day: DayOfTerm,
  { method: asked }: CancellationTerms,
  rules: RefundRules,
): Situation | Refusal {
  if (day.elapsedDays === 0) return { term, on, rules, left: WHOLE, method: 'flat', share: WHOLE };
  if (asked === 'flat')
    return refusalOf('flatNotAtStart', {
      field: 'effectiveDate',
      found: on,
      allowed: term.effectiveDate,
    });
  const left = unearned(rules, day);
  if (isRefusal(left)) return left;
  const share = partOfProRata(asked, rules.shortRateTable, day, left);
  return isRefusal(share) ? share : { term, on, rules, left, method: asked, share };
}

function earnedPartOf(row: StandingRow, situation: Situation): EarnedPart {
  const { method, on, share } = situation;
  const whole = (rule: WorkingRule, factor: Ratio): EarnedPart => ({
    row,
    rule,
    factor,
    byDays: factor,
  });
  if (!comesBack(row, method)) return whole('notRefundable', WHOLE);
  if (row.endedOn !== null && on >= row.endedOn) return whole('endedBefore', WHOLE);
  if (method === 'flat') return whole('flat', NONE);
  if (row.from >= on) return whole('neverTookEffect', NONE);
  const factor = restOf(times(share, leftOf(row, situation)));
  const byDays =
    method === 'proRata' ? factor : restOf(leftOf(row, { ...situation, method: 'proRata' }));
  return { row, rule: method, factor, byDays };
}

function comesBack({ charge }: StandingRow, method: CancellationMethod): boolean {
  if (charge.refundable === 'flatOnly') return method === 'flat';
  return charge.refundable === 'always';
}

/** What part of its own interval a row has still before it. The table knows no rounded factor. */
function leftOf({ from }: StandingRow, { term, rules, left, method }: Situation): Ratio {
  const day = changeableDay(term, from);
  // Nothing would be given back in silence of a row that no term can have.
  if (isRefusal(day)) throw new Error(`a row that counts from ${from} is outside its term`);
  const whole = unearned(rules, day);
  if (isRefusal(whole) || whole.over === 0n) return NONE;
  const quotient = dividedBy(left, whole);
  return method === 'shortRateTable' ? quotient : asProrated(rules, quotient);
}

/** One factor for all that can come back, where the days alone leave the insurer less than the minimum. */
function withMinimum(parts: readonly EarnedPart[], minimum: MinimumEarned): readonly EarnedPart[] {
  const factor = minimumFactor(minimum, parts.flatMap(premiumPart));
  if (factor === null) return parts;
  return parts.map((one) =>
    isOpen(one) ? { ...one, rule: 'minimumEarned' as const, factor } : one,
  );
}

/** A layer that never took effect is no premium of the term. */
function premiumPart(part: EarnedPart): readonly PremiumPart[] {
  const { row, rule, factor } = part;
  if (row.charge.kind !== 'premium' || rule === 'neverTookEffect') return [];
  const isKept = !isOpen(part);
  return [
    { writtenCents: isKept ? row.keptCents : row.charge.amountCents, earned: factor, isKept },
  ];
}

/** Whether something comes back by the days that are left. */
function isOpen({ rule }: EarnedPart): boolean {
  return rule !== 'notRefundable' && rule !== 'endedBefore' && rule !== 'neverTookEffect';
}

function cancelledRow({ row, rule, factor, byDays }: EarnedPart, rules: RefundRules): CancelledRow {
  const { charge, name, keptCents } = row;
  const isKept = rule === 'notRefundable' || rule === 'endedBefore';
  const keptWith = (part: Ratio): Cents =>
    isKept ? keptCents : noFartherThan(earnedOf(charge, part, rules), keptCents);
  const earnedCents = keptWith(factor);
  return {
    charge: { ...charge, of: name, amountCents: less(earnedCents, keptCents) },
    working: {
      rule,
      ofCents: charge.amountCents,
      factor: ratioText(factor),
      roundedTo: earnedUnit(rules, charge.kind),
      givesCents: earnedCents,
    },
    penaltyCents: less(earnedCents, keptWith(byDays)),
  };
}

/** The difference, and never -0, which JSON does not know. */
function less(one: Cents, other: Cents): Cents {
  return one === other ? 0 : one - other;
}
