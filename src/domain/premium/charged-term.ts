import type { CivilDate } from '../calendar/civil-date.js';
import type { TermDays } from '../calendar/term-days.js';
import type { Cents } from '../money/cents.js';
import type { Charge } from '../money/charges.js';
import type { CancellationTerms } from './refund-terms.js';

/** Names one row of what was booked: the transaction of its layer, and its place there, from 0. */
export interface RowName {
  readonly layer: string;
  readonly row: number;
}

/** A charge as a transaction books it. */
export interface BookedRow extends Charge {
  /** The row that this one gives back or charges again; none where it is a charge of its own. */
  readonly of?: RowName;
  /** Day from which it counts, where that is not the day of its layer. */
  readonly from?: CivilDate;
}

/** What one transaction charged, over its own interval: from its effective date to the end of the term. */
export interface ChargedLayer {
  readonly kind: 'bind' | 'endorsement' | 'reinstatement';
  readonly transaction: string;
  readonly effectiveDate: CivilDate;
  readonly booked: readonly BookedRow[];
  /** The policy system's own id of the transaction; none of the bind, and of what earlier versions left. */
  readonly quoteGuid?: string;
  /** What the whole term would be charged as this transaction left it. Of a reinstatement nobody asks. */
  readonly fullTerm: readonly Charge[];
  /** Of a reinstatement: the day from which the term was cancelled. Earlier than the effective date is a gap. */
  readonly cancelledOn?: CivilDate;
}

/** What one cancellation returned. */
export interface ChargedReturn {
  readonly effectiveDate: CivilDate;
  readonly booked: readonly BookedRow[];
  /** How it was computed; an earlier cancellation takes its way. */
  readonly terms?: CancellationTerms;
}

/** A term with all that was ever booked on it, in the order of the bookings: every later amount is computed from that. */
export interface ChargedTerm extends TermDays {
  readonly layers: readonly ChargedLayer[];
  readonly returns: readonly ChargedReturn[];
  /** Day from which it is cancelled now; null while it is in force. */
  readonly cancelledOn: CivilDate | null;
}

/** A term that was cancelled, with what the cancellation booked. */
export type CancelledTerm = ChargedTerm & { readonly cancelledOn: CivilDate };

/** A row that was charged, as it stands after what was given back of it and charged again. */
export interface StandingRow {
  readonly name: RowName;
  readonly charge: Charge;
  readonly from: CivilDate;
  /** Day from which it covers nothing any more, because cover came back later by a layer of its own; null: to the end. */
  readonly endedOn: CivilDate | null;
  /** What was charged and not given back. */
  readonly keptCents: Cents;
  /** What the cancellation in force gave back; 0 without one. */
  readonly returnedCents: Cents;
}

/** Every row of its own, layer by layer. */
export function standingRows(term: ChargedTerm): readonly StandingRow[] {
  const bookings = inOrder(term);
  return term.layers.flatMap((layer) => {
    const since = bookings.slice(bookings.indexOf(layer) + 1);
    const endedOn = endOf(since);
    return layer.booked.flatMap(({ of, from = layer.effectiveDate, ...charge }, row) => {
      if (of) return [];
      const name = { layer: layer.transaction, row };
      return [{ name, charge, from, endedOn, ...whatBecameOf(name, charge, since) }];
    });
  });
}

type Booking = ChargedLayer | ChargedReturn;

/**
 * What was booked on a term, in its order. A reinstatement undoes all returns since the one before it, and the last of them
 * has its day. Only that one has: a cancellation of a term that is cancelled already is earlier. Where a return stands
 * between two endorsements makes no difference to either.
 */
function inOrder({ layers, returns }: ChargedTerm): readonly Booking[] {
  let left = returns;
  const upTo = layers.flatMap((layer): readonly Booking[] => {
    if (layer.kind !== 'reinstatement') return [layer];
    const day = layer.cancelledOn ?? layer.effectiveDate;
    const undone = left.slice(0, left.findIndex(({ effectiveDate }) => effectiveDate === day) + 1);
    left = left.slice(undone.length);
    return [...undone, layer];
  });
  return [...upTo, ...left];
}

/** Whether a booking brought cover back later than it had ended. */
function isGap(booking: Booking): booking is ChargedLayer & { readonly cancelledOn: CivilDate } {
  if (!('kind' in booking)) return false;
  const { cancelledOn, effectiveDate } = booking;
  return cancelledOn !== undefined && cancelledOn < effectiveDate;
}

function endOf(since: readonly Booking[]): CivilDate | null {
  const ends = since.filter(isGap).map(({ cancelledOn }) => cancelledOn);
  return ends.sort()[0] ?? null;
}

function whatBecameOf(
  name: RowName,
  { amountCents }: Charge,
  since: readonly Booking[],
): Pick<StandingRow, 'keptCents' | 'returnedCents'> {
  let [keptCents, returnedCents] = [amountCents, 0];
  for (const booking of since) {
    // What was given back when the row ended stays given back: no reinstatement charges it again.
    if (isGap(booking)) returnedCents = 0;
    for (const row of booking.booked) {
      if (row.of?.layer !== name.layer || row.of.row !== name.row) continue;
      keptCents += row.amountCents;
      returnedCents -= row.amountCents;
    }
  }
  return { keptCents, returnedCents: returnedCents === 0 ? 0 : returnedCents };
}

/** The latest day on which cover came back after a gap; null where it never did. */
export function latestReturn({ layers }: ChargedTerm): CivilDate | null {
  const days = layers.filter(isGap).map(({ effectiveDate }) => effectiveDate);
  return days.sort().at(-1) ?? null;
}
