import type { CivilDate } from '../../domain/calendar/civil-date.js';
import type { Cents } from '../../domain/money/cents.js';
import type { RatingWorkbook } from '../../domain/premium/rating-workbook.js';
import type { ExternalReference } from '../../domain/transaction/external-reference.js';

/**
 * Changes of a bound policy during its term. Each is made as one new transaction that holds nothing but the change, unbound, and
 * then bound.
 *
 * **Making one** carries a `requestId`, under which the policy system makes it once: the same request again answers the first
 * transaction. So a lost answer is `SystemUnavailable`, and the way out is always the same call. Another request under an
 * id that was used is refused.
 *
 * **Binding** is not repeatable: `readChain` tells whether it happened.
 */
export interface MidTermChanges {
  /**
   * The term that has this policy number with all its transactions, or null when there is none. A number that is spelled
   * differently is another one.
   *
   * Where the policy system keeps the number over a renewal, several terms have it: `which` tells the one that is meant, and
   * unless it does the newest that is bound is.
   *
   * @throws LookupNotAvailable
   */
  readChain(policyNumber: string, which?: TermChoice): Promise<PolicyChain | null>;

  /**
   * Makes an endorsement, unbound. Repeatable under its request id. One without charges, on which a workbook is to be rated, may
   * stand for days: other changes are made beside it, on what is bound.
   */
  endorse(endorsement: EndorsementRequest): Promise<UnboundChange>;

  /**
   * Has the policy system rate a workbook on an endorsement that was made without charges and is not bound: what is left of the
   * difference to what the policy is charged is put on it. Not known to be repeatable; `listPremiums` tells whether it happened
   * and what it came to, which may be nothing in every row.
   *
   * @param product key of the product whose rater it is
   * @throws SystemRejection with field `workbook` for one that cannot be rated
   */
  rateChange(quoteGuid: string, product: string, workbook: RatingWorkbook): Promise<void>;

  /**
   * Makes a cancellation, unbound. Repeatable under its request id.
   *
   * @throws SystemRejection with field `reason` for a reason that the installation file does not name
   */
  cancel(cancellation: CancellationRequest): Promise<UnboundChange>;

  /** Makes the reinstatement of a cancelled policy, unbound. Repeatable under its request id. */
  reinstate(reinstatement: ReinstatementRequest): Promise<UnboundChange>;

  /** Binds a change. Not repeatable; `readChain` tells whether it happened. @returns the policy number */
  bindChange(quoteGuid: string): Promise<string>;

  /** Takes the bind of the newest transaction back; its invoices become void. Repeatable under its request id. */
  unbind(transaction: UnbindRequest): Promise<void>;
}

/** Names one of the terms of a policy: a day that it covers, or a transaction of it. Where none is such, nothing is chosen. */
export type TermChoice = { readonly on: CivilDate } | { readonly quoteGuid: string };

/** One term of a policy as the policy system has it. */
export interface PolicyChain {
  readonly policyNumber: string;
  readonly controlNumber: number | null;
  readonly insuredGuid: string;
  /** Of the original, whose producer and underwriter are the policy's; see `listSubmissions`. */
  readonly submissionGroupGuid: string;
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
  readonly writtenAs: WrittenAs;
  /** Oldest first: the original, then every change that was bound or still can be. */
  readonly transactions: readonly [ChainedTransaction, ...ChainedTransaction[]];
}

/** As what a policy was quoted; null where the installation does not say it. */
export interface WrittenAs {
  /** The policy system's own id of the quote's line. */
  readonly lineGuid: string | null;
  /** Of the carrier's location that writes it. */
  readonly companyLocationGuid: string | null;
  /** State whose rules govern the policy, two letters. */
  readonly state: string | null;
}

/** One transaction on a term. */
export interface ChainedTransaction {
  readonly quoteGuid: string;
  /** `other`: one that Bindery does not make, such as an audit or a correction. */
  readonly kind: 'original' | 'endorsement' | 'cancellation' | 'reinstatement' | 'other';
  /** The transaction before it; null for the original. */
  readonly previousQuoteGuid: string | null;
  /** First day on which it holds; of the original, the first day of the term. */
  readonly effectiveDate: CivilDate;
  /** Null while it is not bound. */
  readonly boundOn: CivilDate | null;
  /** The reference linked to it; null when none is. */
  readonly reference: ExternalReference | null;
}

/** What every change says. */
interface ChangeRequest {
  /** The caller's name for this very change, 1 to 100 characters. */
  readonly requestId: string;
  readonly policyNumber: string;
  readonly comment?: string;
}

export interface EndorsementRequest extends ChangeRequest {
  /** First day of the change. */
  readonly effectiveDate: CivilDate;
  /** How its amounts came about; recorded, not computed with. */
  readonly calculation: 'proRata' | 'shortRate' | 'flat';
  /** To be booked as they are; none for a change without premium; null where a workbook will be rated on it. */
  readonly charges: readonly ChangeCharge[] | null;
}

export interface CancellationRequest extends ChangeRequest {
  /** First day without cover. */
  readonly effectiveDate: CivilDate;
  /** Such as `nonPayment`; the installation file has its number. */
  readonly reason: string;
  /** To be booked as they are, mostly below zero. */
  readonly charges: readonly ChangeCharge[];
}

export interface ReinstatementRequest extends ChangeRequest {
  /** First day of cover again; the cancellation's when there is no gap. */
  readonly effectiveDate: CivilDate;
  /** To be booked as they are. */
  readonly charges: readonly ChangeCharge[];
}

export interface UnbindRequest {
  readonly requestId: string;
  readonly quoteGuid: string;
}

/** An amount to book on a line of the policy: additional premium above zero, return premium below. */
export interface ChangeCharge {
  /** The policy system's own id of the line. */
  readonly lineGuid: string;
  /** The number under which this installation books it. */
  readonly chargeCode: number;
  readonly amountCents: Cents;
}

/** A change that was made and is not bound. */
export interface UnboundChange {
  readonly quoteGuid: string;
  readonly previousQuoteGuid: string;
  /** What it changes altogether, as the policy system has added it up. */
  readonly changeCents: Cents;
}
