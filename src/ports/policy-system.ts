import type { Documents } from './policy-system/documents.js';
import type { MidTermChanges } from './policy-system/mid-term.js';
import type { Parties } from './policy-system/parties.js';
import type { Policies } from './policy-system/policies.js';
import type { Portfolio } from './policy-system/portfolio.js';
import type { Premiums } from './policy-system/premiums.js';
import type { Quotes } from './policy-system/quotes.js';

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
 * installation does not have throw `LookupNotAvailable`. Lookups (`find…`, `list…`, `read…`) may be repeated at will.
 */
export interface PolicySystem
  extends Parties, Quotes, Premiums, Policies, Documents, MidTermChanges, Portfolio {}
