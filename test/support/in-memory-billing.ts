import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { CivilDate } from '../../src/domain/calendar/civil-date.js';
import { totalOf, type Charge } from '../../src/domain/money/charges.js';
import { sumCents } from '../../src/domain/money/cents.js';
import { SystemRejection } from '../../src/ports/call-errors.js';
import type {
  AccountBooking,
  AccountExists,
  AccountKey,
  InvoiceStream,
} from '../../src/ports/billing/accounts.js';
import type { BillingMethod } from '../../src/domain/billing/choices.js';
import type {
  BillingMethodsRequest,
  InvoicingPlan,
  PaymentPlanOffer,
  PaymentPlansRequest,
  Schedule,
  ScheduleRequest,
} from '../../src/ports/billing/offers.js';
import type { BillingSystem } from '../../src/ports/billing.js';
import type { Booking, BookingOutcome, PeriodKey } from '../../src/ports/billing/booking.js';
import type { PeriodsPage, PeriodStatement } from '../../src/ports/billing/statements.js';
import type {
  NewPeriod,
  PeriodInfo,
  RenewalPeriod,
  RewritePeriod,
  StreamChoice,
} from '../../src/ports/billing/periods.js';
import type {
  PeriodBooking,
  PeriodCancellation,
  PolicyChange,
  Reinstatement,
  TermConfirmation,
} from '../../src/ports/billing/changes.js';
import { isSpread, offerOf, scheduleOf, type KnownPlan } from './in-memory-schedule.js';

export interface InMemoryBillingOptions {
  /** Producers by their code, with whether the agent may collect. */
  readonly producers?: ReadonlyMap<string, { readonly hasAgencyBill: boolean }>;
  readonly paymentPlans?: readonly KnownPlan[];
  /** How long every method takes, to look like a system behind a network. Milliseconds. */
  readonly latencyMs?: number;
}

/** How many of each there are: what a test looks at to see that something was booked once. */
export interface BillingBook {
  readonly accounts: number;
  readonly streams: number;
  readonly periods: number;
  readonly confirmedPeriods: number;
  readonly payments: number;
  /** All bookings, refused ones and repeats not counted. */
  readonly bookings: number;
}

type Method = keyof BillingSystem;

interface PlannedFailure {
  readonly error: Error;
  readonly when: 'before' | 'after';
}

interface Period {
  readonly booking: NewPeriod;
  readonly streamId: string;
  readonly firstInvoiceCents: number;
  readonly charges: (Charge & { readonly booking: string })[];
  term: PeriodInfo['term'];
  producerCode: string;
  status: PeriodInfo['status'];
  cancelledOn: CivilDate | null;
  isTermConfirmed: boolean;
}

interface Payment {
  readonly period: string;
  readonly amountCents: number;
}

type Stream = InvoiceStream & { readonly accountNumber: string };

const PRODUCERS = new Map([
  ['4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad', { hasAgencyBill: true }],
  ['79d51983-f82c-5d80-9d21-cd73b829a8ab', { hasAgencyBill: false }],
]);
const PAYMENT_PLANS: readonly KnownPlan[] = [
  planOf('FULL', 'In full', 10_000, 0, 12),
  planOf('TWO', 'Half down, half after six months', 5000, 1, 6),
  planOf('TEN', '25 % down, nine monthly instalments', 2500, 9, 1),
];
const INVOICING_PLANS: readonly [InvoicingPlan, ...InvoicingPlan[]] = [
  { invoicingPlanCode: 'TERM_DAY', name: 'On the day the term began', dueDayOfMonth: null },
  { invoicingPlanCode: 'MONTH_START', name: 'On the first of the month', dueDayOfMonth: 1 },
];

/**
 * A whole billing system in memory, with the meaning of the port and none of its transport.
 *
 * Bookings are kept by their transaction id, as the port says. It can be told to fail before or after a method did its
 * work; a failure after the work is an answer that was lost.
 */
export class InMemoryBilling implements BillingSystem {
  /** How often each method was called, failed calls included. */
  readonly calls = new Map<Method, number>();

  /** A billing system need not offer what it has on its books. */
  hasStatements = true;

