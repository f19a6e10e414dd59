import type { BindingFlow } from '../../domain/policy-term/events.js';
import type { QuoteMilestone } from '../../domain/quote/quote.js';
import type { Submission } from '../../domain/new-business/submission.js';
import type { ProductBilling, TermClock } from '../../domain/product/product.js';
import type { WriteAttempt } from '../../domain/transaction/write-attempt.js';
import type { ProducerFacts } from '../../ports/policy-system/parties.js';
import type { ConvertedPolicy } from '../../ports/policy-system/quotes.js';
import type { ExternalReference } from '../../domain/transaction/external-reference.js';
import type { Insured } from '../../domain/insured/insured.js';

/** Input of the `newBusiness` workflow. */
export interface NewBusinessInput {
  readonly submission: Submission;
  /** Digest of the request as it was posted; kept on the quote, so that a different request is told apart for ever. */
  readonly requestDigest: string;
  /** How far it is asked to go; `issued` unless said. No part of what is bought, and so not of the digest. */
  readonly advanceTo?: QuoteMilestone;
  /** Name of the API client that posted it. */
  readonly requestedBy: string;
  /** From the product: how long one step waits out an outage before a person is asked. Milliseconds. */
  readonly outagePatienceMs: number;
  /** From the product: which documents the policy system is asked to make. */
  readonly documents: { readonly binder: boolean; readonly policy: boolean };
  /** From the product. Absent from what earlier versions started: a term that none bills is not handed over then. */
  readonly term?: TermClock;
  /** From the product, where a billing system bills its terms; absent where the policy system alone does. */
  readonly billing?: { readonly product: ProductBilling };
  /** The term whose place the new one takes, which is cancelled before this is bound; absent where it takes none. */
  readonly replaces?: { readonly policyNumber: string; readonly termNumber: number };
  /** The term that the new one follows; absent where it follows none. */
  readonly renews?: RenewedTerm;
  /** The policy of another system that the new one renews; absent where it renews none. */
  readonly converts?: ConvertedTerm;
  /**
   * When a worker that does not come back from a call is taken for dead, 70 seconds unless said; only until a worker has
   * said how long its steps may take. Milliseconds.
   */
  readonly callLimitMs?: number;
}

/** A term that expires, and how the one after it comes to be paid. */
export interface RenewedTerm {
  /** Of the expiring term; the new one may have another. */
  readonly policyNumber: string;
  /** Of the expiring term; the new one is the next. */
  readonly termNumber: number;
  /** The latest transaction of its chain in the policy system. */
  readonly quoteGuid: string;
  /** Who is insured, on file: nobody is searched for, and nothing is put on file. */
  readonly insuredGuid: string;
  readonly flow: BindingFlow;
  /** Billing counts the money that came in under it: in the flow `offer` the offer's id. */
  readonly jobNumber: string;
}

/** The last term of a policy in another system, of which policy system and billing know nothing. */
export interface ConvertedTerm extends ConvertedPolicy {
  /** Whether the policy had a number that a policy here has, too, and is therefore not kept. */
  readonly isNumberTaken: boolean;
  /** How the term comes to be paid that is bound when its quote is accepted. */
  readonly flow: Exclude<BindingFlow, 'offer'>;
}

/** Input of `submissionOpening`; see there. */
export interface SubmissionOpeningInput {
  readonly keys: readonly string[];
  readonly insured: Insured;
  /** When an earlier attempt found or made it. */
  readonly insuredGuid: string | null;
  /** An earlier visit may have put it on file. */
  readonly insuredAgain: boolean;
  readonly producer: ProducerFacts;
  readonly submissionDate: string;
  /** The transaction's; finds the submission that an earlier run opened. */
  readonly reference: ExternalReference;
  /** Of opening the submission. */
  readonly attempt: WriteAttempt;
  /** The empty submissions that were there before the first attempt; null when they were not listed. */
  readonly existing: readonly string[] | null;
  readonly outagePatienceMs: number;
  readonly callLimitMs: number;
}
