import type { z } from 'zod';
import { accountOf, streamsOf } from '../book/accounts.js';
import { amountsOf, checkCurrency } from '../book/charges.js';
import { moneyText, total } from '../book/money.js';
import { periodOf } from '../book/periods.js';
import type { PeriodName } from '../book/records.js';
import {
  invoicingPlanOf,
  invoicingPlans,
  methodsOf,
  paymentPlanOf,
  plansFor,
  producerUnknown,
} from '../book/set-up.js';
import { schedule as plan } from '../book/slicing.js';
import { goodPayments, standingOf } from '../book/standing.js';
import type { Book } from '../book/store.js';
import type { paymentPlansRequestSchema, scheduleRequestSchema } from './schemas.js';

export function billingMethods(producerCode: string): object {
  const methods = methodsOf(producerCode);
  if (!methods) throw producerUnknown(404, producerCode);
  return { billingMethods: methods };
}

export function paymentPlans(
  book: Book,
  { charges, currency }: z.output<typeof paymentPlansRequestSchema>,
): object {
  checkCurrency(charges, currency);
  const offers = plansFor(book, amountsOf(charges)).map(
    ({ plan: offered, firstInvoice, installment, total: sum }) => ({
      ...offered,
      firstInvoice: moneyText(firstInvoice, currency),
      installment: moneyText(installment, currency),
      total: moneyText(sum, currency),
    }),
  );
  return { paymentPlans: offers };
}

export function invoicingPlanList(): object {
  return { invoicingPlans };
}

export function schedule(book: Book, request: z.output<typeof scheduleRequestSchema>): object {
  const { charges, currency, planCode, invoicingPlanCode, term } = request;
  checkCurrency(charges, currency);
  const { dueDayOfMonth } = invoicingPlanOf(invoicingPlanCode, 'invoicingPlanCode');
  const amounts = amountsOf(charges);
  const { invoices, droppedCount } = plan(
    paymentPlanOf(book, planCode),
    amounts,
    term.effectiveDate,
    dueDayOfMonth,
  );
  return {
    items: invoices.map(({ dueDate, kind, amount }) => ({
      dueDate,
      kind,
      money: moneyText(amount, currency),
    })),
    total: moneyText(total([amounts.premium, amounts.oneTime]), currency),
    droppedCount,
  };
}

export function periodInfo(book: Book, name: PeriodName): object {
  const period = periodOf(book, name);
  const standing = standingOf(book, period);
  const money = (cents: number): object => moneyText(cents, period.currency);
  return {
    policyNumber: period.policyNumber,
    termNumber: period.termNumber,
    accountNumber: period.accountNumber,
    term: period.term,
    currency: period.currency,
    billingMethod: period.billingMethod,
    planCode: period.planCode,
    streamId: period.streamId,
    producerCode: period.producerCode,
    status: period.status,
    cancelledOn: period.cancelledOn,
    isTermConfirmed: period.isTermConfirmed,
    firstInvoice: money(period.firstInvoice),
    charged: money(standing.charged),
    received: money(standing.received),
    unapplied: money(standing.unapplied),
    pastDue: money(standing.pastDue),
  };
}

export function statement(book: Book, name: PeriodName): object {
  const period = periodOf(book, name);
  const { policyNumber, termNumber, currency, charges, invoices, credit } = period;
  const money = (cents: number): object => moneyText(cents, currency);
  return {
    policyNumber,
    termNumber,
    currency,
    charges: charges.map(({ transactionId, kind, name: of, line, state, amount }) => ({
      transactionId,
      kind,
      name: of,
      line,
      state,
      money: money(amount),
    })),
    invoiced: money(total(invoices.map(({ amount }) => amount)) - credit),
    payments: goodPayments(book, period).map(({ paymentId, amount }) => ({
      paymentId,
      money: money(amount),
    })),
  };
}

/** As many as one page has. */
const PAGE = 1_000;

export function periods(book: Book, after = ''): object {
  const sorted = book.periods
    .all()
    .map(({ policyNumber, termNumber }) => ({
      key: `${policyNumber} ${String(termNumber).padStart(4, '0')}`,
      name: { policyNumber, termNumber },
    }))
    .filter(({ key }) => key > after)
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  const page = sorted.slice(0, PAGE);
  const next = sorted.length > PAGE ? (page.at(-1)?.key ?? null) : null;
  return { terms: page.map(({ name }) => name), next };
}

export function account(book: Book, accountNumber: string): object {
  const { currency } = accountOf(book, accountNumber, 404);
  return { accountNumber, currency };
}

export function invoiceStreams(book: Book, accountNumber: string): object {
  accountOf(book, accountNumber, 404);
  const streams = streamsOf(book, accountNumber).map(({ streamId, name, currency, plan: own }) => ({
    streamId,
    name,
    invoicingPlanCode: own.invoicingPlanCode,
    currency,
  }));
  return { invoiceStreams: streams };
}
