/** How a call ended. `unreadable` never reached an operation; `aborted` lost its caller before it was read. */
export type Outcome =
  | 'ok'
  | 'fault'
  | 'unreadable'
  | 'dropped'
  | 'held'
  | 'unavailable'
  | 'html'
  | 'truncated'
  | 'aborted';

/** A call as a test or an operator sees it; free of tokens, passwords and what was sent. */
export interface CallRecord {
  readonly n: number;
  readonly service: string;
  readonly operation: string;
  /** When it arrived. */
  readonly at: string;
  /** Null until it is answered. */
  durationMs: number | null;
  outcome: Outcome | null;
  /** What went wrong on demand, if anything. */
  misbehaviour?: string;
  /** Text of the fault. */
  fault?: string;
}

/** The last calls, recorded on arrival. */
export interface CallRing {
  arrived(service: string, operation: string): CallRecord;
  list(after: number, operation: string | undefined): readonly CallRecord[];
}

const KEPT = 10_000;

export function createCallRing(): CallRing {
  const calls: CallRecord[] = [];
  let count = 0;
  return {
    arrived: (service, operation) => {
      count += 1;
      const at = new Date().toISOString();
      const call: CallRecord = {
        n: count,
        service,
        operation,
        at,
        durationMs: null,
        outcome: null,
      };
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
