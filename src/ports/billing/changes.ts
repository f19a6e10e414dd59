import type { CivilDate } from '../../domain/calendar/civil-date.js';
import type { Charge } from '../../domain/money/charges.js';
import type { BillingTerm, Booking, BookingOutcome, PeriodKey } from './booking.js';

/** What happens to a term that billing has opened. */
export interface PeriodChanges {
  /**
   * Books an endorsement; also an issue that was done apart from the bind and changes what billing knows.
   * Additional premium is spread over the invoices that are not billed yet; return premium reduces the next ones.
   *
   * @throws SystemRejection `periodUnknown`, `periodCancelled`, `dateOutsideTerm`, `currencyMismatch`
   */
  issuePolicyChange(change: PolicyChange): Promise<BookingOutcome>;

  /**
   * Books a cancellation when it is complete, never at its notice. A second one, at an earlier date, gives back more.
   *
   * @throws SystemRejection `periodUnknown`, `dateOutsideTerm`, `notEarlier`, `currencyMismatch`
   */
  cancelPolicyPeriod(cancellation: PeriodCancellation): Promise<BookingOutcome>;

  /**
   * Books that a cancelled term is in force again.
   *
   * @throws SystemRejection `periodUnknown`, `periodNotCancelled`, `dateOutsideTerm`, `currencyMismatch`
   */
  issueReinstatement(reinstatement: Reinstatement): Promise<BookingOutcome>;

  /**
   * Records in billing that the policy side has confirmed the term; billing stops asking for it.
   *
   * @throws SystemRejection `periodUnknown`
   */
  updateTermConfirmed(confirmation: TermConfirmation): Promise<BookingOutcome>;
}

/** What every booking on an open term says. */
export interface PeriodBooking extends Booking, PeriodKey {
  /** First day on which the change holds, inside the term. */
  readonly effectiveDate: CivilDate;
  readonly jobNumber: string;
  readonly currency: string;
  /** May be empty: not every change has an amount. */
  readonly charges: readonly Charge[];
}

export interface PolicyChange extends PeriodBooking {
  readonly description: string;
  /** Given when the change touches it. */
  readonly baseState?: string;
  readonly term?: BillingTerm;
  readonly primaryInsuredName?: string;
  readonly producerCode?: string;
}

/**
 * `effectiveDate` is the first day without cover, the term's own start for a flat one. Charges are mostly below zero; a row
 * above it takes an earlier return back.
 */
export interface PeriodCancellation extends PeriodBooking {
  readonly method: 'flat' | 'proRata' | 'shortRate';
  /** The policy side's reason, such as `nonPayment` or `notTaken`; a term not taken is never dunned. */
  readonly reason: string;
  /** Keeps open invoices from being billed until a person has looked. */
  readonly holdInvoices: boolean;
}

/** `effectiveDate` is the first day of cover again; the day of the cancellation when there is no gap. */
export type Reinstatement = PeriodBooking;

/** Never taken back: a term that is confirmed stays so. */
export interface TermConfirmation extends Booking, PeriodKey {
  readonly isTermConfirmed: true;
}
