import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createBillingActivities } from '../../src/activities/billing-activities.js';
import type { TermChangeSteps } from '../../src/activities/term-change-steps.js';
import type { RenewalSteps } from '../../src/activities/policy-term/renewal-steps.js';
import { createTermActivities } from '../../src/activities/term-activities.js';
import type { TermSearchActivities } from '../../src/activities/term-search-activities.js';
import type { BillingSystem } from '../../src/ports/billing.js';
import { workflowBundle } from './policy-workers.js';
import { withWorkers } from './running-workers.js';
import { BILLING_TASK_QUEUE, WORKFLOW_TASK_QUEUE } from '../../src/workflows/task-queues.js';

/** Of a run whose tests use the same payment ids at term after term, which is a matter of other tests. */
export const NO_PAYMENT_ELSEWHERE: Partial<TermSearchActivities> = {
  paymentsElsewhere: () => Promise.resolve([]),
};

const NEVER_RENEWED: Pick<RenewalSteps, 'renewalStart'> = {
  renewalStart: () => Promise.resolve({ never: 'The product is not renewed here.' }),
};

/**
 * Runs workers for policy terms over a billing system while `scenario` runs. See `withWorkers`.
 *
 * @param instead steps that answer otherwise
 */
export async function withTermWorkers<T>(
  env: TestWorkflowEnvironment,
  billing: BillingSystem,
  scenario: () => Promise<T>,
  instead: Partial<TermSearchActivities & TermChangeSteps & RenewalSteps> = {},
): Promise<T> {
  const wanted = [
    {
      taskQueue: WORKFLOW_TASK_QUEUE,
      workflowBundle: workflowBundle(),
      steps: { ...createTermActivities(), ...NEVER_RENEWED, ...instead },
    },
    { taskQueue: BILLING_TASK_QUEUE, steps: createBillingActivities({ billing }) },
  ];
  return withWorkers(env, wanted, scenario);
}
