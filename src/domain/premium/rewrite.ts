import { civilDays } from '../calendar/civil-date.js';
import type { TermDays } from '../calendar/term-days.js';
import type { Cents } from '../money/cents.js';
import type { Charge } from '../money/charges.js';
import { part, ratio, ratioText, WHOLE, type Ratio } from '../money/ratio.js';
import { totalOfRows, type WorkedRow } from './worked-row.js';

/**
 * How a policy is rewritten: in full from its start, for what remains of its term, or for a fresh term of its own. For what a
 * policy change cannot do, such as another effective date or another producer.
 */
export type RewriteKind = 'fullTerm' | 'remainder' | 'newTerm';

/** From when to when the new term covers. */
export interface RewriteDays extends TermDays {
  /** Civil days of the new term. */
  readonly days: number;
  /** Days without cover before it, on purpose. */
  readonly lapseDays: number;
}

/** What the new term of a rewrite is charged. What the old one gives back is its cancellation's. */
export interface RewriteCharges {
  readonly rows: readonly WorkedRow[];
  readonly totalCents: Cents;
}

/**
 * What the new term of a rewrite is charged. Only a `remainder` is prorated: by its days of those of the replaced term, as
 * they are and in cents, whatever the product says of returns.
 *
 * @param days     of the new term
 * @param fullTerm what the new term would be charged, were it as long as the replaced one; of `newTerm` its own charges
 */
export function rewriteCharges(
  kind: RewriteKind,
  replaced: TermDays,
  days: RewriteDays,
  fullTerm: readonly Charge[],
): RewriteCharges {
  const replacedDays = civilDays(replaced.effectiveDate, replaced.expirationDate);
  const factor = kind === 'remainder' ? ratio(days.days, replacedDays) : WHOLE;
  const rows = fullTerm.map((charge) => rewrittenRow(charge, factor, kind));
  return { rows, totalCents: totalOfRows(rows) };
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
