import type { CivilDate } from '../calendar/civil-date.js';
import { changeableDay, civilDays, type TermDays } from '../calendar/term-days.js';
import { refusalOf, type Refusal } from '../machine/refusals.js';
import type { Cents } from '../money/cents.js';
import type { Charge } from '../money/charges.js';
import { part, ratio, ratioText, WHOLE, type Ratio } from '../money/ratio.js';
import { totalOfRows, type WorkedRow } from './worked-row.js';

/**
 * Which term takes the place of the old one: the same from its start (`fullTerm`), what is left of it (`remainder`), or a
 * fresh one (`newTerm`).
 */
export const REWRITE_KINDS = ['fullTerm', 'remainder', 'newTerm'] as const;
export type RewriteKind = (typeof REWRITE_KINDS)[number];

/** What the new term of a rewrite is charged. What the old one gives back is its cancellation's. */
export interface RewriteCharges {
  /** First day of the new term. */
  readonly start: CivilDate;
  /** Days without cover between the two; a deliberate lapse. */
  readonly lapseDays: number;
  /** Days from there to the old term's end. */
  readonly remainingDays: number;
  readonly rows: readonly WorkedRow[];
  readonly totalCents: Cents;
}

/**
 * What the new term of a rewrite is charged. Only a `remainder` is prorated: by its days of those of the replaced term, as
 * they are and in cents, whatever the product says of returns.
 *
 * @param cancelledFrom day from which the old term is cancelled; of `fullTerm` its first day
 * @param start         first day of the new term, that day or a later one, before the old term's end
 * @param fullTerm      what the new term would be charged, were it as long as the replaced one; of `newTerm` its own charges
 */
export function rewriteCharges(
  kind: RewriteKind,
  replaced: TermDays,
  cancelledFrom: CivilDate,
  start: CivilDate,
  fullTerm: readonly Charge[],
): RewriteCharges | Refusal {
  if (start < cancelledFrom)
    return refusalOf('beforeCancellationDate', {
      field: 'start',
      found: start,
      allowed: `${cancelledFrom} or later`,
    });
  const day = changeableDay(replaced, start);
  if ('code' in day) return day;
  if (kind === 'fullTerm' && day.elapsedDays > 0)
    return refusalOf('flatNotAtStart', {
      field: 'start',
      found: start,
      allowed: replaced.effectiveDate,
    });
  const remainingDays = day.termDays - day.elapsedDays;
  const factor = kind === 'remainder' ? ratio(remainingDays, day.termDays) : WHOLE;
  const rows = fullTerm.map((charge) => rewrittenRow(charge, factor, kind));
  const lapseDays = civilDays(cancelledFrom, start);
  return { start, lapseDays, remainingDays, rows, totalCents: totalOfRows(rows) };
}

function rewrittenRow(charge: Charge, factor: Ratio, kind: RewriteKind): WorkedRow {
  const amountCents = part(charge.amountCents, factor);
  return {
    charge: { ...charge, amountCents },
    working: {
      rule: kind === 'remainder' ? 'remainingDays' : 'wholeCharge',
      ofCents: charge.amountCents,
      factor: ratioText(factor),
      roundedTo: 'cent',
      givesCents: amountCents,
    },
  };
}
