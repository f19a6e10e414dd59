import type { BookingOutcome } from '../../src/ports/billing/booking.js';
import { InMemoryBilling } from './in-memory-billing.js';

/** Billing that believes every confirmation, whether or not a period was booked before. */
export class WillingBilling extends InMemoryBilling {
  override updateTermConfirmed(): Promise<BookingOutcome> {
    return Promise.resolve({ outcome: 'executed', bookingId: 'B-1' });
  }
}
