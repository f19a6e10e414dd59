import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker, type WorkflowBundlePath } from '@temporalio/worker';
import { inject } from 'vitest';
import { createBillingActivities } from '../../src/activities/billing-activities.js';
import { createCorrectionActivities } from '../../src/activities/correction-activities.js';
import { createPolicyActivities } from '../../src/activities/policy-activities.js';
import { createTermActivities } from '../../src/activities/term-activities.js';
import { PATIENT_ISOLATE } from '../../src/main/patient-isolate.js';
import type { BillingSystem } from '../../src/ports/billing.js';
import type { PolicySystem } from '../../src/ports/policy-system.js';
import type { SubmissionRules } from '../../src/submission/check-submission.js';
import { anInstallation, aProduct, aProductBilling } from './submissions.js';
import {
  BILLING_TASK_QUEUE,
  POLICY_SYSTEM_TASK_QUEUE,
  WORKFLOW_TASK_QUEUE,
} from '../../src/workflows/task-queues.js';

// The comings and goings of a worker per test would drown the report.
Runtime.install({ logger: new DefaultLogger('ERROR') });

let ownBundle: WorkflowBundlePath | null = null;

/** For a program outside of the tests, which has no bundle of a run. */
export function useBundle(bundle: WorkflowBundlePath): void {
  ownBundle = bundle;
}

/** The workflow code, bundled once for all tests of a run. */
export function workflowBundle(): WorkflowBundlePath {
  return ownBundle ?? { codePath: inject('workflowBundlePath') };
}

/** Runs both workers over a policy system while `scenario` runs, and stops them after it; a third over billing. */
export async function withPolicyWorkers<T>(
  env: TestWorkflowEnvironment,
  policySystem: PolicySystem,
  scenario: () => Promise<T>,
  billing: BillingSystem | null = null,
  lookBeforeWritesBegunBefore: string | null = null,
): Promise<T> {
  const { nativeConnection: connection, namespace = 'default' } = env;
  const billingSteps = billing && createBillingActivities({ billing, lookBeforeWritesBegunBefore });
  const policySteps = {
    policySystem,
    identityKey: 'k'.repeat(32),
    spelling: { names: {}, addresses: {} },
    lookBeforeWritesBegunBefore,
  };
  const workflows = await Worker.create({
    ...PATIENT_ISOLATE,
    connection,
    namespace,
    taskQueue: WORKFLOW_TASK_QUEUE,
    workflowBundle: workflowBundle(),
    activities: {
      ...createCorrectionActivities(correctionRules(billing !== null), { policySystem, billing }),
      ...createTermActivities(),
    },
  });
  const activities = await Worker.create({
    connection,
    namespace,
    taskQueue: POLICY_SYSTEM_TASK_QUEUE,
    activities: createPolicyActivities(policySteps),
  });
  if (billingSteps === null) return workflows.runUntil(activities.runUntil(scenario()));
  const billingCalls = await Worker.create({
    connection,
    namespace,
    taskQueue: BILLING_TASK_QUEUE,
    activities: billingSteps,
  });
  return workflows.runUntil(activities.runUntil(billingCalls.runUntil(scenario())));
}

/** What corrections are checked against in tests: the product and the installation of `aSubmission`. */
function correctionRules(isBilled: boolean): SubmissionRules {
  const product = aProduct({ billing: isBilled ? aProductBilling() : null });
  return {
    products: new Map([[product.key, product]]),
    charges: anInstallation().charges,
    today: () => new Date(),
  };
}
