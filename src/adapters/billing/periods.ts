import { z } from 'zod';
import type { BillingSystem } from '../../ports/billing.js';
import type { NewPeriod, PeriodInfo, StreamChoice } from '../../ports/billing/periods.js';
import type { PeriodKey } from '../../ports/billing/booking.js';
import {
  billingMethod,
  civilDate,
  currency,
  moneyIn,
  outcomeOf,
  term as termAnswer,
  text,
} from './answers.js';
import type { BillingCalls } from './billing-calls.js';
import { termPath, toCharges, toMoney, toTerm } from './requests.js';

type Periods = Pick<
  BillingSystem,
  | 'getPeriodInfo'
  | 'createPolicyPeriod'
  | 'renewPolicyPeriod'
  | 'rewritePolicyPeriod'
  | 'updateTermConfirmed'
>;

/** The terms that billing opens, and how they stand. */
export function createPeriods({ call }: BillingCalls): Periods {
  return {
    async getPeriodInfo(period) {
      const operation = 'getPeriodInfo';
      return call<PeriodInfo | null>({
        operation,
        method: 'GET',
        path: termPath(operation, period),
        answer: infoOf(period),
        meanings: { periodUnknown: null },
      });
    },

    async createPolicyPeriod(period) {
      const operation = 'createPolicyPeriod';
      return call({
        operation,
        method: 'POST',
        path: `${termPath(operation, period)}/issuance`,
        body: toNewPeriod(operation, period),
        answer: outcomeOf(period.transactionId),
        personal: namesIn(period),
      });
    },

    async renewPolicyPeriod(period) {
      const operation = 'renewPolicyPeriod';
      const { priorTerm } = period;
      return call({
        operation,
        method: 'POST',
        path: `${termPath(operation, period)}/renewal`,
        body: {
          ...toNewPeriod(operation, period),
          priorTerm: priorTerm === null ? null : toPeriodKey(priorTerm),
        },
        answer: outcomeOf(period.transactionId),
        personal: namesIn(period),
      });
    },

    async rewritePolicyPeriod(period) {
      const operation = 'rewritePolicyPeriod';
      return call({
        operation,
        method: 'POST',
        path: `${termPath(operation, period)}/rewrite`,
        body: {
          ...toNewPeriod(operation, period),
          replacedTerm: toPeriodKey(period.replacedTerm),
        },
        answer: outcomeOf(period.transactionId),
        personal: namesIn(period),
      });
    },

    async updateTermConfirmed(confirmation) {
      const operation = 'updateTermConfirmed';
      const { transactionId, isTermConfirmed } = confirmation;
      return call({
        operation,
        method: 'POST',
        path: `${termPath(operation, confirmation)}/confirmation`,
        body: { transactionId, isTermConfirmed },
        answer: outcomeOf(transactionId),
      });
    },
  };
}

/** All amounts of a term are in its currency, which is known only when the answer is read. */
function infoOf(asked: PeriodKey): z.ZodType<PeriodInfo> {
  return z.looseObject({ currency }).transform((answer, context): PeriodInfo => {
    const parsed = periodInfo(asked, answer.currency).safeParse(answer);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) context.issues.push({ ...issue, input: undefined });
    return z.NEVER;
  });
}

function periodInfo(asked: PeriodKey, inCurrency: string) {
  const money = moneyIn(inCurrency);
  return z
    .object({
      policyNumber: text.refine((name) => name === asked.policyNumber, 'not the one asked for'),
      termNumber: z.int().refine((number) => number === asked.termNumber, 'not the one asked for'),
      accountNumber: text,
      term: termAnswer,
      currency,
      billingMethod,
      planCode: text,
      streamId: text,
      producerCode: text,
      status: z.enum(['open', 'cancelled', 'replaced']),
      cancelledOn: civilDate.nullable(),
      isTermConfirmed: z.boolean(),
      firstInvoice: money,
      charged: money,
      received: money,
      unapplied: money,
      pastDue: money,
    })
    .transform(({ firstInvoice, charged, received, unapplied, pastDue, ...info }) => ({
      ...info,
      firstInvoiceCents: firstInvoice,
      chargedCents: charged,
      receivedCents: received,
      unappliedCents: unapplied,
      pastDueCents: pastDue,
    }));
}

function toNewPeriod(operation: string, period: NewPeriod): object {
  return {
    transactionId: period.transactionId,
    accountNumber: period.accountNumber,
    term: toTerm(period.term),
    boundAt: period.boundAt,
    jobNumber: period.jobNumber,
    currency: period.currency,
    charges: toCharges(operation, period),
    billingMethod: period.billingMethod,
    planCode: period.planCode,
    stream: toStream(period.stream),
    producerCode: period.producerCode,
    upFrontPayments: period.upFrontPayments.map(
      ({ paymentId, amountCents, receivedAt }, index) => ({
        paymentId,
        money: toMoney(amountCents, period.currency, {
          operation,
          field: `upFrontPayments.${index}.amountCents`,
        }),
        receivedAt,
      }),
    ),
    isTermConfirmed: period.isTermConfirmed,
    notifyUponSufficientPayment: period.notifyUponSufficientPayment,
  };
}

/** A plan that is made for a payer may be named after them. */
function namesIn({ stream }: NewPeriod): readonly string[] {
  return stream.kind === 'newPlan' ? [stream.name] : [];
}

function toStream(choice: StreamChoice): StreamChoice {
  switch (choice.kind) {
    case 'existing':
      return { kind: choice.kind, streamId: choice.streamId };
    case 'new':
      return { kind: choice.kind, invoicingPlanCode: choice.invoicingPlanCode };
    case 'newPlan':
      return { kind: choice.kind, name: choice.name, dueDayOfMonth: choice.dueDayOfMonth };
  }
}

function toPeriodKey({ policyNumber, termNumber }: PeriodKey): PeriodKey {
  return { policyNumber, termNumber };
}
