import type { StopDetails } from '../domain/transaction/stop.js';
import type { SystemRejection } from '../ports/call-errors.js';

/** What a submission calls the parts of a request to billing that it chooses. */
const BILLING_FIELDS: Readonly<Record<string, string>> = {
  accountNumber: 'billing.accountNumber',
  billingMethod: 'billing.method',
  planCode: 'billing.paymentPlan',
  invoicingPlanCode: 'billing.invoicingPlan',
  producerCode: 'producer',
  upFrontPayments: 'billing.upFrontPayments',
};

const COMPARE =
  'Compare the two in billing. If what is booked there may stand, correct with outcome {"written": true}; ' +
  'if not, have it taken back there and run the step again.';

/**
 * Refusals of billing that leave a booking in doubt, with what a person does about it, null for what billing says.
 * Refused credentials say nothing of an earlier attempt whose answer was lost; the others say that something is booked.
 */
const BOOKED_PERHAPS: ReadonlyMap<string, string | null> = new Map([
  ['unauthorized', null],
  ['forbidden', null],
  ['contentDiffers', COMPARE],
  ['periodExists', COMPARE],
]);

/** What a refusal of billing means for the step, in the words of the submission. */
export function refusedByBilling({ code, field, reason, remedy }: SystemRejection): StopDetails {
  const isBookedPerhaps = code !== null && BOOKED_PERHAPS.has(code);
  return {
    field: BILLING_FIELDS[field ?? ''] ?? field,
    reason,
    remedy: (isBookedPerhaps ? BOOKED_PERHAPS.get(code) : null) ?? remedy,
    mayHaveHappened: isBookedPerhaps,
  };
}
