import type { Context } from '@temporalio/activity';
import type { ActivityInterceptors } from '@temporalio/worker';
import { inCallContext } from '../ports/call-context.js';

/** Runs each step of a transaction with its id, step and attempt known to every log line below it. */
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
        return inCallContext(context, () => next(input));
      },
    },
  });
}

/** A child workflow works for a transaction that has another id than its own, and says so in its requests. */
function onBehalfOf(request: unknown): string | null {
  if (typeof request !== 'object' || request === null || !('transactionId' in request)) return null;
  return typeof request.transactionId === 'string' ? request.transactionId : null;
}
