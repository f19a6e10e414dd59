import { AsyncLocalStorage } from 'node:async_hooks';

/** The request that work is done for, wherever it is done. Both travel on with whatever the work asks of others. */
export interface Cause {
  /** As the sender named it, or as the API did; the same on every log line of the work. */
  readonly requestId?: string;
  /** The place in a trace below which the work belongs, as W3C Trace Context writes it. */
  readonly traceparent?: string;
}

const storage = new AsyncLocalStorage<Cause>();

/** Runs `work` with its cause known to everything that it awaits. */
export function because<T>(cause: Cause, work: () => T): T {
  return storage.run(cause, work);
}

/** The cause of what is being done; empty where nobody asked for it. */
export function causeOfNow(): Cause {
  return storage.getStore() ?? NONE;
}

const NONE: Cause = {};

/** What outgoing calls say of their cause: nothing where it has no trace. */
export function traceHeaders(): { readonly traceparent?: string } {
  const { traceparent } = causeOfNow();
  return traceparent === undefined ? {} : { traceparent };
}
