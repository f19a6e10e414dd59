import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import { isRequestId } from '../domain/request-id.js';
import { placeInTrace } from '../domain/trace-place.js';

/** Under which starts, messages and activities carry the request that caused them: where Temporal's own SDKs carry traces. */
export const CAUSE_HEADER = '_tracer-data';

/** What the header holds: no personal data, for it is not encrypted. */
export interface CarriedCause {
  readonly requestId?: string;
  /** As W3C Trace Context writes it. */
  readonly traceparent?: string;
}

/** What a header says, as far as it is what Bindery writes: another client of Temporal may have put anything there. */
export function readCause(headers: Headers): CarriedCause | null {
  const payload = headers[CAUSE_HEADER];
  if (payload === undefined) return null;
  const { requestId, traceparent } = objectIn(payload);
  const cause = {
    ...(isRequestId(requestId) ? { requestId } : {}),
    ...(isTraceparent(traceparent) ? { traceparent } : {}),
  };
  return Object.keys(cause).length === 0 ? null : cause;
}

function isTraceparent(text: unknown): text is string {
  return placeInTrace(text) !== null;
}

function objectIn(payload: Headers[string]): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = defaultPayloadConverter.fromPayload(payload);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
