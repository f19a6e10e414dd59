import type { Booking, BookingOutcome } from './booking.js';

/** Accounts of a billing system and the invoice streams they have. */
export interface BillingAccounts {
  /** Whether billing knows the account. It is asked, not remembered. */
  accountExists(account: AccountKey): Promise<boolean>;

  /** The invoice streams of an account, oldest first; empty for an account that billing does not know. */
  getInvoiceStreams(account: AccountKey): Promise<readonly InvoiceStream[]>;

  /**
   * Tells billing who the account is, once, at the account's first bind.
   *
   * @returns `accountExists` when another transaction made the account in the meantime; nothing was changed, and
   *   the caller goes on as after success
   */
  createAccount(account: AccountBooking): Promise<BookingOutcome | AccountExists>;

  /** The account holder or the billing contact has changed. @throws SystemRejection `accountUnknown` */
  updateAccount(account: AccountBooking): Promise<BookingOutcome>;
}

export interface AccountKey {
  readonly accountNumber: string;
}

export interface AccountBooking extends Booking, AccountKey {
  /** All invoices of the account are in this currency. */
  readonly currency: string;
  readonly holder: BillingContact;
  /** Gets the invoices; the holder unless said. */
  readonly billingContact?: BillingContact;
}

/** Personal data: in no id, no message and no log. */
export interface BillingContact {
  readonly name: string;
  readonly address: {
    readonly line1: string;
    readonly line2?: string;
    readonly city: string;
    readonly state: string;
    readonly postalCode: string;
    /** ISO 3166-1 alpha-3. */
    readonly country: string;
  };
  readonly email?: string;
  readonly phone?: string;
}

export interface AccountExists {
  readonly outcome: 'accountExists';
}

/** A sequence of invoices, with an unapplied fund of its own. */
export interface InvoiceStream {
  readonly streamId: string;
  readonly name: string;
  readonly invoicingPlanCode: string;
  readonly currency: string;
}
