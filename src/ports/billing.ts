import type { Charge } from '../domain/money/charges.js';
import type { CivilDate } from '../domain/calendar/civil-date.js';
import type { Cents } from '../domain/money/cents.js';
import type { BillingMethod, UpFrontPayment } from '../domain/billing/choices.js';

export type { BillingMethod, UpFrontPayment } from '../domain/billing/choices.js';

/**
 * What Bindery needs from a billing system: what it offers before a bind, and that it books what was bound.
 *
 * Billing owns the money: it slices charges into invoices, receives payments, and says by its own messages when enough
 * has come in. Bindery tells it what was written in the policy system, after it was written, and never the other way round.
 *
 * **Look-ups** change nothing and may be repeated at will.
 *
 * **Bookings** carry a `transactionId` made by the caller from the workflow id and the step. A repeat of the same
 * booking under the same id is answered `alreadyExecuted` and books nothing: that is success, and comes back as a value.
 * So a lost answer is `SystemUnavailable`, and the way out is always the same call with the same id.
 * Another booking under an id that was used is a `SystemRejection` with code `contentDiffers`; the first stands.
 *
 * Every method may throw the errors of `call-errors.ts`: `SystemUnavailable` (repeat later), `SystemRejection`
 * (the answer is no) and `SystemContractError` (the answer makes no sense).
 *
 * Amounts are whole cents of the one currency that the request names, a three-letter ISO 4217 code.
 */
export interface BillingSystem {
  // --- Look-ups ---

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

  /** How a term stands in billing, or null when billing does not know it. Read before a renewal or rewrite is quoted. */
  getPeriodInfo(period: PeriodKey): Promise<PeriodInfo | null>;

  /** The invoice streams of an account, oldest first; empty for an account that billing does not know. */
  getInvoiceStreams(account: AccountKey): Promise<readonly InvoiceStream[]>;

  /** Whether billing knows the account. It is asked, not remembered. */
  accountExists(account: AccountKey): Promise<boolean>;

  // --- Bookings: repeatable under the same transaction id ---

  /**
   * Tells billing who the account is, once, at the account's first bind.
   *
   * @returns `accountExists` when another transaction made the account in the meantime; nothing was changed, and
   *   the caller goes on as after success
   */
  createAccount(account: AccountBooking): Promise<BookingOutcome | AccountExists>;

  /** The account holder or the billing contact has changed. @throws SystemRejection `accountUnknown` */
  updateAccount(account: AccountBooking): Promise<BookingOutcome>;

  /**
   * Books a new policy's first term with its charges, at bind. Also the form for a term whose prior term billing does
   * not know.
   *
   * @throws SystemRejection `accountUnknown`, `periodExists`, `planUnknown`, `streamUnknown`, `invoicingPlanUnknown`,
   *   `currencyMismatch`, `producerUnknown`, `agencyBillNotAllowed`, `paymentConflict`
   */
  createPolicyPeriod(period: NewPeriod): Promise<BookingOutcome>;

  /**
   * Books the next term, at bind of the renewal. Charges are never copied from the prior term.
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

/** A term as billing names it: the policy's number and the ordinal of its term, 1 for new business. */
export interface PeriodKey {
  readonly policyNumber: string;
  readonly termNumber: number;
}

export interface AccountKey {
  readonly accountNumber: string;
}

/** Covers `effectiveDate` and does not cover `expirationDate`. */
export interface BillingTerm {
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
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

/** A sequence of invoices, with an unapplied fund of its own. */
export interface InvoiceStream {
  readonly streamId: string;
  readonly name: string;
  readonly invoicingPlanCode: string;
  readonly currency: string;
}

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

export interface AccountExists {
  readonly outcome: 'accountExists';
}

export interface AccountBooking extends Booking, AccountKey {
  /** All invoices of the account are in this currency. */
  readonly currency: string;
  readonly holder: BillingContact;
  /** Gets the invoices; the holder unless said. */
  readonly billingContact?: BillingContact;
}

/** Personal data: in no id, no message and no log. */
export interface BillingContact {
  readonly name: string;
  readonly address: {
    readonly line1: string;
    readonly line2?: string;
    readonly city: string;
    readonly state: string;
    readonly postalCode: string;
    /** ISO 3166-1 alpha-3. */
    readonly country: string;
  };
  readonly email?: string;
  readonly phone?: string;
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
