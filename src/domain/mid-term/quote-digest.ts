import type { CivilDate } from '../calendar/civil-date.js';
import { contentDigest } from '../machine/content-digest.js';
import type { QuotedChange } from '../transaction/change-record.js';
import type { BookedRow } from '../premium/charged-term.js';
import { rowsToBook, totalOfRows, type WorkedRow } from '../premium/worked-row.js';

/** What a change comes to, with a name for its numbers: the same day and the same amounts have the same. */
export function quotedChange(effectiveDate: CivilDate, rows: readonly WorkedRow[]): QuotedChange {
  const booked = rowsToBook(rows).map(({ kind, name, line, state, amountCents }) => ({
    kind,
    name,
    line,
    state,
    amountCents,
  }));
  const digest = contentDigest({ effectiveDate, booked });
  return { effectiveDate, rows, totalCents: totalOfRows(rows), digest };
}

/** What a transaction has booked before, as if it had been quoted so. */
export function asBooked(effectiveDate: CivilDate, rows: readonly BookedRow[]): QuotedChange {
  return quotedChange(
    effectiveDate,
    rows.map((charge) => ({
      charge,
      working: {
        rule: 'asGiven',
        ofCents: charge.amountCents,
        factor: '1',
        roundedTo: 'cent',
        givesCents: charge.amountCents,
      },
    })),
  );
}
