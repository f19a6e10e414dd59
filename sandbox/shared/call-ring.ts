/** When a call came and how long it took. */
export interface Arrival {
  readonly n: number;
  /** When it arrived, by the sandbox's clock. */
  readonly at: string;
  /** Null until it has ended. */
  durationMs: number | null;
}

/** The last calls, recorded on arrival. */
export interface CallRing<Facts> {
  arrived(facts: Facts): Facts & Arrival;
  list(after: number, operation: string | undefined): readonly (Facts & Arrival)[];
}

const KEPT = 10_000;

/** @param now by the sandbox's clock */
export function createCallRing<Facts extends { readonly operation: string }>(
  now: () => number,
): CallRing<Facts> {
  const calls: (Facts & Arrival)[] = [];
  let count = 0;
  return {
    arrived: (facts) => {
      count += 1;
      const arrival: Arrival = { n: count, at: new Date(now()).toISOString(), durationMs: null };
      const call = { ...arrival, ...facts };
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
