import { ApplicationFailure } from '@temporalio/workflow';
import { CHANGE_REQUEST, readChange } from '../mid-term/input.js';
import {
  cents,
  currency,
  day,
  flag,
  INPUT,
  listOf,
  moment,
  object,
  oneOf,
  optional,
  orNull,
  text,
  WORKBOOK,
} from '../transaction/input-shape.js';
import type { OfferPaid, RenewalInput } from './messages.js';

const REQUEST = object({
  ...CHANGE_REQUEST,
  isScheduled: flag,
  premium: orNull(listOf(object({ line: text, charge: text, state: text, amountCents: cents }))),
  workbook: orNull(WORKBOOK),
  billing: orNull(
    object({
      accountNumber: optional(text),
      method: optional(oneOf('directBill', 'agencyBill')),
      paymentPlan: optional(text),
      invoicingPlan: optional(text),
      addedFeesCents: optional(cents),
    }),
  ),
  moved: object({
    startOn: optional(day),
    offerOn: optional(day),
    issueOn: optional(day),
    payableUntil: optional(day),
  }),
});

/** @throws ApplicationFailure of type `invalidInput`, with which the workflow fails */
export function readRenewal(given: RenewalInput): RenewalInput {
  return readChange(given, 'renewal', REQUEST);
}

const OFFER_PAID = object({
  offerId: text,
  transactionId: text,
  paymentId: text,
  amountCents: cents,
  currency: orNull(currency),
  receivedAt: orNull(moment),
  planCode: orNull(text),
});

/** Any client may send anything. @throws ApplicationFailure of type `invalidInput` */
export function refuseUnreadableOffer(sent: OfferPaid): void {
  const wrong = OFFER_PAID(sent, INPUT);
  if (wrong === null) return;
  throw ApplicationFailure.nonRetryable(
    `This is no payment of an offer: ${wrong}.`,
    'invalidInput',
  );
}
