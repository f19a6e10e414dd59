import type { CivilDate } from '../calendar/civil-date.js';
import type { Cents } from '../money/cents.js';
import type { Charge } from '../money/charges.js';
import type { NamedAmount } from '../mid-term/attributed.js';
import type { TermName } from '../workflow-ids.js';

/** What a row was booked for, and how much. */
export type Row = Pick<Charge, 'kind' | 'name' | 'line' | 'state' | 'amountCents'>;

/** What one transaction booked on a term. */
export interface Booking {
  /** Workflow id, or what stands for it where it was done by hand. */
  readonly transaction: string;
  readonly kind: 'original' | 'endorsement' | 'cancellation' | 'reinstatement';
  readonly effectiveDate: CivilDate;
  /** The policy system's own id; none of the original, and of what earlier versions left. */
  readonly quoteGuid?: string;
  readonly rows: readonly Row[];
}

/** A term as its own workflow has it. */
export interface TermBooks extends TermName {
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
  /** First day without cover; null while it is in force. */
  readonly cancelledOn: CivilDate | null;
  readonly isBilled: boolean;
  readonly isConfirmed: boolean;
  /** Null where no billing system bills it. */
  readonly currency: string | null;
  /** The original first. */
  readonly bookings: readonly Booking[];
  /** The policy system's ids of transactions that change no term and were named to a person, such as audits. */
  readonly passedOver: readonly string[];
  /** Good money of the term, whether it counts now or not; null where it is too much to be told. */
  readonly money: readonly Paid[] | null;
}

/** One payment. */
export interface Paid {
  readonly paymentId: string;
  readonly amountCents: Cents;
}

/** An amount of the policy system that could not be told apart, under what it calls it. */
export type HeldRow = NamedAmount | { readonly unnamed: string; readonly amountCents: Cents };

/** One bound transaction as the policy system has it. */
export interface PolicyBooking {
  readonly quoteGuid: string;
  readonly kind: Booking['kind'] | 'other';
  readonly effectiveDate: CivilDate;
  /** Null where this installation cannot look them up. */
  readonly rows: readonly HeldRow[] | null;
  /** What its invoices come to, void ones left out; null where this installation cannot look them up. */
  readonly invoicedCents: Cents | null;
}

/** A term as the policy system has it, as far as it is bound. */
export interface PolicyBooks {
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
  /** The original first. */
  readonly bookings: readonly PolicyBooking[];
}

/** A term as billing has it. */
export interface BillingBooks {
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
  readonly currency: string;
  readonly cancelledOn: CivilDate | null;
  readonly isConfirmed: boolean;
  readonly chargedCents: Cents;
  readonly receivedCents: Cents;
  /** Null where this billing system has no statements. */
  readonly statement: Statement | null;
}

/** All that billing has booked on a term. */
export interface Statement {
  readonly charges: readonly (Row & { readonly transactionId: string })[];
  /** What its invoices come to, less what is returned by none of them. */
  readonly invoicedCents: Cents;
  /** Payments that are still good. */
  readonly payments: readonly Paid[];
}

/** What came of reading a system: its books; that it has nothing; or that it cannot be asked. */
export type ReadBooks<Books> =
  | { readonly kind: 'read'; readonly books: Books }
  | { readonly kind: 'unknown' }
  /** The installation cannot look it up, or nobody else has books of it. */
  | { readonly kind: 'notCompared' };
