import type { Day } from './dates.js';
import type { Cents } from './money.js';
import type { PlannedInvoice } from './slicing.js';

export interface ContactRecord {
  readonly name: string;
  readonly address: Readonly<Record<string, string | undefined>>;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
}

export interface AccountRecord {
  readonly accountNumber: string;
  readonly currency: string;
  readonly holder: ContactRecord;
  readonly billingContact: ContactRecord | null;
  readonly createdAt: string;
}

/** A rhythm of invoices that billing offers, or that an account has for itself. */
export interface InvoicingPlan {
  readonly invoicingPlanCode: string;
  readonly name: string;
  /** 1 to 28; null: the day on which the term began. */
  readonly dueDayOfMonth: number | null;
}

export interface StreamRecord {
  readonly streamId: string;
  readonly accountNumber: string;
  readonly name: string;
  readonly currency: string;
  readonly plan: InvoicingPlan;
}

export interface ChargeRow {
  readonly transactionId: string;
  readonly operation: string;
  readonly effectiveDate: Day;
  readonly kind: 'premium' | 'tax' | 'fee';
  readonly name: string;
  /** Null: of no one line, of no one state. */
  readonly line: string | null;
  readonly state: string | null;
  readonly amount: Cents;
  readonly refundable: 'always' | 'flatOnly' | 'never';
  readonly isTaxable: boolean;
}

export interface InvoiceRow extends PlannedInvoice {
  readonly invoiceNumber: number;
}

export interface PeriodName {
  readonly policyNumber: string;
  readonly termNumber: number;
}

export interface PeriodRecord extends PeriodName {
  readonly accountNumber: string;
  /** Half-open. */
  readonly term: { readonly effectiveDate: Day; readonly expirationDate: Day };
  readonly boundAt: string;
  readonly jobNumber: string;
  readonly currency: string;
  readonly billingMethod: string;
  readonly planCode: string;
  readonly streamId: string;
  readonly producerCode: string;
  readonly primaryInsuredName: string | null;
  readonly baseState: string | null;
  readonly isTermConfirmed: boolean;
  /** `waiting`: a sufficient payment will be told to the policy side; `told`: it was, once. */
  readonly notification: 'none' | 'waiting' | 'told';
  readonly status: 'open' | 'cancelled' | 'replaced';
  /** Billing has asked the policy side for its cancellation; absent means no. */
  readonly isCancellationAsked?: boolean;
  readonly cancelledOn: Day | null;
  readonly cancellation: { readonly reason: string; readonly holdInvoices: boolean } | null;
  /** Sufficient to confirm the term; fixed when it was booked. */
  readonly firstInvoice: Cents;
  readonly charges: readonly ChargeRow[];
  /** In the order of their due dates. */
  readonly invoices: readonly InvoiceRow[];
  /** Returns that found no unbilled invoice to reduce; counts like money. */
  readonly credit: Cents;
  readonly priorTerm: PeriodName | null;
  readonly replacedTerm: PeriodName | null;
}

export interface BookingRecord {
  readonly transactionId: string;
  readonly bookingId: string;
  readonly operation: string;
  /** Of operation, path and content. */
  readonly digest: string;
  readonly executedAt: string;
}

/**
 * What a payment is for: a term, known or not; an offer that may become one; or, up front, a policy transaction that
 * will. An offer is the policy transaction of its renewal.
 */
export type PaymentTarget =
  | ({ readonly kind: 'term' } & PeriodName)
  | { readonly kind: 'job'; readonly jobNumber: string }
  | { readonly kind: 'offer'; readonly offerId: string; readonly planCode: string | null };

export interface PaymentRecord {
  readonly paymentId: string;
  readonly target: PaymentTarget;
  readonly amount: Cents;
  readonly currency: string;
  readonly receivedAt: string;
  /** `upFront`: the policy side told it with the bind. */
  readonly source: 'received' | 'upFront';
  readonly reversal: { readonly reversedAt: string; readonly reason: string } | null;
}

export const CALLBACK_KINDS = [
  'confirmTerm',
  'paymentReceived',
  'paymentReversed',
  'renewalOfferPaid',
  'renewalOfferPaymentReversed',
  'beginCancellation',
  'rescheduleCancellation',
  'rescindCancellation',
] as const;
export type CallbackKind = (typeof CALLBACK_KINDS)[number];

/** What is asked of the policy side by hand, about a cancellation of a term. */
export type CancellationAsk =
  | ({
      readonly kind: 'beginCancellation';
      readonly reason?: string | undefined;
      readonly effectiveDate?: string | undefined;
      readonly recalculate?: boolean | undefined;
    } & PeriodName)
  | ({
      readonly kind: 'rescheduleCancellation';
      readonly requestId?: string | undefined;
      readonly effectiveDate?: string | undefined;
    } & PeriodName)
  | ({
      readonly kind: 'rescindCancellation';
      readonly requestId?: string | undefined;
      readonly receivedAt?: string | undefined;
    } & PeriodName);

/** What is told to the policy side. */
export type CallbackContent =
  | CancellationAsk
  | ({ readonly kind: 'confirmTerm' } & PeriodName)
  | ({
      readonly kind: 'paymentReceived';
      readonly paymentId: string;
      readonly amount: Cents;
      readonly currency: string;
      readonly receivedAt: string;
    } & PeriodName)
  | ({
      readonly kind: 'paymentReversed';
      readonly paymentId: string;
      readonly reason: string;
    } & PeriodName)
  | {
      readonly kind: 'renewalOfferPaid';
      readonly offerId: string;
      readonly planCode: string | null;
      readonly paymentId: string;
      readonly amount: Cents;
      readonly currency: string;
      readonly receivedAt: string;
    }
  | {
      readonly kind: 'renewalOfferPaymentReversed';
      readonly offerId: string;
      readonly paymentId: string;
      readonly reason: string;
    };

export interface CallbackRecord {
  readonly id: number;
  readonly transactionId: string;
  readonly content: CallbackContent;
  /** Callbacks of one subject go out one after another. */
  readonly subject: string;
  /**
   * `pending` goes out at `nextAttemptAt`; `held` waits until a later one of its subject has arrived; `withheld` is
   * never sent unless told; `refused` and `gaveUp` are left to a person.
   */
  readonly status: 'pending' | 'held' | 'withheld' | 'delivered' | 'refused' | 'gaveUp';
  readonly createdAt: string;
  /** Milliseconds since 1970, of the real clock. */
  readonly nextAttemptAt: number;
  readonly attempts: number;
  /** What came back last: a status, with the code of a problem or the name of a fault, or why nothing came. */
  readonly lastAnswer: string | null;
  /** Of a renewal offer: the policy number that was answered. */
  readonly policyNumberAnswered: string | null;
}
