import type { PaymentReversal } from '../ledger/payment-ledger.js';
import type { Payment } from '../ledger/state.js';
import type { TermName } from '../workflow-ids.js';
import type { Instant } from '../calendar/instant.js';

/** How a term shall go on after its end, as a person has said; `refer` has the renewal ask a person. */
export const RENEWAL_DIRECTIONS = ['nonRenew', 'notTaken', 'refer'] as const;
export type RenewalDirection = (typeof RENEWAL_DIRECTIONS)[number];

/** A direction that holds. */
export interface KeptDirection {
  readonly direction: RenewalDirection;
  readonly by: string;
  readonly reason: string;
  readonly at: Instant;
}

/**
 * How a renewal ended without a next term. `termCancelled`: withdrawn because the term was cancelled, so that one that comes
 * back is renewed after all. `notStarted`: it could not be begun, and a person was asked.
 */
export const RENEWAL_ENDS = [
  'withdrawn',
  'notTaken',
  'nonRenewed',
  'termCancelled',
  'notStarted',
] as const;
export type RenewalEnd = (typeof RENEWAL_ENDS)[number];

/** What a renewal under way may have to quote again for. */
export type ChangeOfTerm = 'endorsed' | 'reinstated';

/** What shall be done about the renewal of a term. */
export type RenewalEffect =
  | {
      readonly kind: 'startRenewal';
      /** What the term calls it. */
      readonly requestId: string;
    }
  /** Nobody wants the next term without this one: it is cancelled from its first day. */
  | {
      readonly kind: 'cancelNextTerm';
      readonly nextTerm: TermName;
      /** What this term calls it. */
      readonly requestId: string;
    }
  /** The next term was bound without this change: it is asked for there too. */
  | {
      readonly kind: 'carryToNextTerm';
      readonly nextTerm: TermName;
      /** By which this term was changed. */
      readonly transaction: string;
    }
  /** The next term has another policy number: money that was told for it under this one goes there. */
  | { readonly kind: 'moveMoney'; readonly to: TermName }
  /** What was told under a name that the term does not have, to the term. */
  | {
      readonly kind: 'passOn';
      readonly to: TermName;
      readonly payments: readonly Payment[];
      readonly reversals: readonly PaymentReversal[];
      /** Billing's word that the term is taken, by its id; null without one. */
      readonly confirmation: string | null;
    }
  | {
      readonly kind: 'tellRenewalChanged';
      /** Workflow id. */
      readonly renewal: string;
      readonly change: ChangeOfTerm;
      /** By which it was changed. */
      readonly transaction: string;
    }
  | {
      readonly kind: 'tellRenewalDirection';
      /** Workflow id. */
      readonly renewal: string;
      /** Of the message that set it. */
      readonly id: string;
      readonly direction: RenewalDirection | null;
      readonly by: string;
      readonly reason: string;
    };
