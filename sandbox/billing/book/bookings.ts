import { createHash } from 'node:crypto';
import { Refusal } from '../http/refusal.js';
import type { BookingRecord } from './records.js';
import type { Book } from './store.js';

/** A booking as it came: what is booked, on what, and its content. */
export interface BookingRequest {
  readonly operation: string;
  readonly path: string;
  readonly transactionId: string;
  readonly content: unknown;
}

export interface BookingResult {
  readonly booking: BookingRecord;
  readonly isRepeat: boolean;
}

/** Books once per transaction id: `work` is done and its id is kept, or neither. */
export function bookOnce(book: Book, request: BookingRequest, work: () => void): BookingResult {
  const { operation, transactionId } = request;
  const digest = digestOf(request);
  return book.transact(() => {
    const earlier = book.bookings.get(transactionId);
    if (earlier) {
      if (earlier.digest === digest) return { booking: earlier, isRepeat: true };
      throw new Refusal(
        409,
        'contentDiffers',
        `The transaction id was used for ${earlier.operation} with other content; that one stands.`,
        {
          field: 'transactionId',
          remedy: 'Use a transaction id of its own for every booking.',
          transactionId,
        },
      );
    }
    work();
    const booking: BookingRecord = {
      transactionId,
      bookingId: `BI-${String(book.nextNumber('booking')).padStart(6, '0')}`,
      operation,
      digest,
      executedAt: new Date(book.now()).toISOString(),
    };
    book.bookings.put(transactionId, booking);
    return { booking, isRepeat: false };
  });
}

function digestOf({ operation, path, content }: BookingRequest): string {
  return createHash('sha256')
    .update(canonical([operation, path, content]))
    .digest('hex');
}

/** JSON in which the order of members does not count. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)),
        )
      : part,
  );
}
