import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import {
  proxySinks,
  workflowInfo,
  type Sinks,
  type WorkflowInterceptorsFactory,
} from '@temporalio/workflow';
import { isSampled, placeInTrace, toTraceparent } from '../domain/trace-place.js';
import { CAUSE_HEADER, readCause, type CarriedCause } from './cause-header.js';

/** What is done later than this after a request was not caused by it: a timer of months, say. */
const CAUSED_WITHIN_MS = 3_600_000;

/** Where a workflow says that a traced request has reached it. */
export interface CauseSinks extends Sinks {
  readonly causes: { reached(reached: ReachedWorkflow): void };
}

export interface ReachedWorkflow {
  /** Name of the signal or update; null for the start. */
  readonly message: string | null;
  readonly traceparent: string;
  /** Of the span below which everything hangs that the workflow asks for because of it. */
  readonly spanId: string;
}

/**
 * Passes the request that reached a workflow last on to whatever the workflow asks for because of it.
 *
 * Only headers are read and written: no command comes or goes, nothing is awaited and no random number is drawn, so that
 * every history replays with it and without.
 */
export const interceptors: WorkflowInterceptorsFactory = () => {
  const { causes } = proxySinks<CauseSinks>();
  let passedOn: Headers = {};
  let untilMs = 0;
  let count = 0;

  const take = (headers: Headers, message: string | null): void => {
    const cause = readCause(headers);
    if (cause === null) return;
    count += 1;
    untilMs = Date.now() + CAUSED_WITHIN_MS;
    const place = placeInTrace(cause.traceparent);
    if (place === null || !isSampled(place)) {
      passedOn = toHeaders(cause);
      return;
    }
    const spanId = spanIdOf(workflowInfo().runId, count);
    causes.reached({ message, traceparent: toTraceparent(place), spanId });
    passedOn = toHeaders({ ...cause, traceparent: toTraceparent({ ...place, spanId }) });
  };
  const passOn = <Input extends { readonly headers: Headers }>(input: Input): Input =>
    Date.now() > untilMs ? input : { ...input, headers: { ...input.headers, ...passedOn } };

  return {
    inbound: [
      {
        execute: (input, next) => {
          take(input.headers, null);
          return next(input);
        },
        handleSignal: (input, next) => {
          take(input.headers, input.signalName);
          return next(input);
        },
        handleUpdate: (input, next) => {
          take(input.headers, input.name);
          return next(input);
        },
      },
    ],
    outbound: [
      {
        scheduleActivity: (input, next) => next(passOn(input)),
        scheduleLocalActivity: (input, next) => next(passOn(input)),
        startChildWorkflowExecution: (input, next) => next(passOn(input)),
        signalWorkflow: (input, next) => next(passOn(input)),
      },
    ],
  };
};

function toHeaders(cause: CarriedCause): Headers {
  return { [CAUSE_HEADER]: defaultPayloadConverter.toPayload(cause) };
}

/** The same again when the history is replayed: the random part of the id of the run, and the number of the message. */
function spanIdOf(runId: string, count: number): string {
  const random = BigInt(`0x${runId.replaceAll('-', '').slice(-16)}`);
  return BigInt.asUintN(64, random + BigInt(count))
    .toString(16)
    .padStart(16, '0');
}
