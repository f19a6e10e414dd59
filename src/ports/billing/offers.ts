import type { BillingMethod } from '../../domain/billing/choices.js';
import type { CivilDate } from '../../domain/calendar/civil-date.js';
import type { Cents } from '../../domain/money/cents.js';
import type { Charge } from '../../domain/money/charges.js';
import type { BillingTerm } from './booking.js';

/** What billing offers before a bind. Only look-ups: nothing is kept. */
export interface BillingOffers {
  /**
   * How the policy may be billed. Direct bill is always offered; agency bill only where the producer of record has it.
   *
   * @throws SystemRejection `producerUnknown`
   */
  getBillingMethods(request: BillingMethodsRequest): Promise<readonly BillingMethod[]>;

  /**
   * The payment plans that may be chosen for these charges, largest first invoice first.
   *
   * @throws SystemRejection `equalFirstInvoices` when two plans cannot be told apart by their first invoice,
   *   which is a mistake in billing's set-up
   */
  getPaymentPlans(request: PaymentPlansRequest): Promise<readonly PaymentPlanOffer[]>;

  /** Rhythms in which invoices may be sent, for a new invoice stream. */
  getInvoicingPlans(request: { readonly currency: string }): Promise<readonly InvoicingPlan[]>;

  /**
   * The invoices that the charges would become under a plan; nothing is kept.
   *
   * @throws SystemRejection `planUnknown`, `invoicingPlanUnknown`
   */
  previewSchedule(request: ScheduleRequest): Promise<Schedule>;
}

export interface BillingMethodsRequest {
  /** The producer of record, by the key that policy system and billing share: the contact's GUID. */
  readonly producerCode: string;
  readonly currency: string;
}

export interface PaymentPlansRequest {
  readonly term: BillingTerm;
  readonly currency: string;
  readonly charges: readonly Charge[];
  readonly billingMethod: BillingMethod;
}

/** A payment plan with what it means for the charges asked about. */
export interface PaymentPlanOffer {
  /** Such as `TEN`; the key of the plan everywhere. */
  readonly planCode: string;
  readonly name: string;
  /** Share of the premium in the first invoice, in hundredths of a percent: 2500 is 25 %. */
  readonly downPaymentBasisPoints: number;
  /** How many instalments follow the down payment. */
  readonly installmentCount: number;
  /** Months from one instalment to the next. */
  readonly intervalMonths: number;
  /** What is due first: down payment and one-time charges. Paying this much confirms the term. */
  readonly firstInvoiceCents: Cents;
  /** Each ordinary instalment; the last may be higher. 0 without instalments. */
  readonly installmentCents: Cents;
  readonly totalCents: Cents;
}

/** When the invoices of a stream fall due. */
export interface InvoicingPlan {
  readonly invoicingPlanCode: string;
  readonly name: string;
  /** Day of the month on which invoices after the first fall due, 1 to 28; null: the day on which the term began. */
  readonly dueDayOfMonth: number | null;
}

export interface ScheduleRequest {
  readonly term: BillingTerm;
  readonly currency: string;
  readonly charges: readonly Charge[];
  readonly planCode: string;
  /** Billing's usual one unless said. */
  readonly invoicingPlanCode?: string;
}

export interface Schedule {
  /** In the order of their due dates. */
  readonly items: readonly ScheduleItem[];
  readonly totalCents: Cents;
  /** How many invoices came to nothing and were left out; the others kept their due dates. */
  readonly droppedCount: number;
}

export interface ScheduleItem {
  readonly dueDate: CivilDate;
  readonly kind: 'downPayment' | 'installment';
  readonly amountCents: Cents;
}
