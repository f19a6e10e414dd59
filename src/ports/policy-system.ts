import type { MidTermChanges } from './policy-system/mid-term.js';
import type { CivilDate } from '../domain/calendar/civil-date.js';
import type { Cents } from '../domain/money/cents.js';
import type { Submission } from '../domain/new-business/submission.js';
import type { ExternalReference } from '../domain/transaction/external-reference.js';
import type { Insured, InsuredLocation } from '../domain/insured/insured.js';
import type { Producer } from '../domain/producer/producer.js';
import type { PremiumCharge } from '../domain/premium/premium-charge.js';
import type { RatingWorkbook } from '../domain/premium/rating-workbook.js';
import type { PaymentPlan } from '../domain/billing/choices.js';

/**
 * What Bindery needs from a policy administration system.
 *
 * The system has no idempotency key: every `add…` called twice makes two things, so callers look before they repeat.
 * Each write names the lookup that tells whether an earlier attempt of it succeeded.
 *
 * Every method may throw the errors of `call-errors.ts`:
 * `SystemUnavailable` (repeat later), `SystemRejection` (the answer is no),
 * `SystemContractError` (the answer makes no sense) and, writes only, `OutcomeUnknown`
 * (it may have happened: look before repeating). Lookups through site procedures that the
 * installation does not have throw `LookupNotAvailable`.
 */
export interface PolicySystem extends MidTermChanges {
  // --- Lookups. Repeatable at will. ---

  /**
   * The quotes linked to the source system's reference, oldest first, and those that were made for it and never linked;
   * empty when there is none.
   */
  findQuotesByReference(reference: ExternalReference): Promise<readonly QuoteFacts[]>;

  /**
   * What a quote has come to, or null when there is no such quote. Tells whether a bind, an issue or a link happened.
   *
   * @throws SystemContractError when the quote is bound and its policy number cannot be read
   */
  readQuote(quoteGuid: string): Promise<QuoteState | null>;

  /** Submission groups of an insured, with how many quotes each holds. Tells whether `addSubmission` happened. */
  listSubmissions(insuredGuid: string): Promise<readonly SubmissionFacts[]>;

  /** Quotes of a submission group. Tells whether `addQuote` happened. */
  listQuotes(submissionGroupGuid: string): Promise<readonly QuoteFacts[]>;

  /** Premiums booked on a quote. Tells whether `addPremium` or `importRatingWorkbook` happened. */
  listPremiums(quoteGuid: string): Promise<readonly BookedPremium[]>;

  /** Invoices of a quote; a bound quote has one. */
  listInvoices(quoteGuid: string): Promise<readonly Invoice[]>;

  /** Documents stored for a quote. Tells whether a `create…Document` happened. */
  listDocuments(quoteGuid: string): Promise<readonly StoredDocument[]>;

  // --- Parties ---

  /**
   * The insured that is already on file, as `chooseInsured` compares; or the one that `onFile` names.
   *
   * @param again an earlier attempt may have put it on file, perhaps without its location
   * @returns null when nobody on file is this insured
   * @throws SystemRejection with field `insured.onFile` when a person must decide who is meant, or when there is nobody
   * with the GUID that was named
   * @throws LookupNotAvailable when an earlier attempt may have put it where no search of this installation finds it
   */
  findInsured(insured: Insured, again: boolean): Promise<FoundInsured | null>;

  /** Others on file that are the same as an insured in every letter: one message made them twice. */
  listInsuredTwins(insured: Insured, insuredGuid: string): Promise<readonly string[]>;

  /**
   * Puts an insured with its primary location on file. Not repeatable; `findInsured` tells whether it happened, and
   * whether the location is missing, for not every installation does both or neither.
   *
   * @returns its GUID
   */
  addInsured(insured: Insured): Promise<string>;

  /** Gives an insured on file its primary location. Not repeatable; `findInsured` tells whether it happened. */
  addInsuredLocation(insuredGuid: string, location: InsuredLocation): Promise<void>;

  /**
   * The producer's contact and the underwriter for the product's line.
   *
   * @param underwriterGuid taken as it is when given
   * @throws SystemRejection with field `producer` when the contact is unknown, inactive, or the search is not unique
   */
  resolveProducer(
    producer: Producer,
    product: string,
    underwriterGuid: string | undefined,
  ): Promise<ProducerFacts>;

  // --- The quote ---

  /** Opens a submission group for the insured. Not repeatable; see `listSubmissions`. */
  addSubmission(request: NewSubmission): Promise<string>;

  /** Makes a quote in a submission group. Not repeatable; see `listQuotes`. */
  addQuote(request: NewQuote): Promise<string>;

  /**
   * A digest of all that `addQuote` would put on the quote now, the set-up of product and installation included. A quote
   * that was made under another basis holds something else. Asks nobody.
   */
  quoteBasis(request: NewQuote): string;

  /**
   * Stores the source system's reference on the quote, the search key of everything later.
   * `findQuotesByReference` tells whether it happened.
   *
   * @returns false when the installation keeps no external references
   */
  linkReference(quoteGuid: string, reference: ExternalReference): Promise<boolean>;

