import type { Arrival, CallRing } from '../shared/call-ring.js';

/** How a call ended. `unreadable` never reached an operation; `aborted` lost its caller before it was read. */
export type Outcome =
  | 'ok'
  | 'fault'
  | 'unreadable'
  | 'dropped'
  | 'held'
  | 'unavailable'
  | 'html'
  | 'gateway'
  | 'truncated'
  | 'aborted';

export interface CallFacts {
  readonly service: string;
  readonly operation: string;
  /** Null until it is answered. */
  outcome: Outcome | null;
  /** What went wrong on demand, if anything. */
  misbehaviour?: string;
  /** Text of the fault. */
  fault?: string;
  /** Where its caller says that it belongs in a trace; the real IMS does not look at it. */
  readonly traceparent?: string;
}

/** A call as a test or an operator sees it; free of tokens, passwords and what was sent. */
export type CallRecord = CallFacts & Arrival;
export type ImsCallRing = CallRing<CallFacts>;
