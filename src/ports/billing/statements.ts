import type { Cents } from '../../domain/money/cents.js';
import type { Charge } from '../../domain/money/charges.js';
import type { PeriodKey } from './booking.js';

/** What billing has on its books, for whoever compares them. Null where this billing system does not offer it. */
export interface BillingStatements {
  /** All that was booked on a term; also null for a term that billing does not know. */
  getStatement(period: PeriodKey): Promise<PeriodStatement | null>;

  /** The terms that billing has, in an order of its own. @param after `next` of the page before; null for the first */
  listPeriods(after: string | null): Promise<PeriodsPage | null>;
}

export interface PeriodStatement {
  /** In the order of the bookings. */
  readonly charges: readonly StatedCharge[];
  /** What its invoices come to, less returns that reduced none of them. */
  readonly invoicedCents: Cents;
  /** Payments that are still good. */
  readonly payments: readonly { readonly paymentId: string; readonly amountCents: Cents }[];
}

/** A charge as it was booked. */
export interface StatedCharge extends Pick<
  Charge,
  'kind' | 'name' | 'line' | 'state' | 'amountCents'
> {
  /** Of the booking. */
  readonly transactionId: string;
}

export interface PeriodsPage {
  readonly periods: readonly PeriodKey[];
  /** Null at the end. */
  readonly next: string | null;
}
