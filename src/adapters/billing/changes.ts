import type { BillingSystem } from '../../ports/billing.js';
import type { PeriodBooking } from '../../ports/billing/changes.js';
import { outcomeOf } from './answers.js';
import type { BillingCalls } from './billing-calls.js';
import { termPath, toCharges, toTerm } from './requests.js';

type Changes = Pick<
  BillingSystem,
  'issuePolicyChange' | 'cancelPolicyPeriod' | 'issueReinstatement'
>;

/** What happens to a term that billing has. */
export function createChanges({ call }: BillingCalls): Changes {
  return {
    async issuePolicyChange(change) {
      const operation = 'issuePolicyChange';
      const { description, baseState, term, primaryInsuredName, producerCode } = change;
      return call({
        operation,
        method: 'POST',
        path: `${termPath(operation, change)}/changes`,
        body: {
          ...toBooking(operation, change),
          // Members that are undefined do not appear in JSON.
          description,
          baseState,
          term: term && toTerm(term),
          primaryInsuredName,
          producerCode,
        },
        answer: outcomeOf(change.transactionId),
        personal: { primaryInsuredName, description },
      });
    },

    async cancelPolicyPeriod(cancellation) {
      const operation = 'cancelPolicyPeriod';
      const { method, reason, holdInvoices } = cancellation;
      return call({
        operation,
        method: 'POST',
        path: `${termPath(operation, cancellation)}/cancellations`,
        body: { ...toBooking(operation, cancellation), method, reason, holdInvoices },
        answer: outcomeOf(cancellation.transactionId),
      });
    },

    async issueReinstatement(reinstatement) {
      const operation = 'issueReinstatement';
      return call({
        operation,
        method: 'POST',
        path: `${termPath(operation, reinstatement)}/reinstatements`,
        body: toBooking(operation, reinstatement),
        answer: outcomeOf(reinstatement.transactionId),
      });
    },
  };
}

function toBooking(operation: string, booking: PeriodBooking): object {
  const { transactionId, effectiveDate, jobNumber, currency } = booking;
  return {
    transactionId,
    effectiveDate,
    jobNumber,
    currency,
    charges: toCharges(operation, booking),
  };
}
