import type { BillingAccounts } from './billing/accounts.js';
import type { PeriodChanges } from './billing/changes.js';
import type { BillingOffers } from './billing/offers.js';
import type { BillingPeriods } from './billing/periods.js';
import type { BillingStatements } from './billing/statements.js';

/**
 * What Bindery needs from a billing system: what it offers before a bind, and that it books what was bound.
 *
 * Billing owns the money: it slices charges into invoices, receives payments, and says by its own messages when enough
 * has come in. Bindery tells it what was written in the policy system, after it was written, and never the other way round.
 *
 * **Look-ups** change nothing and may be repeated at will.
 *
 * **Bookings** carry a `transactionId` made by the caller from the workflow id and the step. A repeat of the same
 * booking under the same id is answered `alreadyExecuted` and books nothing: that is success, and comes back as a value.
 * So a lost answer is `SystemUnavailable`, and the way out is always the same call with the same id.
 * Another booking under an id that was used is a `SystemRejection` with code `contentDiffers`; the first stands.
 *
 * Every method may throw the errors of `call-errors.ts`: `SystemUnavailable` (repeat later), `SystemRejection`
 * (the answer is no) and `SystemContractError` (the answer makes no sense).
 *
 * Amounts are whole cents of the one currency that the request names, a three-letter ISO 4217 code.
 */
export interface BillingSystem
  extends BillingAccounts, BillingOffers, BillingPeriods, PeriodChanges, BillingStatements {}
