import type { CivilDate } from '../calendar/civil-date.js';
import { changeableDay } from '../calendar/term-days.js';
import { isRefusal, refusalOf, type Refusal } from '../machine/refusals.js';
import type { Cents } from '../money/cents.js';
import type { Charge } from '../money/charges.js';
import { dividedBy, NONE, part, ratioText, WHOLE, type Ratio } from '../money/ratio.js';
import {
  latestReturn,
  standingRows,
  type CancelledTerm,
  type ChargedTerm,
  type StandingRow,
} from './charged-term.js';
import { asProrated, noFartherThan, unearned, type PremiumRules } from './earned.js';
import { totalOfRows, type WorkedRow } from './worked-row.js';

/** From when a term that comes back covers again. */
export interface ReinstatementDays {
  readonly effectiveDate: CivilDate;
  /** Days without cover; the end of the term stays. */
  readonly gapDays: number;
}

/** What the product says of the amounts of a reinstatement. */
export interface ReinstatementRules extends PremiumRules {
  /** What a reinstatement itself costs; never given back. */
  readonly fee: Omit<Charge, 'kind' | 'refundable'> | null;
}

/** What a reinstatement books. */
export interface ReinstatementCharges extends ReinstatementDays {
  /** From when the term was cancelled. */
  readonly cancelledOn: CivilDate;
  /** One for each row of which something can have come back, in their order; the fee last. */
  readonly rows: readonly WorkedRow[];
  readonly totalCents: Cents;
}

/**
 * What a reinstatement charges again. From the day of the cancellation, exactly what came back, penalty and minimum with it.
 * After a gap, what is left of every row from then on, but never more than came back of it; that is a layer of its own, and
 * those before it end where cover ended.
 *
 * @returns a refusal where the day lies in or before an earlier gap, or the day count of the product does not fit the term
 */
export function reinstatementCharges(
  term: CancelledTerm,
  days: ReinstatementDays,
  rules: ReinstatementRules,
): ReinstatementCharges | Refusal {
  const { cancelledOn } = term;
  const charged = days.gapDays === 0 ? reversedRows(term) : remainingRows(term, days, rules);
  if (isRefusal(charged)) return charged;
  const rows = [...charged, ...feeRows(rules)];
  return { ...days, cancelledOn, rows, totalCents: totalOfRows(rows) };
}

function reversedRows(term: ChargedTerm): readonly WorkedRow[] {
  return standingRows(term).map(({ charge, name, returnedCents }) => ({
    charge: { ...charge, of: name, amountCents: returnedCents },
    working: {
      rule: 'reversal',
      ofCents: returnedCents,
      factor: '1',
      roundedTo: 'cent',
      givesCents: returnedCents,
    },
  }));
}

function remainingRows(
  term: CancelledTerm,
  { effectiveDate: on }: ReinstatementDays,
  rules: PremiumRules,
): readonly WorkedRow[] | Refusal {
  const back = latestReturn(term);
  // What ended before another gap would end twice.
  if (back !== null && on < back)
    return refusalOf('gapNotAllowed', {
      field: 'effectiveDate',
      found: on,
      allowed: `${term.cancelledOn}, or ${back} and later`,
    });
  const rows: WorkedRow[] = [];
  for (const row of standingRows(term)) {
    if (row.endedOn !== null) continue;
    const factor = remainingPart(term, row, on, rules);
    if (isRefusal(factor)) return factor;
    rows.push(remainingRow(row, on, factor));
  }
  return rows;
}

/** What part of its own interval a row has still before it. */
function remainingPart(
  term: ChargedTerm,
  { from }: StandingRow,
  on: CivilDate,
  rules: PremiumRules,
): Ratio | Refusal {
  if (from >= on) return WHOLE;
  const first = unearnedOn(term, from, rules);
  if (isRefusal(first)) return first;
  const now = unearnedOn(term, on, rules);
  if (isRefusal(now)) return now;
  return first.over === 0n ? NONE : asProrated(rules, dividedBy(now, first));
}

function unearnedOn(term: ChargedTerm, date: CivilDate, rules: PremiumRules): Ratio | Refusal {
  const day = changeableDay(term, date);
  return isRefusal(day) ? day : unearned(rules, day);
}

function remainingRow(
  { charge, from, returnedCents }: StandingRow,
  on: CivilDate,
  factor: Ratio,
): WorkedRow {
  const remainingCents = part(charge.amountCents, factor);
  const amountCents = noFartherThan(remainingCents, returnedCents);
  return {
    charge: { ...charge, ...(from > on && { from }), amountCents },
    working: {
      rule: amountCents === remainingCents ? 'remainingDays' : 'asReturned',
      ofCents: charge.amountCents,
      factor: ratioText(factor),
      roundedTo: 'cent',
      givesCents: remainingCents,
    },
  };
}

function feeRows({ fee }: ReinstatementRules): readonly WorkedRow[] {
  if (fee === null) return [];
  const { amountCents } = fee;
  return [
    {
      charge: { kind: 'fee', refundable: 'never', ...fee },
      working: {
        rule: 'wholeCharge',
        ofCents: amountCents,
        factor: '1',
        roundedTo: 'cent',
        givesCents: amountCents,
      },
    },
  ];
}
