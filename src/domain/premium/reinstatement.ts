import type { CivilDate } from '../calendar/civil-date.js';
import { changeableDay, civilDays } from '../calendar/term-days.js';
import { refusalOf, type Refusal, type RefusalCode } from '../machine/refusals.js';
import type { Cents } from '../money/cents.js';
import type { Charge } from '../money/charges.js';
import { dividedBy, NONE, part, ratioText, WHOLE, type Ratio } from '../money/ratio.js';
import { hasGap, standingRows, type ChargedTerm, type StandingRow } from './charged-term.js';
import { asProrated, noFartherThan, unearned, type PremiumRules } from './earned.js';
import { totalOfRows, type WorkedRow } from './worked-row.js';

/** What the product says of reinstatements. */
export interface ReinstatementRules extends PremiumRules {
  /** Whether cover may come back later than it ended. */
  readonly isGapAllowed: boolean;
  /** What a reinstatement itself costs; never given back. */
  readonly fee: Omit<Charge, 'kind' | 'refundable'> | null;
}

/** What a reinstatement books. */
export interface ReinstatementCharges {
  readonly effectiveDate: CivilDate;
  /** Days without cover. */
  readonly gapDays: number;
  readonly cancelledFrom: CivilDate;
  /** One for each row of which something can have come back, in their order; the fee last. */
  readonly rows: readonly WorkedRow[];
  readonly totalCents: Cents;
}

/**
 * What a reinstatement charges again. From the day of the cancellation, exactly what came back, penalty and minimum with it.
 * After a gap, what is left of every row from then on, but never more than came back of it; that is a layer of its own, and
 * those before it end where cover ended.
 *
 * @param on the first day of cover
 */
export function reinstatementCharges(
  term: ChargedTerm,
  on: CivilDate,
  rules: ReinstatementRules,
): ReinstatementCharges | Refusal {
  const { cancelledFrom } = term;
  if (cancelledFrom === null)
    return refused('notCancelled', 'the term in force', 'a cancelled term', 'status');
  const refusal = refusedDay(term, cancelledFrom, on, rules);
  if (refusal) return refusal;
  const gapDays = civilDays(cancelledFrom, on);
  const charged = gapDays === 0 ? reversedRows(term) : remainingRows(term, on, rules);
  if ('code' in charged) return charged;
  const rows = [...charged, ...feeRows(rules)];
  return { effectiveDate: on, gapDays, cancelledFrom, rows, totalCents: totalOfRows(rows) };
}

function refused(
  code: RefusalCode,
  found: string,
  allowed: string,
  field = 'effectiveDate',
): Refusal {
  return refusalOf(code, { field, found, allowed });
}

function refusedDay(
  term: ChargedTerm,
  cancelledFrom: CivilDate,
  on: CivilDate,
  { isGapAllowed }: ReinstatementRules,
): Refusal | null {
  if (on < cancelledFrom) return refused('beforeCancellationDate', on, `${cancelledFrom} or later`);
  const day = changeableDay(term, on);
  if ('code' in day) return day;
  if (on === cancelledFrom) return null;
  if (!isGapAllowed) return refused('gapNotAllowed', on, cancelledFrom);
  // Cover that ended before another gap would end twice.
  const back = term.layers
    .filter(hasGap)
    .map(({ effectiveDate }) => effectiveDate)
    .sort()
    .at(-1);
  if (back === undefined || on >= back) return null;
  return refused('gapNotAllowed', on, `${cancelledFrom}, or ${back} and later`);
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
  term: ChargedTerm,
  on: CivilDate,
  rules: PremiumRules,
): readonly WorkedRow[] | Refusal {
  const rows: WorkedRow[] = [];
  for (const row of standingRows(term)) {
    if (row.endedOn !== null) continue;
    const factor = remainingPart(term, row, on, rules);
    if ('code' in factor) return factor;
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
  const [first, now] = [from, on].map((date) => unearnedOn(term, date, rules));
  if (first === undefined || now === undefined) return NONE;
  if ('code' in first) return first;
  if ('code' in now) return now;
  return first.over === 0n ? NONE : asProrated(rules, dividedBy(now, first));
}

function unearnedOn(term: ChargedTerm, date: CivilDate, rules: PremiumRules): Ratio | Refusal {
  const day = changeableDay(term, date);
  return 'code' in day ? day : unearned(rules, day);
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
