import type { Spelling } from '../insured/spelling.js';
import type { BillingType } from './product.js';
import type { BusinessType } from '../insured/insured.js';

/** A charge of a state and the number under which this installation books it. */
export interface ChargeCode {
  readonly charge: string;
  /** State of exposure; a charge code stands for charge and state together. */
  readonly state: string;
  readonly code: number;
}

/** Procedures of the site for which the policy system has no operation of its own; null where the site has none. */
export interface SiteProcedures {
  readonly quotesByReference: string | null;
  readonly quoteByGuid: string | null;
  readonly submissionsOfInsured: string | null;
  readonly quotesOfSubmission: string | null;
  readonly premiumsOfQuote: string | null;
  readonly invoicesOfQuote: string | null;
  readonly documentsOfQuote: string | null;
  /** Without it the searches of the policy system are used, which answer one insured each. */
  readonly insuredCandidates: string | null;
  /** Without it no policy can be changed during its term. */
  readonly quoteByPolicyNumber: string | null;
  /** Without it nobody sees that a term was renewed by hand already. */
  readonly renewalsOfQuote: string | null;
  /** Without it nobody counts policies that were made elsewhere, nor finds one of ours that Temporal has lost. */
  readonly termsInForce: string | null;
}

/** Procedures of the site that make a change of a policy during its term; null where the site has none. */
export interface ChangeProcedures {
  readonly endorse: string | null;
  readonly cancel: string | null;
  readonly reinstate: string | null;
  readonly unbind: string | null;
}

/** Numbers of this installation for why a policy is changed. */
export interface ChangeReasons {
  /** By the reason's name, such as `nonPayment`; one that is not named stops the cancellation. */
  readonly cancellation: Readonly<Record<string, number>>;
  readonly reinstatement: number | null;
}

/** What differs from one installation of the policy system to the next, read from an installation file. */
export interface Installation {
  readonly name: string;
  /** Offices by the name that products use. */
  readonly offices: Readonly<Record<string, string>>;
  readonly businessTypes: Readonly<Record<BusinessType, number>>;
  readonly billingTypes: Readonly<Record<BillingType, number>>;
  readonly charges: readonly ChargeCode[];
  /** Ids of the quote states that Bindery sets or reads. */
  readonly quoteStatuses: {
    readonly submitted: number;
    readonly bound: readonly number[];
    /** Set on the quote of an abandoned transaction. */
    readonly lost: number;
    /** States from which a quote cannot be bound any more. */
    readonly closed: readonly number[];
  };
  readonly policyTypeNew: number;
  readonly policyTypeRenewal: number;
  /** Of the renewal of a policy that comes from another system. */
  readonly policyTypeConversion: number;
  readonly deliveryMethodMail: number;
  readonly locationTypePrimary: number;
  /** Office id for premiums; -1 is the quote's own office. */
  readonly premiumOfficeId: number;
  /** 0 is the default of the quoting office. */
  readonly costCenterId: number;
  /** -1 keeps the policy system from mapping the quote to a rating service. */
  readonly netRateQuoteId: number;
  /** Operation for single pay: some installations refuse `BindQuoteWithInstallment` where no plans are set up. */
  readonly singlePayOperation: 'BindQuoteWithInstallment' | 'BindQuote';
  /**
   * How a reference is stored on a quote: true by the policy system's own operation, or by a procedure of the site where
   * that does not work. False where it cannot be stored; then nothing can be found by it either.
   */
  readonly linksReferences: boolean | { readonly procedure: string };
  /** Procedure that has an unbound quote bound under a given policy number; null where IMS numbers every policy itself. */
  readonly givePolicyNumber: string | null;
  /** How long the server may go on with a request whose answer was lost. Milliseconds; ASP.NET stops after 110 s unless set. */
  readonly settleMs: number;
  readonly procedures: SiteProcedures;
  readonly changes: ChangeProcedures;
  readonly changeReasons: ChangeReasons;
  /** How names and addresses are abbreviated by those who type them. */
  readonly spelling: Spelling;
}
