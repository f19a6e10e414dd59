import type { Request } from 'express';
import type { Cause } from '../tracing/cause.js';

/** What becomes known of a request while it is answered, for the log line and the routes behind. */
interface RequestFacts {
  cause?: Cause;
  clientName?: string;
  transactionId?: string;
  /** The sender signed the body, and only the body: the address is anybody's. */
  isSigned?: boolean;
}

const factsByRequest = new WeakMap<Request, RequestFacts>();

export function factsOf(request: Request): RequestFacts {
  const known = factsByRequest.get(request);
  if (known) return known;
  const facts: RequestFacts = {};
  factsByRequest.set(request, facts);
  return facts;
}
