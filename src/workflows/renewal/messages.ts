import { defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Instant } from '../../domain/calendar/instant.js';
import type { Cents } from '../../domain/money/cents.js';
import type { Refusal } from '../../domain/machine/refusals.js';
import type { RenewalAsked } from '../../domain/renewal/request.js';
import type { TransactionRecord } from '../../domain/transaction/record.js';
import type { ChangeInput } from '../mid-term/messages.js';

/** Input of the `renewal` workflow. */
export interface RenewalInput extends ChangeInput<RenewalAsked> {
  /** What an earlier run of it came to, that is over: money came for it, or it is wanted after all. Absent for a new one. */
  readonly reopens?: TransactionRecord;
}

/** Billing has received money for an offer. */
export interface OfferPaid {
  /** `<id of the renewal>/v<version>`, or the id of the renewal alone where no offer is out. */
  readonly offerId: string;
  /** Billing's own; makes a repeat a repeat. */
  readonly transactionId: string;
  readonly paymentId: string;
  readonly amountCents: Cents;
  /** ISO 4217; null: the currency of the offer. */
  readonly currency: string | null;
  /** Null: when it is told. */
  readonly receivedAt: Instant | null;
  /** The plan that the payer chose; null: inferred from the money. */
  readonly planCode: string | null;
}

/** Billing has taken money for an offer back, such as a cheque that is not honoured; perhaps before it says that it had come. */
export interface OfferReversed {
  /** As of the money: an offer, or the id of the renewal alone. */
  readonly offerId: string;
  /** Billing's own id of the reversal; makes a repeat a repeat. */
  readonly transactionId: string;
  readonly paymentId: string;
  readonly reason: string;
}

/** What came of money for an offer, or of taking it back. */
export type OfferReply =
  | {
      readonly outcome: 'answered';
      /** Of the policy that the money finishes or had finished; null where a person has to look. */
      readonly policyNumber: string | null;
      /** Why, in sentences, with the sums. */
      readonly text: string;
    }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

/** A person has done what a task of the renewal asked for. */
export interface SettledRenewalTask {
  /** `key` of the task. */
  readonly task: string;
  readonly by: string;
  readonly reason: string;
}

/** Money for an offer, as often as it is told. Refused (`ApplicationFailure`): `invalidInput`. */
export const recordOfferPaymentUpdate = defineUpdate<OfferReply, [OfferPaid]>('recordOfferPayment');
/** Money for an offer is taken back, as often as it is told. Refused (`ApplicationFailure`): `invalidInput`. */
export const reverseOfferPaymentUpdate = defineUpdate<OfferReply, [OfferReversed]>(
  'reverseOfferPayment',
);
/** The same two without an answer: what they do not bring about is a task of the renewal. */
export const offerPaidSignal = defineSignal<[OfferPaid]>('offerPaid');
export const offerPaymentReversedSignal = defineSignal<[OfferReversed]>('offerPaymentReversed');
/** Refused (`ApplicationFailure`): `invalidInput`, `noSuchTask`. */
export const settleRenewalTaskUpdate = defineUpdate<TransactionRecord, [SettledRenewalTask]>(
  'settleTask',
);
