import { civilDays, earlierOf, laterOf, type CivilDate } from '../calendar/civil-date.js';
import { sumCents, type Cents } from '../money/cents.js';
import { part, ratio, type Ratio } from '../money/ratio.js';
import type { LineType } from '../rating/rate-plan.js';
import type { RatedLine } from '../rating/rated-lines.js';
import type { CalculationPeriod, Span } from './calculation-periods.js';
import { daysInBoth, dividedAmount, divisionOf } from './divided-amount.js';
import type { SelectedPeriods } from './select-periods.js';

/** A person or an object on a product, rated for a whole term. */
export interface RatedEnrolment {
  /** From when to when; null: as long as the policy. */
  readonly startDate: CivilDate | null;
  readonly endDate: CivilDate | null;
  readonly lines: readonly RatedLine[];
}

/** A line of the schedule, and what one period has of it. */
export interface QuotedLine {
  /** From 1 in each result, over all enrolments. */
  readonly sequence: number;
  /** Sequences of the lines that it was computed of. */
  readonly references: readonly number[];
  /** Which of the enrolments. */
  readonly enrolment: number;
  readonly rated: RatedLine;
  readonly amountCents: Cents;
}

/** What lines come to together, by their types and in all. */
export type QuotedTotals = Readonly<Record<LineType | 'result', Cents>>;

/** What one period costs. */
export interface CalculationResult {
  readonly period: CalculationPeriod;
  readonly lines: readonly QuotedLine[];
  readonly totals: QuotedTotals;
}

/**
 * What each selected period costs: its share of every line, for the days on which the enrolment is in force. Nothing of a term
 * is lost between its periods, and nothing is in two of them.
 */
export function calculationResults(
  { selected, timeline, span }: SelectedPeriods,
  termMonths: number,
  enrolments: readonly RatedEnrolment[],
): readonly CalculationResult[] {
  const division = divisionOf(span, timeline, termMonths);
  const shares = enrolments.map(({ lines }) =>
    lines.map(({ amountCents }) => dividedAmount(amountCents, division)),
  );
  return selected.map((period) => {
    const lines: QuotedLine[] = [];
    for (const [enrolment, rated] of enrolments.entries()) {
      const inForce = partInForce(rated, period, span);
      if (inForce.over === 0n) continue;
      const before = lines.length;
      for (const [at, line] of rated.lines.entries()) {
        const share = shares[enrolment]?.[at]?.get(period) ?? 0;
        lines.push({
          sequence: before + line.sequence,
          references: line.references.map((sequence) => before + sequence),
          enrolment,
          rated: line,
          amountCents: part(share, inForce),
        });
      }
    }
    return { period, lines, totals: totalsOf(lines) };
  });
}

/** Of the days that the policy has in a period, those of the enrolment. */
function partInForce(enrolment: RatedEnrolment, period: CalculationPeriod, span: Span): Ratio {
  const ofPolicy = {
    startDate: laterOf(period.startDate, span.startDate),
    endDate: earlierOf(period.endDate, span.endDate),
  };
  const { startDate, endDate } = enrolment;
  const inForce = daysInBoth(ofPolicy, {
    startDate: startDate ?? span.startDate,
    endDate: endDate ?? span.endDate,
  });
  return ratio(inForce, civilDays(ofPolicy.startDate, ofPolicy.endDate));
}

/** What lines come to. */
export function totalsOf(lines: readonly QuotedLine[]): QuotedTotals {
  const of = (type: LineType): Cents =>
    sumCents(
      lines.filter(({ rated }) => rated.type === type).map(({ amountCents }) => amountCents),
    );
  const [premium, adjustment, surcharge] = [of('premium'), of('adjustment'), of('surcharge')];
  return { premium, adjustment, surcharge, result: premium + adjustment + surcharge };
}
