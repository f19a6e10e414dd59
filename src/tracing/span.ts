import {
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
} from '@opentelemetry/api';
import { placeInTrace, toTraceparent } from '../domain/trace-place.js';
import { because, causeOfNow, type Cause } from './cause.js';

/** A part of a trace: named after an operation, never after what it carries. */
export interface SpanOf {
  readonly name: string;
  readonly kind: keyof typeof SpanKind;
  /** Ids of workflows, outcomes and the like: no personal data. */
  readonly attributes?: Attributes;
}

/** A span that has begun, and the cause of whatever is done within it. */
export interface OpenSpan {
  readonly span: Span;
  readonly cause: Cause;
}

/**
 * Begins a span below the cause of what is being done. Where nothing is traced the span is none, and the cause stays as it
 * is: whoever asked with a trace of its own has it passed on.
 */
export function openSpan({ name, kind, attributes = {} }: SpanOf, cause = causeOfNow()): OpenSpan {
  const span = trace
    .getTracer('bindery')
    .startSpan(name, { kind: SpanKind[kind], attributes }, below(cause));
  const place = span.spanContext();
  return {
    span,
    cause: isSpanContextValid(place) ? { ...cause, traceparent: toTraceparent(place) } : cause,
  };
}

/** Runs `work` as a span. Of an error it keeps the name alone: its words may hold what a policy holds. */
export async function inSpan<T>(of: SpanOf, work: (span: Span) => Promise<T>): Promise<T> {
  const { span, cause } = openSpan(of);
  try {
    return await because(cause, () => work(span));
  } catch (error) {
    const type = error instanceof Error ? error.name : 'unknown';
    span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', type);
    throw error;
  } finally {
    span.end();
  }
}

function below({ traceparent }: Cause): Context {
  const place = placeInTrace(traceparent);
  return place === null
    ? ROOT_CONTEXT
    : trace.setSpanContext(ROOT_CONTEXT, { ...place, isRemote: true });
}
