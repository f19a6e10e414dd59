import type { Arrival, CallRing } from '../../shared/call-ring.js';

/** How a call ended: with an answer, or as it was told to go wrong. `aborted` lost its caller before it was read. */
export type Outcome =
  'answered' | 'dropped' | 'held' | 'unavailable' | 'html' | 'truncated' | 'aborted';

export interface CallFacts {
  readonly operation: string;
  /** Null until it has ended. */
  outcome: Outcome | null;
  /** Of the answer, also of one that was then lost. */
  status: number | null;
  /** `executed` or `alreadyExecuted` of a booking, or the code of the problem. */
  code?: string;
  /** What went wrong on demand, if anything. */
  misbehaviour?: string;
}

/** A call as a test or an operator sees it; free of tokens and of what was sent. */
export type CallRecord = CallFacts & Arrival;
export type BillingCallRing = CallRing<CallFacts>;
