import type { CivilDate } from '../../domain/calendar/civil-date.js';

/** What every booking says. */
export interface Booking {
  /** Made by the caller; the same for every repeat of this booking, different from every other. 1 to 200 characters. */
  readonly transactionId: string;
}

/** `alreadyExecuted`: this very booking was made by an earlier attempt. Both are success. */
export interface BookingOutcome {
  readonly outcome: 'executed' | 'alreadyExecuted';
  /** Billing's own number of the booking; the same for both. */
  readonly bookingId: string;
}

/** A term as billing names it: the policy's number and the ordinal of its term, 1 for new business. */
export interface PeriodKey {
  readonly policyNumber: string;
  readonly termNumber: number;
}

/** Covers `effectiveDate` and does not cover `expirationDate`. */
export interface BillingTerm {
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
}
