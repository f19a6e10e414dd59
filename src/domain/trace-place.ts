/** As W3C Trace Context writes it, version 00. */
export const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

/** A place in a trace, in the parts of a `traceparent` as W3C Trace Context writes it. */
export interface PlaceInTrace {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
}

/** Null for what is no `traceparent` of version 00. */
export function placeInTrace(traceparent: unknown): PlaceInTrace | null {
  if (typeof traceparent !== 'string') return null;
  const [, traceId = '', spanId = '', flags = ''] = TRACEPARENT.exec(traceparent) ?? [];
  return traceId === '' ? null : { traceId, spanId, traceFlags: Number.parseInt(flags, 16) };
}

/** As it stands in a header. */
export function toTraceparent({ traceId, spanId, traceFlags }: PlaceInTrace): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** Whether the caller keeps its trace, and what is done for it with it. */
export function isSampled({ traceFlags }: PlaceInTrace): boolean {
  return (traceFlags & 1) === 1;
}