  /** Of every term; for a test that wants one to be dunned. */
  pastDueCents = 0;
  readonly #producers: ReadonlyMap<string, { readonly hasAgencyBill: boolean }>;
  readonly #paymentPlans: readonly KnownPlan[];
  readonly #latencyMs: number;
  readonly #failures = new Map<Method, PlannedFailure[]>();
  readonly #accounts = new Map<string, AccountBooking>();
  readonly #streams = new Map<string, Stream>();
  readonly #periods = new Map<string, Period>();
  readonly #payments = new Map<string, Payment>();
  readonly #bookings = new Map<
    string,
    { readonly method: Method; readonly content: Booking; readonly bookingId: string }
  >();

  constructor({
    producers = PRODUCERS,
    paymentPlans = PAYMENT_PLANS,
    latencyMs = 0,
  }: InMemoryBillingOptions = {}) {
    this.#producers = producers;
    this.#paymentPlans = paymentPlans;
    this.#latencyMs = latencyMs;
  }

  /** The next call of `method` fails with `error`; several calls of this queue up. */
  failNext(method: Method, error: Error, when: 'before' | 'after'): void {
    const queue = this.#failures.get(method) ?? [];
    queue.push({ error, when });
    this.#failures.set(method, queue);
  }

  get book(): BillingBook {
    const periods = [...this.#periods.values()];
    return {
      accounts: this.#accounts.size,
      streams: this.#streams.size,
      periods: periods.length,
      confirmedPeriods: periods.filter(({ isTermConfirmed }) => isTermConfirmed).length,
      payments: this.#payments.size,
      bookings: this.#bookings.size,
    };
  }

  /** What was booked, oldest first: operation and content as they came. */
  get bookings(): readonly { readonly method: Method; readonly content: Booking }[] {
    return [...this.#bookings.values()].map(({ method, content }) => ({ method, content }));
  }

  getBillingMethods(request: BillingMethodsRequest): Promise<readonly BillingMethod[]> {
    return this.#perform('getBillingMethods', () =>
      this.#producer('getBillingMethods', request.producerCode).hasAgencyBill
        ? ['directBill', 'agencyBill']
        : ['directBill'],
    );
  }

  getPaymentPlans(request: PaymentPlansRequest): Promise<readonly PaymentPlanOffer[]> {
    return this.#perform('getPaymentPlans', () => {
      const offers = this.#paymentPlans
        .filter((plan) => isSpread(plan, request.charges))
        .map((plan) => offerOf(plan, request.charges))
        .sort((one, other) => other.firstInvoiceCents - one.firstInvoiceCents);
      const firstInvoices = new Set(offers.map(({ firstInvoiceCents }) => firstInvoiceCents));
      if (firstInvoices.size < offers.length) {
        throw rejection('getPaymentPlans', 'equalFirstInvoices', 'charges');
      }
      return offers;
    });
  }

  getInvoicingPlans(): Promise<readonly InvoicingPlan[]> {
    return this.#perform('getInvoicingPlans', () => INVOICING_PLANS);
  }

  previewSchedule(request: ScheduleRequest): Promise<Schedule> {
    return this.#perform('previewSchedule', () => {
      const plan = this.#plan('previewSchedule', request.planCode);
      const { dueDayOfMonth } = invoicingPlan(
        'previewSchedule',
        'invoicingPlanCode',
        request.invoicingPlanCode,
      );
      return scheduleOf(plan, request.charges, request.term, dueDayOfMonth);
    });
  }

  getPeriodInfo(key: PeriodKey): Promise<PeriodInfo | null> {
    return this.#perform('getPeriodInfo', () => {
      const period = this.#periods.get(nameOf(key));
      return period ? this.#infoOf(period) : null;
    });
  }

  getStatement(key: PeriodKey): Promise<PeriodStatement | null> {
    return this.#perform('getStatement', () => {
      const period = this.#periods.get(nameOf(key));
      if (!period || !this.hasStatements) return null;
      return {
        charges: period.charges.map(({ kind, name, line, state, amountCents, booking }) => ({
          transactionId: booking,
          ...{ kind, name, line, state, amountCents },
        })),
        invoicedCents: totalOf(period.charges),
        payments: [...this.#payments]
          .filter(([, payment]) => payment.period === nameOf(key))
          .map(([paymentId, { amountCents }]) => ({ paymentId, amountCents })),
      };
    });
  }

  listPeriods(): Promise<PeriodsPage | null> {
    return this.#perform('listPeriods', () => ({
      periods: [...this.#periods.values()].map(({ booking: { policyNumber, termNumber } }) => {
        return { policyNumber, termNumber };
      }),
      next: null,
    }));
  }

  getInvoiceStreams({ accountNumber }: AccountKey): Promise<readonly InvoiceStream[]> {
    return this.#perform('getInvoiceStreams', () =>
      [...this.#streams.values()]
        .filter((stream) => stream.accountNumber === accountNumber)
        .map(({ streamId, name, invoicingPlanCode, currency }) => ({
          streamId,
          name,
          invoicingPlanCode,
          currency,
        })),
    );
  }

  accountExists({ accountNumber }: AccountKey): Promise<boolean> {
    return this.#perform('accountExists', () => this.#accounts.has(accountNumber));
  }

  createAccount(account: AccountBooking): Promise<BookingOutcome | AccountExists> {
    return this.#perform('createAccount', () => {
      const isOwn = this.#bookings.has(account.transactionId);
      if (this.#accounts.has(account.accountNumber) && !isOwn) return { outcome: 'accountExists' };
      return this.#bookOnce('createAccount', account, () => {
        this.#accounts.set(account.accountNumber, account);
      });
    });
  }

  updateAccount(account: AccountBooking): Promise<BookingOutcome> {
    return this.#perform('updateAccount', () =>
      this.#bookOnce('updateAccount', account, () => {
        this.#account('updateAccount', account);
        this.#accounts.set(account.accountNumber, account);
      }),
    );
  }

  createPolicyPeriod(period: NewPeriod): Promise<BookingOutcome> {
    return this.#perform('createPolicyPeriod', () =>
      this.#bookOnce('createPolicyPeriod', period, () => {
        this.#open('createPolicyPeriod', period);
      }),
    );
  }

  renewPolicyPeriod(period: RenewalPeriod): Promise<BookingOutcome> {
    return this.#perform('renewPolicyPeriod', () =>
      this.#bookOnce('renewPolicyPeriod', period, () => {
        if (period.priorTerm && !this.#periods.has(nameOf(period.priorTerm))) {
          throw rejection('renewPolicyPeriod', 'priorPeriodUnknown', 'priorTerm');
        }
        this.#open('renewPolicyPeriod', period);
      }),
    );
  }

  rewritePolicyPeriod(period: RewritePeriod): Promise<BookingOutcome> {
    return this.#perform('rewritePolicyPeriod', () =>
      this.#bookOnce('rewritePolicyPeriod', period, () => {
        const replaced = this.#periods.get(nameOf(period.replacedTerm));
        if (!replaced) {
          throw rejection('rewritePolicyPeriod', 'replacedPeriodUnknown', 'replacedTerm');
        }
        if (replaced.status === 'open') {
          throw rejection('rewritePolicyPeriod', 'replacedPeriodInForce', 'replacedTerm');
        }
        this.#open('rewritePolicyPeriod', period);
        replaced.status = 'replaced';
      }),
    );
  }

  issuePolicyChange(change: PolicyChange): Promise<BookingOutcome> {
    return this.#perform('issuePolicyChange', () =>
      this.#bookOnce('issuePolicyChange', change, () => {
        const period = this.#periodFor('issuePolicyChange', change);
        if (period.status !== 'open') {
          throw rejection('issuePolicyChange', 'periodCancelled', 'termNumber');
        }
        period.charges.push(...bookedBy(change));
        period.term = change.term ?? period.term;
        period.producerCode = change.producerCode ?? period.producerCode;
      }),
    );
  }

  cancelPolicyPeriod(cancellation: PeriodCancellation): Promise<BookingOutcome> {
    return this.#perform('cancelPolicyPeriod', () =>
      this.#bookOnce('cancelPolicyPeriod', cancellation, () => {
        const period = this.#periodFor('cancelPolicyPeriod', cancellation);
        const { cancelledOn } = period;
        if (cancelledOn !== null && cancellation.effectiveDate >= cancelledOn) {
          throw rejection('cancelPolicyPeriod', 'notEarlier', 'effectiveDate');
        }
        period.charges.push(...bookedBy(cancellation));
        period.status = 'cancelled';
        period.cancelledOn = cancellation.effectiveDate;
      }),
    );
  }

  issueReinstatement(reinstatement: Reinstatement): Promise<BookingOutcome> {
    return this.#perform('issueReinstatement', () =>
      this.#bookOnce('issueReinstatement', reinstatement, () => {
        const period = this.#periodFor('issueReinstatement', reinstatement);
        if (period.status !== 'cancelled') {
          throw rejection('issueReinstatement', 'periodNotCancelled', 'termNumber');
        }
        if (reinstatement.effectiveDate < (period.cancelledOn ?? '')) {
          throw rejection('issueReinstatement', 'dateOutsideTerm', 'effectiveDate');
        }
        period.charges.push(...bookedBy(reinstatement));
        period.status = 'open';
        period.cancelledOn = null;
      }),
    );
  }

  updateTermConfirmed(confirmation: TermConfirmation): Promise<BookingOutcome> {
    return this.#perform('updateTermConfirmed', () =>
      this.#bookOnce('updateTermConfirmed', confirmation, () => {
        this.#period('updateTermConfirmed', confirmation).isTermConfirmed = true;
      }),
    );
  }

  async #perform<T>(method: Method, work: () => T): Promise<T> {
    this.calls.set(method, (this.calls.get(method) ?? 0) + 1);
    if (this.#latencyMs > 0) await setTimeout(this.#latencyMs);
    const planned = this.#failures.get(method)?.shift();
    if (planned?.when === 'before') throw planned.error;
    // What a caller keeps, or changes later, is not what is on file here.
    const answer = structuredClone(work());
    if (planned) throw planned.error;
    return answer;
  }

  /** `work` checks everything before it changes anything: a refused booking has not used its id. */
  #bookOnce(method: Method, booking: Booking, work: () => void): BookingOutcome {
    const earlier = this.#bookings.get(booking.transactionId);
    if (earlier) {
      if (earlier.method !== method || !isDeepStrictEqual(earlier.content, booking)) {
        throw rejection(method, 'contentDiffers', 'transactionId');
      }
      return { outcome: 'alreadyExecuted', bookingId: earlier.bookingId };
    }
    work();
    const bookingId = `B-${this.#bookings.size + 1}`;
    const content = structuredClone(booking);
    this.#bookings.set(booking.transactionId, { method, content, bookingId });
    return { outcome: 'executed', bookingId };
  }

  #open(method: Method, booking: NewPeriod): void {
    const name = nameOf(booking);
    const account = this.#account(method, booking);
    if (account.currency !== booking.currency) {
      throw rejection(method, 'currencyMismatch', 'currency');
    }
    if (this.#periods.has(name)) throw rejection(method, 'periodExists', 'termNumber');
    const plan = this.#plan(method, booking.planCode);
    const producer = this.#producer(method, booking.producerCode);
    if (booking.billingMethod === 'agencyBill' && !producer.hasAgencyBill) {
      throw rejection(method, 'agencyBillNotAllowed', 'billingMethod');
    }
    for (const { paymentId, amountCents } of booking.upFrontPayments) {
      const told = this.#payments.get(paymentId);
      if (told && (told.period !== name || told.amountCents !== amountCents)) {
        throw rejection(method, 'paymentConflict', 'upFrontPayments');
      }
    }
    const streamId = this.#streamFor(method, booking, booking.stream);
    for (const { paymentId, amountCents } of booking.upFrontPayments) {
      this.#payments.set(paymentId, { period: name, amountCents });
    }
    this.#periods.set(name, {
      booking,
      streamId,
      firstInvoiceCents: offerOf(plan, booking.charges).firstInvoiceCents,
      charges: bookedBy(booking),
      term: booking.term,
      producerCode: booking.producerCode,
      status: 'open',
      cancelledOn: null,
      isTermConfirmed: booking.isTermConfirmed,
    });
  }

  #streamFor(method: Method, booking: NewPeriod, choice: StreamChoice): string {
    const { accountNumber, currency } = booking;
    if (choice.kind === 'existing') {
      if (this.#streams.get(choice.streamId)?.accountNumber !== accountNumber) {
        throw rejection(method, 'streamUnknown', 'stream.streamId');
      }
      return choice.streamId;
    }
    const streamId = `S-${this.#streams.size + 1}`;
    const plan =
      choice.kind === 'new'
        ? invoicingPlan(method, 'stream.invoicingPlanCode', choice.invoicingPlanCode)
        : { ...choice, invoicingPlanCode: `OWN-${streamId}` };
    const { name, invoicingPlanCode } = plan;
    this.#streams.set(streamId, { streamId, accountNumber, name, invoicingPlanCode, currency });
    return streamId;
  }

  #infoOf(period: Period): PeriodInfo {
    const { booking } = period;
    const chargedCents = totalOf(period.charges);
    const receivedCents = sumCents(
      [...this.#payments.values()]
        .filter((payment) => payment.period === nameOf(booking))
        .map(({ amountCents }) => amountCents),
    );
    return {
      policyNumber: booking.policyNumber,
      termNumber: booking.termNumber,
      accountNumber: booking.accountNumber,
      term: period.term,
      currency: booking.currency,
      billingMethod: booking.billingMethod,
      planCode: booking.planCode,
      streamId: period.streamId,
      producerCode: period.producerCode,
      status: period.status,
      cancelledOn: period.cancelledOn,
      isTermConfirmed: period.isTermConfirmed,
      firstInvoiceCents: period.firstInvoiceCents,
      chargedCents,
      receivedCents,
      unappliedCents: Math.max(0, receivedCents - chargedCents),
      pastDueCents: this.pastDueCents,
    };
  }

  #producer(method: Method, producerCode: string): { readonly hasAgencyBill: boolean } {
    const producer = this.#producers.get(producerCode);
    if (!producer) throw rejection(method, 'producerUnknown', 'producerCode');
    return producer;
  }

  #plan(method: Method, planCode: string): KnownPlan {
    const plan = this.#paymentPlans.find((known) => known.planCode === planCode);
    if (!plan) throw rejection(method, 'planUnknown', 'planCode');
    return plan;
  }

  #account(method: Method, { accountNumber }: AccountKey): AccountBooking {
    const account = this.#accounts.get(accountNumber);
    if (!account) throw rejection(method, 'accountUnknown', 'accountNumber');
    return account;
  }

  #period(method: Method, key: PeriodKey): Period {
    const period = this.#periods.get(nameOf(key));
    if (!period) throw rejection(method, 'periodUnknown', 'policyNumber');
    return period;
  }

  #periodFor(method: Method, booking: PeriodBooking): Period {
    const period = this.#period(method, booking);
    const { effectiveDate, expirationDate } = period.term;
    if (booking.effectiveDate < effectiveDate || booking.effectiveDate >= expirationDate) {
      throw rejection(method, 'dateOutsideTerm', 'effectiveDate');
    }
    if (booking.currency !== period.booking.currency) {
      throw rejection(method, 'currencyMismatch', 'currency');
    }
    return period;
  }
}

function bookedBy({ transactionId, charges }: Booking & { readonly charges: readonly Charge[] }) {
  return charges.map((charge) => ({ ...charge, booking: transactionId }));
}

function planOf(
  planCode: string,
  name: string,
  downPaymentBasisPoints: number,
  installmentCount: number,
  intervalMonths: number,
): KnownPlan {
  return { planCode, name, downPaymentBasisPoints, installmentCount, intervalMonths };
}

/** The usual one unless said. */
function invoicingPlan(method: Method, field: string, code?: string): InvoicingPlan {
  const plan =
    code === undefined
      ? INVOICING_PLANS[0]
      : INVOICING_PLANS.find(({ invoicingPlanCode }) => invoicingPlanCode === code);
  if (!plan) throw rejection(method, 'invoicingPlanUnknown', field);
  return plan;
}

function nameOf({ policyNumber, termNumber }: PeriodKey): string {
  return JSON.stringify([policyNumber, termNumber]);
}

function rejection(method: Method, code: string, field: string): SystemRejection {
  return new SystemRejection(
    { system: 'billing', operation: method },
    { code, reason: `in memory: ${code}`, field, remedy: `Correct ${field}.` },
  );
}
