import type { Context } from '@temporalio/activity';
import type { ActivityInterceptors } from '@temporalio/worker';
import { inCallContext } from '../ports/call-context.js';

/** Runs each activity with its transaction, step and attempt known to every log line below it. */
export function activityContext({ info }: Context): ActivityInterceptors {
  const context = {
    transactionId: info.workflowExecution?.workflowId ?? '',
    step: info.activityType,
    attempt: info.attempt,
  };
  return {
    inbound: { execute: (input, next) => inCallContext(context, () => next(input)) },
  };
}
