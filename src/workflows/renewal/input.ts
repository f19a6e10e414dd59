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
import type { RenewalAsked } from '../../domain/renewal/request.js';
import type { OfferPaid, OfferReversed, RenewalInput } from './messages.js';

const PREMIUM = listOf(object({ line: text, charge: text, state: text, amountCents: cents }));
const BILLING = object({
  accountNumber: optional(text),
  method: optional(oneOf('directBill', 'agencyBill')),
  paymentPlan: optional(text),
  invoicingPlan: optional(text),
  addedFeesCents: optional(cents),
});

const REQUEST = object({
  ...CHANGE_REQUEST,
  isScheduled: flag,
  premium: orNull(PREMIUM),
  workbook: orNull(WORKBOOK),
  billing: orNull(BILLING),
  moved: object({
    startOn: optional(day),
    offerOn: optional(day),
    issueOn: optional(day),
    payableUntil: optional(day),
  }),
});

/** What an edit may give, and how that is read. */
export const EDITED = {
  premium: optional(PREMIUM),
  workbook: optional(WORKBOOK),
  billing: optional(BILLING),
};
export type Edited = {
  readonly [Key in keyof typeof EDITED]?: NonNullable<RenewalAsked[Key]>;
};

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

const OFFER_REVERSED = object({
  offerId: text,
  transactionId: text,
  paymentId: text,
  reason: text,
});

/** Any client may send anything. @throws ApplicationFailure of type `invalidInput` */
export function refuseUnreadableOffer(sent: OfferPaid): void {
  refuseUnreadable(OFFER_PAID(sent, INPUT), 'payment');
}

/** @throws ApplicationFailure of type `invalidInput` */
export function refuseUnreadableReversal(sent: OfferReversed): void {
  refuseUnreadable(OFFER_REVERSED(sent, INPUT), 'reversal of a payment');
}

function refuseUnreadable(wrong: string | null, what: string): void {
  if (wrong === null) return;
  throw ApplicationFailure.nonRetryable(
    `This is no ${what} of an offer: ${wrong}.`,
    'invalidInput',
  );
}
