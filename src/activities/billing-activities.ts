import type {
  AccountBooking,
  AccountExists,
  AccountKey,
  BillingMethod,
  BillingMethodsRequest,
  BillingSystem,
  BookingOutcome,
  InvoiceStream,
  InvoicingPlan,
  NewPeriod,
  PaymentPlanOffer,
  PaymentPlansRequest,
  PeriodInfo,
  PeriodKey,
  Schedule,
  ScheduleRequest,
  TermConfirmation,
} from '../ports/billing.js';
import { translated } from './translated.js';

export interface BillingActivitiesOptions {
  readonly billing: BillingSystem;
}

export type BillingActivities = ReturnType<typeof createBillingActivities>;

/**
 * The steps of a transaction that touch billing.
 *
 * Nothing is looked up before a booking: its transaction id makes every repeat of it harmless, so Temporal's own
 * retries are all that a lost answer needs.
 */
export function createBillingActivities({ billing }: BillingActivitiesOptions) {
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

    createPolicyPeriod(period: NewPeriod): Promise<BookingOutcome> {
      return billing.createPolicyPeriod(period);
    },

    updateTermConfirmed(confirmation: TermConfirmation): Promise<BookingOutcome> {
      return billing.updateTermConfirmed(confirmation);
    },
  };
  return translated(activities);
}
