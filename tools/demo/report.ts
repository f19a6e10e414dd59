/** What happened, for machines; amounts are texts with two decimals. */
export interface DemoReport {
  readonly steps: readonly DemoStep[];
  readonly terms: readonly ProvenTerm[];
  /** Whether they do in all of them. */
  readonly agrees: boolean;
}

/** A term of which the story told. */
export interface ProvenTerm {
  readonly policyNumber: string;
  readonly termNumber: number;
  readonly effectiveDate: string;
  readonly expirationDate: string;
  readonly proof: Proof;
}

/** One step of the story. */
export interface DemoStep {
  readonly name: string;
  readonly title: string;
  /** What happened, in a sentence. */
  readonly sentence: string;
  readonly calls: Calls;
  readonly money: readonly MoneyMoved[];
}

/** What a step made the systems say to each other. */
export interface Calls {
  /** Of IMS, in order. */
  readonly ims: readonly ImsCall[];
  /** Of billing, in order, by operation. */
  readonly billing: readonly string[];
  /** What billing told by itself, by kind of message. */
  readonly fromBilling: readonly string[];
}

export interface ImsCall {
  readonly operation: string;
  /** Of the site, where the operation runs one. */
  readonly procedure: string | null;
  readonly isWrite: boolean;
}

/** What was charged, paid or given back. */
export interface MoneyMoved {
  readonly what: 'charged' | 'returned' | 'paid' | 'would be charged' | 'would be returned';
  /** Below zero: given back. */
  readonly amount: string;
  /** How it came about, row by row; empty for money that was paid. */
  readonly rows: readonly WorkedAmount[];
}

/** An amount with its working, as the API answers it. */
export interface WorkedAmount {
  readonly name: string;
  readonly state: string | null;
  readonly amount: string;
  readonly because: {
    readonly rule: string;
    readonly of: string;
    readonly factor: string;
    readonly gives: string;
  };
}

/** What three systems say of one thing. */
export interface Said {
  readonly what: string;
  readonly ims: string;
  readonly billing: string;
  readonly term: string;
  readonly agrees: boolean;
}

/** What the term came to in each system, as each was asked when everything was over. */
export interface Proof {
  /** Everything that was charged less everything that was given back. */
  readonly charges: readonly Said[];
  /** What each transaction booked, and from which day. */
  readonly transactions: readonly Said[];
  readonly total: Said;
  readonly invoiced: Said;
  readonly paid: Said;
  readonly days: Said;
  readonly standing: Said;
  readonly agrees: boolean;
}
