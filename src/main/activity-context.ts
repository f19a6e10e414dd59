import type { Context, Info } from '@temporalio/activity';
import type { ActivityInterceptors } from '@temporalio/worker';
import { inCallContext } from '../ports/call-context.js';
import { because } from '../tracing/cause.js';
import { inSpan, type SpanOf } from '../tracing/span.js';
import { readCause } from '../workflows/cause-header.js';

/** Runs each step of a transaction with its id, step, attempt and cause known to every log line and call below it. */
export const activityContext = inContext(onBehalfOf);

/** The same for the steps that touch billing, where a `transactionId` names one booking and not the transaction. */
export const billingActivityContext = inContext(() => null);

function inContext(transactionOf: (request: unknown) => string | null) {
  return ({ info }: Context): ActivityInterceptors => ({
    inbound: {
      execute: (input, next) => {
        const context = {
          transactionId: transactionOf(input.args[0]) ?? info.workflowExecution?.workflowId ?? '',
          step: info.activityType,
          attempt: info.attempt,
          deadline: Date.now() + info.startToCloseTimeoutMs,
        };
        return because(readCause(input.headers) ?? {}, () =>
          inSpan(spanOf(info), () => inCallContext(context, () => next(input))),
        );
      },
    },
  });
}

function spanOf({ activityType, attempt, workflowExecution }: Info): SpanOf {
  return {
    name: activityType,
    kind: 'CONSUMER',
    attributes: {
      'temporal.workflow.id': workflowExecution?.workflowId ?? '',
      'temporal.run.id': workflowExecution?.runId ?? '',
      'temporal.activity.attempt': attempt,
    },
  };
}

/** A child workflow works for a transaction that has another id than its own, and says so in its requests. */
function onBehalfOf(request: unknown): string | null {
  if (typeof request !== 'object' || request === null || !('transactionId' in request)) return null;
  return typeof request.transactionId === 'string' ? request.transactionId : null;
}