  /**
   * The options of a quote, one per line, made on first call. Repeatable: it never makes duplicates.
   *
   * @param wanted keys of the lines that must have one: details that were set up after the quote are added for them
   */
  ensureOptions(
    quoteGuid: string,
    product: string,
    wanted?: readonly string[],
  ): Promise<readonly QuoteOption[]>;

  /** Books one charge on an option. Not repeatable; see `listPremiums`. */
  addPremium(quoteOptionGuid: string, charge: PremiumCharge): Promise<void>;

  /** The number under which this installation books a charge for a state, to compare with `listPremiums`. */
  chargeCodeOf(charge: PremiumCharge): number;

  /** Has the policy system rate a workbook. @returns the premium and fees of each option */
  importRatingWorkbook(
    quoteGuid: string,
    product: string,
    workbook: RatingWorkbook,
  ): Promise<readonly RatedOption[]>;

  // --- The policy ---

  /**
   * Binds the quote under an explicit payment plan, after checking that the plan is offered.
   * Not repeatable: it assigns the policy number and makes the invoice; see `readQuote`.
   *
   * @returns the policy number
   */
  bind(quoteGuid: string, plan: PaymentPlan): Promise<string>;

  /** Issues a bound policy. Repeatable: it answers the first day of issue. */
  issue(quoteGuid: string): Promise<CivilDate>;

  /** Makes the binder document of a bound quote. Not repeatable; see `listDocuments`. @returns its size in bytes */
  createBinderDocument(quoteGuid: string): Promise<number>;

  /** Makes the policy document of an issued policy. Not repeatable; see `listDocuments`. @returns its size in bytes */
  createPolicyDocument(quoteGuid: string): Promise<number>;

  /** Number under which the policy system keeps all transactions of the term. */
  readControlNumber(quoteGuid: string): Promise<number>;

  /** Marks an unbound quote as lost after the transaction was abandoned. Repeatable. */
  closeQuote(quoteGuid: string): Promise<void>;
}

/**
 * How far a quote is. `issued` implies bound; `closed` is any state that can no longer be bound. A bound policy has a
 * number: where the policy system answers none, that breaks its contract, and never reads as "not bound".
 */
export type BindState =
  | { readonly status: 'open' | 'closed'; readonly policyNumber: string | null }
  | { readonly status: 'bound' | 'issued'; readonly policyNumber: string };

/** What a quote has come to. */
export type QuoteState = BindState & {
  readonly quoteGuid: string;
  readonly issuedOn: CivilDate | null;
  /** The reference linked to it; null when none is, `unknown` when this installation cannot read it back. */
  readonly reference: ExternalReference | null | 'unknown';
};

/** A quote as the policy system has it. */
export type QuoteFacts = QuoteState & {
  readonly submissionGroupGuid: string;
  readonly insuredGuid: string;
  readonly controlNumber: number | null;
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
  /** The reference linked to it; null when none is. */
  readonly reference: ExternalReference | null;
  /** Digest of the request that made it, when this installation can read it back. */
  readonly requestDigest: string | null;
};

/** An insured on file. Without a primary location nothing can be bound for it. */
export interface FoundInsured {
  readonly insuredGuid: string;
  readonly hasLocation: boolean;
}

export interface SubmissionFacts {
  readonly submissionGroupGuid: string;
  readonly producerContactGuid: string;
  readonly underwriterGuid: string;
  readonly submissionDate: CivilDate;
  readonly quoteCount: number;
}

export interface BookedPremium {
  /** The policy system's own id of the line; null where the installation does not say it. */
  readonly lineGuid: string | null;
  readonly quoteOptionGuid: string;
  readonly chargeCode: number;
  readonly amountCents: Cents;
  /** True for fees that the policy system added by itself. */
  readonly isFee: boolean;
}

export interface Invoice {
  readonly invoiceNumber: number;
  readonly amountCents: Cents;
}

export interface StoredDocument {
  readonly documentGuid: string;
  readonly kind: 'binder' | 'policy' | 'other';
}

export interface ProducerFacts {
  readonly producerContactGuid: string;
  readonly underwriterGuid: string;
}

export interface NewSubmission {
  readonly insuredGuid: string;
  readonly producerContactGuid: string;
  readonly underwriterGuid: string;
  readonly submissionDate: CivilDate;
}

export interface NewQuote {
  readonly submissionGroupGuid: string;
  readonly producerContactGuid: string;
  readonly underwriterGuid: string;
  readonly submission: Pick<
    Submission,
    'reference' | 'product' | 'state' | 'effectiveDate' | 'expirationDate'
  >;
  readonly businessType: Insured['businessType'];
  readonly requestDigest: string;
}

export interface QuoteOption {
  readonly quoteOptionGuid: string;
  /** Key of the product's line, or null when the product has no such line. */
  readonly line: string | null;
}

export interface RatedOption {
  readonly quoteOptionGuid: string;
  readonly premiumCents: Cents;
  readonly feeCents: Cents;
}
