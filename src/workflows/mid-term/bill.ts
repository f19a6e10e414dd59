import type { BookedRow } from '../../domain/premium/charged-term.js';
import type { Charge } from '../../domain/money/charges.js';
import { rowsToBook } from '../../domain/premium/worked-row.js';
import type { QuotedChange } from '../../domain/transaction/change-record.js';
import type { Change } from './change.js';

/** What every booking on an open term says. */
interface PeriodBooking {
  readonly transactionId: string;
  readonly policyNumber: string;
  readonly termNumber: number;
  readonly effectiveDate: string;
  readonly jobNumber: string;
  readonly currency: string;
  readonly charges: readonly Charge[];
}

/**
 * Has billing book what the policy system has bound; nothing where no billing system bills the term.
 *
 * @param booked what is booked, as it was quoted
 * @param send   the booking of the kind; repeatable under its transaction id
 */
export async function bill(
  { transaction, term }: Change,
  currency: string | null,
  { effectiveDate, rows }: QuotedChange,
  send: (booking: PeriodBooking) => Promise<{ readonly bookingId: string }>,
): Promise<void> {
  if (currency === null) return;
  const { id } = transaction.record;
  await transaction.step(
    'billChange',
    () =>
      send({
        ...term,
        transactionId: `${id}/bill`,
        effectiveDate,
        jobNumber: id,
        currency,
        charges: rowsToBook(rows).map(chargeOf),
      }),
    ({ bookingId }) => `Billing has booked it as ${bookingId}.`,
  );
}

/** As billing knows charges: which row one gives back is the term's to know. */
function chargeOf({
  kind,
  name,
  line,
  state,
  amountCents,
  refundable,
  isTaxable,
}: BookedRow): Charge {
  return { kind, name, line, state, amountCents, refundable, isTaxable };
}
