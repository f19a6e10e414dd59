import type { TransactionKind } from '../../domain/transaction/kinds.js';
import type { Plan } from '../../domain/transaction/plan.js';
import type { PolicySystemIds } from '../../domain/transaction/policy-system-ids.js';
import type { RequestFacts } from '../../domain/transaction/record.js';
import type { CheckedCorrection } from './checked-correction.js';
import type { Correction } from './messages.js';
import type { Writes } from './writes.js';

/** What one kind of transaction brings to what all kinds share. */
export interface KindInWorkflow<Request> {
  readonly kind: TransactionKind;
  readonly plan: Plan<Facts<Request>>;
  /** What its record takes over from the request as it is now. */
  readonly facts: (request: Request) => RequestFacts;
  /**
   * Has an activity check what a client sent.
   *
   * @param facts with the revision of the record, and whether the request may still be unfinished
   * @param write key of the write that its outcome would settle; null when none is open
   * @throws ApplicationFailure of a type that `correctUpdate` names
   */
  readonly check: (
    sent: Correction,
    facts: Facts<Request> & { readonly revision: number; readonly isDraft: boolean },
    write: string | null,
  ) => Promise<CheckedCorrection<Request>>;
  /** Asks the policy system whether the transaction is bound, before anybody acts on the belief that it is not. */
  readonly lookForBind: (facts: Facts<Request>, writes: Writes) => Promise<BindLook>;
}

/** What is known of a transaction for telling its writes apart. */
export interface Facts<Request> {
  readonly request: Request;
  readonly ids: PolicySystemIds;
  readonly policyNumber: string | null;
}

/** What the policy system says of a transaction's bind. */
export type BindLook =
  | { readonly kind: 'notBound' }
  | { readonly kind: 'bound'; readonly policyNumber: string; readonly quoteGuid: string }
  | { readonly kind: 'unknown'; readonly reason: string };
