import type {
  AccountBooking,
  AccountExists,
  AccountKey,
  InvoiceStream,
} from '../ports/billing/accounts.js';
import type { BillingMethod } from '../domain/billing/choices.js';
import type {
  BillingMethodsRequest,
  InvoicingPlan,
  PaymentPlanOffer,
  PaymentPlansRequest,
  Schedule,
  ScheduleRequest,
} from '../ports/billing/offers.js';
import type { BillingSystem } from '../ports/billing.js';
import type { BookingOutcome, PeriodKey } from '../ports/billing/booking.js';
import type {
  NewPeriod,
  PeriodInfo,
  RenewalPeriod,
  RewritePeriod,
} from '../ports/billing/periods.js';
import type {
  PeriodCancellation,
  PolicyChange,
  Reinstatement,
  TermConfirmation,
} from '../ports/billing/changes.js';
import type { WriteAttempt } from '../domain/transaction/write-attempt.js';
import { comesAfterForgetting } from './earlier-run.js';
import { translated } from './translated.js';

export interface BillingActivitiesOptions {
  readonly billing: BillingSystem;
  /** See `comesAfterForgetting`. */
  readonly lookBeforeWritesBegunBefore?: string | null;
}

/** The term is in billing already; under which number it was booked is not told. */
export interface PeriodExists {
  readonly outcome: 'periodExists';
  readonly bookingId: null;
}

export type BillingActivities = ReturnType<typeof createBillingActivities>;

/**
 * The steps of a transaction that touch billing.
 *
 * A lost answer needs no look before the booking is repeated: its transaction id makes every repeat harmless, so Temporal's
 * own retries are enough. What an earlier run may have booked is looked up, because this run would word it differently.
 */
export function createBillingActivities({
  billing,
  lookBeforeWritesBegunBefore = null,
}: BillingActivitiesOptions) {
  /** The term as an earlier run may have booked it; null where it did not. */
  async function standing(
    { policyNumber, termNumber }: PeriodKey,
    attempt: WriteAttempt,
  ): Promise<PeriodExists | null> {
    if (!comesAfterForgetting(attempt, lookBeforeWritesBegunBefore)) return null;
    const period = await billing.getPeriodInfo({ policyNumber, termNumber });
    return period === null ? null : { outcome: 'periodExists', bookingId: null };
  }

  const activities = {
    getBillingMethods(request: BillingMethodsRequest): Promise<readonly BillingMethod[]> {
      return billing.getBillingMethods(request);
    },

    getPaymentPlans(request: PaymentPlansRequest): Promise<readonly PaymentPlanOffer[]> {
      return billing.getPaymentPlans(request);
    },

    getInvoicingPlans(request: { readonly currency: string }): Promise<readonly InvoicingPlan[]> {
      return billing.getInvoicingPlans(request);
    },

    previewSchedule(request: ScheduleRequest): Promise<Schedule> {
      return billing.previewSchedule(request);
    },

    getPeriodInfo(period: PeriodKey): Promise<PeriodInfo | null> {
      return billing.getPeriodInfo(period);
    },

    getInvoiceStreams(account: AccountKey): Promise<readonly InvoiceStream[]> {
      return billing.getInvoiceStreams(account);
    },

    accountExists(account: AccountKey): Promise<boolean> {
      return billing.accountExists(account);
    },

    /** Tells billing who the account is, unless it knows. Every value that comes back is success. */
    async ensureAccount(account: AccountBooking): Promise<BookingOutcome | AccountExists> {
      const { accountNumber } = account;
      if (await billing.accountExists({ accountNumber })) return { outcome: 'accountExists' };
      return billing.createAccount(account);
    },

    /** Books the term, unless an earlier run of the transaction did: what that booked stands. */
    async createPolicyPeriod({
      attempt,
      ...period
    }: NewPeriod & { readonly attempt: WriteAttempt }): Promise<BookingOutcome | PeriodExists> {
      return (await standing(period, attempt)) ?? billing.createPolicyPeriod(period);
    },

    /** The same for the term that follows another. */
    async renewPolicyPeriod({
      attempt,
      ...period
    }: RenewalPeriod & { readonly attempt: WriteAttempt }): Promise<BookingOutcome | PeriodExists> {
      return (await standing(period, attempt)) ?? billing.renewPolicyPeriod(period);
    },

    /** The same for the term that replaces another, whose cancellation was booked before. */
    async rewritePolicyPeriod({
      attempt,
      ...period
    }: RewritePeriod & { readonly attempt: WriteAttempt }): Promise<BookingOutcome | PeriodExists> {
      return (await standing(period, attempt)) ?? billing.rewritePolicyPeriod(period);
    },

    /** Books an endorsement. */
    issuePolicyChange(change: PolicyChange): Promise<BookingOutcome> {
      return billing.issuePolicyChange(change);
    },

    /** Books a cancellation that holds in the policy system, and the replaced term of a rewrite. */
    cancelPolicyPeriod(cancellation: PeriodCancellation): Promise<BookingOutcome> {
      return billing.cancelPolicyPeriod(cancellation);
    },

    issueReinstatement(reinstatement: Reinstatement): Promise<BookingOutcome> {
      return billing.issueReinstatement(reinstatement);
    },

    updateTermConfirmed(confirmation: TermConfirmation): Promise<BookingOutcome> {
      return billing.updateTermConfirmed(confirmation);
    },
  };
  return translated(activities);
}
