import { Refusal } from '../http/refusal.js';
import type { NewPeriod } from '../http/schemas.js';
import { accountOf, streamFor } from './accounts.js';
import { amountsOf, chargeRows, checkCurrency, currencyMismatch } from './charges.js';
import {
  notifyIfSufficient,
  recordUpFrontPayment,
  tellUpFrontPayments,
  type Tell,
} from './payments.js';
import type { InvoiceRow, PeriodName, PeriodRecord } from './records.js';
import { checkBillingMethod, paymentPlanOf } from './set-up.js';
import { termOfJobKey } from './standing.js';
import { schedule, type PlannedInvoice } from './slicing.js';
import { periodKey, type Book } from './store.js';

export interface PeriodOrigin {
  readonly operation: string;
  readonly priorTerm: PeriodName | null;
  readonly replacedTerm: PeriodName | null;
}

/** Opens a term with its invoices; money that came before it is counted at once. */
export function openPeriod(
  book: Book,
  tell: Tell,
  name: PeriodName,
  request: NewPeriod,
  origin: PeriodOrigin,
): void {
  if (book.periods.get(periodKey(name))) {
    throw new Refusal(
      409,
      'periodExists',
      `Term ${String(name.termNumber)} of policy ${name.policyNumber} is there already.`,
      {
        field: 'termNumber',
        remedy: 'Look at the term that is there; it was booked under another id.',
      },
    );
  }
  const account = accountOf(book, request.accountNumber, 422);
  if (request.currency !== account.currency)
    throw currencyMismatch(request.currency, account.currency, 'currency');
  checkCurrency(request.charges, request.currency);
  checkBillingMethod(request.producerCode, request.billingMethod);
  checkPriorTerm(book, origin.priorTerm);
  markReplaced(book, origin.replacedTerm);
  const plan = paymentPlanOf(book, request.planCode);
  const stream = streamFor(book, account, request.stream);

  const { effectiveDate } = request.term;
  const amounts = amountsOf(request.charges);
  const planned = schedule(plan, amounts, effectiveDate, stream.plan.dueDayOfMonth).invoices;
  const period: PeriodRecord = {
    ...name,
    accountNumber: account.accountNumber,
    term: request.term,
    boundAt: request.boundAt,
    jobNumber: request.jobNumber,
    currency: request.currency,
    billingMethod: request.billingMethod,
    planCode: plan.planCode,
    streamId: stream.streamId,
    producerCode: request.producerCode,
    primaryInsuredName: null,
    baseState: null,
    isTermConfirmed: request.isTermConfirmed,
    notification: request.notifyUponSufficientPayment ? 'waiting' : 'none',
    status: 'open',
    cancelledOn: null,
    cancellation: null,
    firstInvoice: Math.max(0, planned[0]?.amount ?? 0),
    charges: chargeRows(request.charges, {
      ...request,
      operation: origin.operation,
      effectiveDate,
    }),
    invoices: planned.map((invoice) => numbered(book, invoice)),
    credit: 0,
    priorTerm: origin.priorTerm,
    replacedTerm: origin.replacedTerm,
  };
  book.periods.put(periodKey(name), period);
  const ofJob = termOfJobKey(request.jobNumber);
  // A transaction makes one term; should a second one name it, its money stays with the first.
  if (book.index.get(ofJob) === undefined) book.index.put(ofJob, JSON.stringify(name));
  for (const [index, payment] of request.upFrontPayments.entries())
    recordUpFrontPayment(book, period, payment, `upFrontPayments.${index}`);
  tellUpFrontPayments(book, tell, period);
  notifyIfSufficient(book, tell, name);
}

export function numbered(book: Book, invoice: PlannedInvoice): InvoiceRow {
  return { ...invoice, invoiceNumber: book.nextNumber('invoice') };
}

export function periodOf(book: Book, name: PeriodName): PeriodRecord {
  const period = book.periods.get(periodKey(name));
  if (period) return period;
  throw new Refusal(
    404,
    'periodUnknown',
    `There is no term ${String(name.termNumber)} of policy ${name.policyNumber}.`,
    { field: 'policyNumber', remedy: 'Book the term first.' },
  );
}

function checkPriorTerm(book: Book, prior: PeriodName | null): void {
  if (prior === null || book.periods.get(periodKey(prior))) return;
  throw new Refusal(
    422,
    'priorPeriodUnknown',
    `There is no term ${String(prior.termNumber)} of policy ${prior.policyNumber}.`,
    { field: 'priorTerm', remedy: 'Leave the prior term null when billing does not know it.' },
  );
}

function markReplaced(book: Book, replaced: PeriodName | null): void {
  if (replaced === null) return;
  const period = book.periods.get(periodKey(replaced));
  const named = `term ${String(replaced.termNumber)} of policy ${replaced.policyNumber}`;
  if (!period) {
    throw new Refusal(422, 'replacedPeriodUnknown', `There is no ${named}.`, {
      field: 'replacedTerm',
      remedy: 'Name the term that was cancelled for the rewrite.',
    });
  }
  if (period.status === 'open') {
    throw new Refusal(422, 'replacedPeriodInForce', `The ${named} is not cancelled.`, {
      field: 'replacedTerm',
      remedy: 'Book its cancellation first.',
    });
  }
  book.periods.put(periodKey(replaced), { ...period, status: 'replaced' });
}
