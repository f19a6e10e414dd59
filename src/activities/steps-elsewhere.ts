import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';

/**
 * For workers of workflows: a step that such a worker does not know, because it serves no billing, fails here like any other
 * and is made where it is known; see `local-first.ts`. Without it the workflow itself would fail, and replay otherwise than
 * it ran.
 */
export const stepsElsewhere = {
  default: (): Promise<never> =>
    Promise.reject(
      ApplicationFailure.create({
        message: 'This worker does not make this step.',
        type: 'NotHere',
        nonRetryable: false,
        category: ApplicationFailureCategory.BENIGN,
      }),
    ),
};
