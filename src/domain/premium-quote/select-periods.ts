import { addMonths, type CivilDate } from '../calendar/civil-date.js';
import type { RatePlan } from '../rating/rate-plan.js';
import {
  firstOfCalendar,
  includes,
  isThere,
  overlaps,
  policyPeriodsIn,
  systemPeriodsIn,
  type BillingCycle,
  type CalculationPeriod,
  type Span,
} from './calculation-periods.js';

/** For which periods of a policy premium is asked. */
export interface PeriodRequest {
  /** The calculation input date. */
  readonly date: CivilDate;
  /** Contract period of the policy; null where it has none. */
  readonly contract: Span | null;
  /** First day of its earliest enrolment; null where none says so. */
  readonly policyStart: CivilDate | null;
  readonly cycle: BillingCycle;
}

/** The periods that are calculated, and the time line on which the amounts of a term are divided. */
export interface SelectedPeriods {
  readonly selected: readonly CalculationPeriod[];
  /** All periods of the span, in their order, also those that are not calculated; the selected ones are some of them. */
  readonly timeline: readonly CalculationPeriod[];
  /** The contract period; without one, the terms that are counted from the start of the policy, or from a January. */
  readonly span: Span;
}

/** All periods that policies of a plan have in a span. */
function timelineIn(span: Span, plan: RatePlan, cycle: BillingCycle): readonly CalculationPeriod[] {
  const { policyPeriods, systemPeriods } = plan;
  return withPolicyFirst(
    policyPeriods ? policyPeriodsIn(span, policyPeriods, cycle) : [],
    systemPeriods ? systemPeriodsIn(span, systemPeriods) : [],
  );
}

/** One time line: a period of the policy has priority over those of the calendar that it has a day in common with. */
export function withPolicyFirst(
  ofPolicy: readonly CalculationPeriod[],
  ofSystem: readonly CalculationPeriod[],
): readonly CalculationPeriod[] {
  const left = ofSystem.filter((one) => !ofPolicy.some((other) => overlaps(one, other)));
  return [...ofPolicy, ...left].sort((one, other) => (one.startDate < other.startDate ? -1 : 1));
}

/**
 * The periods that premium is calculated for.
 *
 * With a contract period that includes the day: all of it. Without a contract: the collection of the policy's own period that
 * includes the day; where none does, the period of the calendar that does.
 *
 * @returns null where there is no such period
 */
export function selectPeriods(plan: RatePlan, asked: PeriodRequest): SelectedPeriods | null {
  const { contract, date, cycle } = asked;
  if (contract) {
    if (!includes(contract, date)) return null;
    return selectedIf(plan, () => true, timelineIn(contract, plan, cycle), contract);
  }
  return ofPolicy(plan, asked) ?? ofCalendar(plan, asked);
}

function ofPolicy(
  plan: RatePlan,
  { date, policyStart, cycle }: PeriodRequest,
): SelectedPeriods | null {
  const { policyPeriods, termMonths } = plan;
  const start = policyStart ?? date;
  if (!policyPeriods || start > date) return null;
  const span = termIncluding(date, start, termMonths);
  const timeline = policyPeriodsIn(span, policyPeriods, cycle);
  const found = timeline.find((period) => includes(period, date));
  if (!found) return null;
  const isOfCollection = ({ calculationDate }: CalculationPeriod) =>
    calculationDate === found.calculationDate;
  return selectedIf(plan, isOfCollection, timeline, span);
}

function ofCalendar(plan: RatePlan, { date }: PeriodRequest): SelectedPeriods | null {
  const { systemPeriods, termMonths } = plan;
  if (!systemPeriods) return null;
  const january = firstOfCalendar(date, 12);
  const span = termIncluding(date, january, termMonths);
  const timeline = systemPeriodsIn(span, systemPeriods);
  return selectedIf(plan, (period) => includes(period, date), timeline, span);
}

function selectedIf(
  { systemPeriods }: RatePlan,
  isAsked: (period: CalculationPeriod) => boolean,
  timeline: readonly CalculationPeriod[],
  span: Span,
): SelectedPeriods | null {
  const selected = timeline.filter((one) => isAsked(one) && isThere(one, systemPeriods));
  return selected.length === 0 ? null : { selected, timeline, span };
}

/** The term that includes a day, of those that follow one another from a start. */
function termIncluding(date: CivilDate, start: CivilDate, termMonths: number): Span {
  const years = Number(date.slice(0, 4)) - Number(start.slice(0, 4));
  const months = years * 12 + Number(date.slice(5, 7)) - Number(start.slice(5, 7));
  let index = Math.floor(months / termMonths);
  if (addMonths(start, index * termMonths) > date) index -= 1;
  return {
    startDate: addMonths(start, index * termMonths),
    endDate: addMonths(start, (index + 1) * termMonths),
  };
}
