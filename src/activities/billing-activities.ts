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
import type { NewPeriod, PeriodInfo, RewritePeriod } from '../ports/billing/periods.js';
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
      if (comesAfterForgetting(attempt, lookBeforeWritesBegunBefore)) {
        const { policyNumber, termNumber } = period;
        const standing = await billing.getPeriodInfo({ policyNumber, termNumber });
        if (standing !== null) return { outcome: 'periodExists', bookingId: null };
      }
      return billing.createPolicyPeriod(period);
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

    /** Books the term that replaces another, whose cancellation was booked before. */
    rewritePolicyPeriod(period: RewritePeriod): Promise<BookingOutcome> {
      return billing.rewritePolicyPeriod(period);
    },

    updateTermConfirmed(confirmation: TermConfirmation): Promise<BookingOutcome> {
      return billing.updateTermConfirmed(confirmation);
    },
  };
  return translated(activities);
}
