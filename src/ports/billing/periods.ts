import type { BillingMethod, UpFrontPayment } from '../../domain/billing/choices.js';
import type { CivilDate } from '../../domain/calendar/civil-date.js';
import type { Cents } from '../../domain/money/cents.js';
import type { Charge } from '../../domain/money/charges.js';
import type { BillingTerm, Booking, BookingOutcome, PeriodKey } from './booking.js';

/** Terms as billing bills them, opened at their bind. */
export interface BillingPeriods {
  /** How a term stands in billing, or null when billing does not know it. Read before a renewal or rewrite is quoted. */
  getPeriodInfo(period: PeriodKey): Promise<PeriodInfo | null>;

  /**
   * Books a new policy's first term with its charges, at bind.
   *
   * @throws SystemRejection `accountUnknown`, `periodExists`, `planUnknown`, `streamUnknown`, `invoicingPlanUnknown`,
   *   `currencyMismatch`, `producerUnknown`, `agencyBillNotAllowed`, `paymentConflict`
   */
  createPolicyPeriod(period: NewPeriod): Promise<BookingOutcome>;

  /**
   * Books the next term, at bind of the renewal. Charges are never copied from the prior term. Also the form for a policy that
   * comes from another system, whose prior term billing does not know.
   *
   * @throws SystemRejection as `createPolicyPeriod`, and `priorPeriodUnknown`
   */
  renewPolicyPeriod(period: RenewalPeriod): Promise<BookingOutcome>;

  /**
   * Books the term that replaces another, at bind of the rewrite. The cancellation of the replaced term is a booking
   * of its own and goes first.
   *
   * @throws SystemRejection as `createPolicyPeriod`, `replacedPeriodUnknown`, and `replacedPeriodInForce` when the
   *   replaced term is not cancelled yet
   */
  rewritePolicyPeriod(period: RewritePeriod): Promise<BookingOutcome>;
}

/** How a term stands in billing. */
export interface PeriodInfo {
  readonly policyNumber: string;
  readonly termNumber: number;
  readonly accountNumber: string;
  readonly term: BillingTerm;
  readonly currency: string;
  readonly billingMethod: BillingMethod;
  readonly planCode: string;
  readonly streamId: string;
  readonly producerCode: string;
  readonly status: 'open' | 'cancelled' | 'replaced';
  /** First day without cover of a cancelled or replaced term; null otherwise. */
  readonly cancelledOn: CivilDate | null;
  /** Billing's own flag. Differs from the policy side's as long as `updateTermConfirmed` is on its way. */
  readonly isTermConfirmed: boolean;
  /** Due on the first invoice when the term was booked. */
  readonly firstInvoiceCents: Cents;
  /** Charges so far, returns taken off. */
  readonly chargedCents: Cents;
  /** Payments that are still good. */
  readonly receivedCents: Cents;
  /** Received and returned money that no invoice needs. */
  readonly unappliedCents: Cents;
  /** Invoices that fell due longer ago than the days of grace and are not paid; 0 when none. */
  readonly pastDueCents: Cents;
}

/** A term that billing is to open, with everything it needs for invoices. */
export interface NewPeriod extends Booking, PeriodKey {
  readonly accountNumber: string;
  readonly term: BillingTerm;
  /** When the policy system bound it: an instant, ISO 8601 with offset or Z. */
  readonly boundAt: string;
  /** The policy transaction, by a key of the policy side; money taken in advance under it is counted. Offers: the offer id. */
  readonly jobNumber: string;
  readonly currency: string;
  readonly charges: readonly Charge[];
  readonly billingMethod: BillingMethod;
  readonly planCode: string;
  readonly stream: StreamChoice;
  /** Producer of record; see `BillingMethodsRequest`. */
  readonly producerCode: string;
  readonly upFrontPayments: readonly UpFrontPayment[];
  /** False, but for a term that is confirmed by its very bind, as in the offer flow. */
  readonly isTermConfirmed: boolean;
  /** Whether billing calls back with `confirmTerm` as soon as the first invoice is paid. */
  readonly notifyUponSufficientPayment: boolean;
}

export interface RenewalPeriod extends NewPeriod {
  /** The term before; null when billing does not know it, as for a policy that comes from another system. */
  readonly priorTerm: PeriodKey | null;
}

export interface RewritePeriod extends NewPeriod {
  readonly replacedTerm: PeriodKey;
}

/** Where the invoices of a term go. */
export type StreamChoice =
  /** A stream of the account. */
  | { readonly kind: 'existing'; readonly streamId: string }
  /** A new stream under one of billing's invoicing plans. */
  | { readonly kind: 'new'; readonly invoicingPlanCode: string }
  /** A new stream under an invoicing plan of the account's own. */
  | {
      readonly kind: 'newPlan';
      readonly name: string;
      /** 1 to 28, or null: the day on which the term began. */
      readonly dueDayOfMonth: number | null;
    };
