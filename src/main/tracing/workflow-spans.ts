import type { InjectedSinks } from '@temporalio/worker';
import { openSpan } from '../../tracing/span.js';
import type { CauseSinks } from '../../workflows/cause.js';
import { underSpanId } from './start-tracing.js';

/**
 * A span for each request that reaches a workflow, made by the worker: in the workflow's own place there is neither a clock
 * nor a random number that would do. It says when and where the request was taken, and ends at once, because the workflow may
 * go on for a year; what is done because of it hangs below.
 */
export function causeSinks(): InjectedSinks<CauseSinks> {
  return {
    causes: {
      reached: {
        fn: ({ workflowType, workflowId, runId }, { message, traceparent, spanId }) => {
          const name = message === null ? workflowType : `${workflowType} ${message}`;
          const attributes = { 'temporal.workflow.id': workflowId, 'temporal.run.id': runId };
          underSpanId(spanId, () => {
            openSpan({ name, kind: 'CONSUMER', attributes }, { traceparent }).span.end();
          });
        },
        callDuringReplay: false,
      },
    },
  };
}
