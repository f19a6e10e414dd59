import type { CivilDate } from '../calendar/civil-date.js';
import type { ChargedTerm } from '../premium/charged-term.js';

/** Days on which a term covers; the last is not in it. */
export interface CoverPeriod {
  readonly from: CivilDate;
  readonly to: CivilDate;
}

type Covering = Pick<ChargedTerm, 'effectiveDate' | 'expirationDate' | 'cancelledOn' | 'layers'>;

/**
 * When a term covers, in order: to its end or its cancellation, but for the gaps that its reinstatements left. Empty where it
 * was cancelled from its first day.
 */
export function coverOf(term: Covering): readonly CoverPeriod[] {
  const end = term.cancelledOn ?? term.expirationDate;
  const gaps = term.layers.flatMap(({ cancelledOn, effectiveDate }) =>
    cancelledOn !== undefined && cancelledOn < effectiveDate
      ? [{ from: cancelledOn, to: effectiveDate }]
      : [],
  );
  const starts = [term.effectiveDate, ...gaps.map(({ to }) => to)];
  const ends = [...gaps.map(({ from }) => from), end];
  return starts
    .map((from, at) => ({ from, to: earlierOf(ends[at] ?? end, end) }))
    .filter(({ from, to }) => from < to);
}

function earlierOf(one: CivilDate, other: CivilDate): CivilDate {
  return one < other ? one : other;
}
