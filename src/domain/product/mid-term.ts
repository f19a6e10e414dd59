import type { RefundRules } from '../premium/cancellation.js';
import type { CancellationRules } from '../premium/cancellation-terms.js';

/** What a product says of the amounts of changes within a term. */
export interface ProductMidTerm {
  readonly refund: RefundRules;
  readonly cancellation: CancellationRules;
}
