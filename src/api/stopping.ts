/** How the API stops, so that no request is lost: first it tells load balancers, then it closes its door. */
export interface Stopping {
  /** Aborted when it is to stop: it is not ready any more, and serves all the same. */
  readonly announced: AbortSignal;
  /** Aborted when it takes no new connection: who waits for an outcome is answered with what is known. */
  readonly closing: AbortSignal;
}

/** What handlers need whose answer may be waited for. */
export interface MayStop {
  readonly stopping: Stopping;
}

/** Of an API that never stops. */
export function neverStopping(): Stopping {
  const { signal } = new AbortController();
  return { announced: signal, closing: signal };
}
