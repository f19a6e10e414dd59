/** How a call ended: with an answer, or as it was told to go wrong. `aborted` lost its caller before it was read. */
export type Outcome =
  'answered' | 'dropped' | 'held' | 'unavailable' | 'html' | 'truncated' | 'aborted';

/** A call as a test or an operator sees it; free of tokens and of what was sent. */
export interface CallRecord {
  readonly n: number;
  readonly operation: string;
  /** When it arrived. */
  readonly at: string;
  /** Null until it has ended. */
  durationMs: number | null;
  outcome: Outcome | null;
  /** Of the answer, also of one that was then lost. */
  status: number | null;
  /** `executed` or `alreadyExecuted` of a booking, or the code of the problem. */
  code?: string;
  /** What went wrong on demand, if anything. */
  misbehaviour?: string;
}

/** The last calls, recorded on arrival. */
export interface CallRing {
  arrived(operation: string): CallRecord;
  list(after: number, operation: string | undefined): readonly CallRecord[];
}

const KEPT = 10_000;

export function createCallRing(): CallRing {
  const calls: CallRecord[] = [];
  let count = 0;
  return {
    arrived: (operation) => {
      count += 1;
      const at = new Date().toISOString();
      const call = { n: count, operation, at, durationMs: null, outcome: null, status: null };
      calls[(count - 1) % KEPT] = call;
      return call;
    },
    list: (after, operation) => {
      const oldest = count % KEPT;
      const inOrder = count <= KEPT ? calls : [...calls.slice(oldest), ...calls.slice(0, oldest)];
      return inOrder.filter(
        (call) => call.n > after && (operation === undefined || call.operation === operation),
      );
    },
  };
}
