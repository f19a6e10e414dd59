import { addDays, addMonths, earlierOf, type CivilDate } from '../calendar/civil-date.js';
import type { PolicyPeriods, SystemPeriods } from '../rating/rate-plan.js';

/** Days from the first on, without the last: `endDate` is the first day after it. */
export interface Span {
  readonly startDate: CivilDate;
  readonly endDate: CivilDate;
}

/** `immediate`: a collection is calculated on the day on which it begins. `forward`: so many days before. */
export type BillingCycle = 'immediate' | 'forward';

/** A span of time that premium is calculated for. */
export interface CalculationPeriod extends Span {
  /** Of the policy itself, or of the calendar that all policies share. */
  readonly kind: 'policy' | 'system';
  /** Length of a whole one, and where this one would end if nothing made it shorter. */
  readonly months: number;
  readonly wholeEndDate: CivilDate;
  /** Day on which it is calculated; periods of one collection share it. */
  readonly calculationDate: CivilDate;
  /** Day on which it is to be paid. */
  readonly payDate: CivilDate;
}

/** Whether two spans have a day in common. */
export function overlaps(one: Span, other: Span): boolean {
  return one.startDate < other.endDate && other.startDate < one.endDate;
}

/** Whether a day is in a span. */
export function includes({ startDate, endDate }: Span, date: CivilDate): boolean {
  return startDate <= date && date < endDate;
}

/**
 * Periods of so many months, one after the other without a gap. Each is counted from the first day of all, never from the
 * one before it: a short month ends a period on its last day, and the next returns to the day of the first. So the
 * last one is not lost.
 */
export function periodsFrom(start: CivilDate, months: number, count: number): readonly Span[] {
  return Array.from({ length: count }, (_, index) => ({
    startDate: addMonths(start, index * months),
    endDate: addMonths(start, (index + 1) * months),
  }));
}

/** Periods of the policy itself, from the first day of a span to the one that includes its last; that ends with it. */
export function policyPeriodsIn(
  span: Span,
  { months, perCollection, forwardDays }: PolicyPeriods,
  cycle: BillingCycle,
): readonly CalculationPeriod[] {
  const whole = periodsFrom(span.startDate, months, monthsIn(span, months)).filter((one) =>
    overlaps(one, span),
  );
  return whole.map(({ startDate, endDate }, index) => {
    const collection = whole[index - (index % perCollection)]?.startDate ?? startDate;
    return {
      kind: 'policy',
      months,
      startDate,
      endDate: earlierOf(endDate, span.endDate),
      wholeEndDate: endDate,
      calculationDate: cycle === 'forward' ? addDays(collection, -forwardDays) : collection,
      payDate: collection,
    };
  });
}

/** Periods of the calendar that have a day in a span; each keeps its own days. */
export function systemPeriodsIn(
  span: Span,
  { months }: Pick<SystemPeriods, 'months'>,
): readonly CalculationPeriod[] {
  const first = firstOfCalendar(span.startDate, months);
  return periodsFrom(first, months, monthsIn({ ...span, startDate: first }, months))
    .filter((one) => overlaps(one, span))
    .map(({ startDate, endDate }) => ({
      kind: 'system',
      months,
      startDate,
      endDate,
      wholeEndDate: endDate,
      calculationDate: startDate,
      payDate: startDate,
    }));
}

/** Whether a period is there to be calculated: those of the calendar begin some day, and may end. */
export function isThere(period: CalculationPeriod, calendar: SystemPeriods | null): boolean {
  if (period.kind === 'policy') return true;
  if (calendar === null || period.startDate < calendar.from) return false;
  return calendar.to === null || period.endDate <= calendar.to;
}

/** The first day of the period of the calendar that a day is in: periods are counted from January. */
export function firstOfCalendar(date: CivilDate, months: number): CivilDate {
  return addMonths(`${date.slice(0, 4)}-01-01`, monthOf(date) - (monthOf(date) % months));
}

/** From 0 for January. */
function monthOf(date: CivilDate): number {
  return Number(date.slice(5, 7)) - 1;
}

/** How many periods are enough for a span: one too many at most. */
function monthsIn({ startDate, endDate }: Span, months: number): number {
  const years = Number(endDate.slice(0, 4)) - Number(startDate.slice(0, 4));
  return Math.ceil((years * 12 + monthOf(endDate) - monthOf(startDate) + 1) / months);
}
