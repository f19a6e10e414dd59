import type { CivilDate } from '../../domain/calendar/civil-date.js';
import type { Insured } from '../../domain/insured/insured.js';
import type { ExternalReference } from '../../domain/transaction/external-reference.js';

/** Submission groups, the quotes in them, and how each is found again. */
export interface Quotes {
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

  /**
   * Quotes that renew the term of which this one is a transaction, whoever made them, oldest first. Tells whether the term was
   * renewed, and whether `addQuote` made its renewal.
   */
  listRenewals(quoteGuid: string): Promise<readonly QuoteFacts[]>;

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

export interface SubmissionFacts {
  readonly submissionGroupGuid: string;
  readonly producerContactGuid: string;
  readonly underwriterGuid: string;
  readonly submissionDate: CivilDate;
  readonly quoteCount: number;
}

export interface NewSubmission {
  readonly insuredGuid: string;
  readonly producerContactGuid: string;
  readonly underwriterGuid: string;
  readonly submissionDate: CivilDate;
}

/** What a quote takes over from the request that it is made for. */
export interface QuotedRequest {
  readonly reference: ExternalReference;
  /** Key of a product file. */
  readonly product: string;
  /** State whose rules govern the policy. */
  readonly state: string;
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
}

export interface NewQuote {
  readonly submissionGroupGuid: string;
  readonly producerContactGuid: string;
  readonly underwriterGuid: string;
  readonly submission: QuotedRequest;
  readonly businessType: Insured['businessType'];
  readonly requestDigest: string;
  /** The term that it renews; absent for a policy that is new. */
  readonly renews?: ExpiringQuote;
  /** The policy of another system that it renews; absent for every other. */
  readonly converts?: ConvertedPolicy;
}

/** A policy that lives in another system and is renewed here: the policy system has no quote of it. */
export interface ConvertedPolicy {
  /** Its number there, kept as the expiring one; null where it has none, or a policy here has the same. */
  readonly policyNumber: string | null;
}

/** A term that expires, as the policy system names it. */
export interface ExpiringQuote {
  readonly policyNumber: string;
  /** The latest transaction of its chain. */
  readonly quoteGuid: string;
}
