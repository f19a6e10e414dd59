import type { CivilDate } from '../calendar/civil-date.js';
import type { Cents } from '../money/cents.js';
import type { BillingMethod, ExternalReference } from '../new-business/submission.js';

/** What kind of business a transaction is. */
export type TransactionKind = 'newBusiness';

/** How far a new-business transaction has come. `completed` and `failed` are final. */
export const TRANSACTION_STATES = [
  'started',
  'authenticated',
  'insured_created',
  'submission_created',
  'quote_created',
  'rated',
  'bound',
  'issued',
  'completed',
  'failed',
] as const;
export type TransactionState = (typeof TRANSACTION_STATES)[number];

/** The steps of new business, in the order in which they run. */
export const STEPS = [
  'lookUpReference',
  'insured',
  'producer',
  'submission',
  'quote',
  'linkReference',
  'rating',
  'billingTerms',
  'bind',
  'binderDocument',
  'issue',
  'policyDocument',
  'bookTerm',
  'handOverTerm',
  'verify',
] as const;
export type StepName = (typeof STEPS)[number];

/** One line of the step log. Times are ISO instants. */
export interface StepRecord {
  readonly name: StepName;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** What came of it, in a sentence without personal data. */
  readonly outcome: string;
}

/** Why a transaction waits for a person, and what that person can do. */
export interface Attention {
  readonly step: StepName;
  /** `rejected`: the policy system said no. `contractBroken`: its answer made no sense. `outage`: patience ended.
   * `unknownOutcome`: a write may have happened and cannot be looked up. */
  readonly cause: 'rejected' | 'contractBroken' | 'outage' | 'unknownOutcome';
  /** Part of the submission at fault, as a path such as `producer.contactGuid`; null when none is. */
  readonly field: string | null;
  readonly reason: string;
  readonly remedy: string;
  /** Every write that may have happened and is not settled. */
  readonly inDoubt: readonly WriteInDoubt[];
  readonly since: string;
}

/** A write that may have happened: what a person looks for, and how it is named when its outcome is told. */
export interface WriteInDoubt {
  /** Names it in `outcome.write`. */
  readonly write: string;
  /** What it is, with its amounts. */
  readonly what: string;
  /** Under which number or GUID to look for it, and in which system. */
  readonly where: string;
  /** What `outcome.made` names when it is there; null for nothing. */
  readonly made: string | null;
}

/** A change that a person made to a stopped transaction, kept for the audit. */
export interface CorrectionRecord {
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  /** Paths of the submission that changed; empty when the step was only run again. */
  readonly fields: readonly string[];
  /** What was said of a write in doubt, and whether the policy system or billing could confirm it; null for nothing. */
  readonly word: string | null;
}

/** The policy system's own identifiers, each set as soon as it is known. */
export interface PolicySystemIds {
  readonly insuredGuid: string | null;
  readonly producerContactGuid: string | null;
  readonly underwriterGuid: string | null;
  readonly submissionGroupGuid: string | null;
  readonly quoteGuid: string | null;
  readonly quoteOptionGuids: readonly string[];
  readonly controlNumber: number | null;
  readonly invoiceNumbers: readonly number[];
}

/** How billing bills the term of a transaction, as agreed with it before the bind. */
export interface TransactionBilling {
  readonly accountNumber: string;
  /** ISO 4217; of all amounts. */
  readonly currency: string;
  readonly method: BillingMethod;
  /** Billing's code of the payment plan. */
  readonly paymentPlan: string;
  /** Billing's code of the rhythm of invoices. */
  readonly invoicingPlan: string;
  /** What is due first, one-time charges included. */
  readonly firstInvoiceCents: Cents;
  /** The invoices to come, in the order of their due dates. */
  readonly schedule: readonly {
    readonly dueDate: CivilDate;
    readonly kind: 'downPayment' | 'installment';
    readonly amountCents: Cents;
  }[];
  /** Billing's own number of the booking; null until the term is booked. */
  readonly bookingId: string | null;
}

/** Everything that a transaction answers when it is asked, while it runs and ever after. */
export interface TransactionRecord {
  /** Also the workflow id. */
  readonly id: string;
  readonly kind: TransactionKind;
  readonly state: TransactionState;
  readonly reference: ExternalReference;
  readonly product: string;
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
  readonly policyNumber: string | null;
  /** What the policy costs in all, once rated: premium and fees. */
  readonly totalCents: Cents | null;
  /** Without the fees that the policy system added. */
  readonly premiumCents: Cents | null;
  /** What the policy system added by itself; as rated, until it can be read what was booked. */
  readonly feeCents: Cents | null;
  /** Day of issue, as the policy system says it. */
  readonly issuedOn: CivilDate | null;
  /** What it waits for, in a sentence; null when nothing is awaited. */
  readonly waitingFor: string | null;
  readonly attention: Attention | null;
  /** Why it failed, when it did. */
  readonly failure: { readonly code: 'abandoned' | 'conflict'; readonly reason: string } | null;
  readonly ids: PolicySystemIds;
  /** Null where the policy system alone bills, and until it is agreed. */
  readonly billing: TransactionBilling | null;
  readonly steps: readonly StepRecord[];
  readonly corrections: readonly CorrectionRecord[];
  /** Counts corrections; a correction must name the revision it was made from. */
  readonly revision: number;
}
