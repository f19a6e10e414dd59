import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createBillingActivities } from '../../src/activities/billing-activities.js';
import type { TermChangeSteps } from '../../src/activities/term-change-steps.js';
import type { EventActivities } from '../../src/activities/events/event-activities.js';
import { createPassOnSteps } from '../../src/activities/policy-term/pass-on.js';
import type { RenewalSteps } from '../../src/activities/policy-term/renewal-steps.js';
import { createTermActivities } from '../../src/activities/term-activities.js';
import type { TermSearchActivities } from '../../src/activities/term-search-activities.js';
import type { BillingSystem } from '../../src/ports/billing.js';
import { workflowBundle } from './policy-workers.js';
import { withWorkers } from './running-workers.js';
import {
  BILLING_TASK_QUEUE,
  POLICY_SYSTEM_TASK_QUEUE,
  WORKFLOW_TASK_QUEUE,
} from '../../src/workflows/task-queues.js';
import type { ReadBackActivities } from '../../src/activities/read-back/read-back-activities.js';

/** A policy system that holds nothing which its terms do not know. */
const NO_POLICY_ON_FILE: ReadBackActivities = {
  readPolicyBack: () => Promise.resolve({ kind: 'unknown' }),
  findPoliciesOfReference: () => Promise.resolve({ kind: 'read', policyNumbers: [] }),
};

/** Of a run whose tests use the same payment ids at term after term, which is a matter of other tests. */
export const NO_PAYMENT_ELSEWHERE: Partial<TermSearchActivities> = {
  paymentsElsewhere: () => Promise.resolve([]),
};

const NEVER_RENEWED: Pick<RenewalSteps, 'renewalStart'> = {
  renewalStart: () => Promise.resolve({ never: 'The product is not renewed here.' }),
};

/** What is told of a term is a matter of other tests. */
const NOBODY_TOLD: EventActivities = { recordEvents: () => Promise.resolve() };

/**
 * Runs workers for policy terms over a billing system while `scenario` runs. See `withWorkers`.
 *
 * @param instead steps that answer otherwise
 */
export async function withTermWorkers<T>(
  env: TestWorkflowEnvironment,
  billing: BillingSystem,
  scenario: () => Promise<T>,
  instead: Partial<TermSearchActivities & TermChangeSteps & RenewalSteps & EventActivities> = {},
): Promise<T> {
  const wanted = [
    {
      taskQueue: WORKFLOW_TASK_QUEUE,
      workflowBundle: workflowBundle(),
      steps: {
        ...createTermActivities(),
        ...NOBODY_TOLD,
        ...createPassOnSteps(),
        ...NEVER_RENEWED,
        ...instead,
      },
    },
    { taskQueue: POLICY_SYSTEM_TASK_QUEUE, steps: NO_POLICY_ON_FILE },
    { taskQueue: BILLING_TASK_QUEUE, steps: createBillingActivities({ billing }) },
  ];
  return withWorkers(env, wanted, scenario);
}
