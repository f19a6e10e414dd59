import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { createBillingActivities } from '../../src/activities/billing-activities.js';
import { createTermActivities } from '../../src/activities/term-activities.js';
import { PATIENT_ISOLATE } from '../../src/main/patient-isolate.js';
import type { BillingSystem } from '../../src/ports/billing.js';
import { workflowBundle } from './policy-workers.js';
import { BILLING_TASK_QUEUE, WORKFLOW_TASK_QUEUE } from '../../src/workflows/task-queues.js';

/** Runs workers for policy terms over a billing system while `scenario` runs, and stops them after it. */
export async function withTermWorkers<T>(
  env: TestWorkflowEnvironment,
  billing: BillingSystem,
  scenario: () => Promise<T>,
): Promise<T> {
  const { nativeConnection: connection, namespace = 'default' } = env;
  const steps = { ...createBillingActivities({ billing }), ...createTermActivities() };
  const workflows = await Worker.create({
    ...PATIENT_ISOLATE,
    connection,
    namespace,
    taskQueue: WORKFLOW_TASK_QUEUE,
    workflowBundle: workflowBundle(),
    activities: steps,
  });
  const activities = await Worker.create({
    connection,
    namespace,
    taskQueue: BILLING_TASK_QUEUE,
    activities: steps,
  });
  return workflows.runUntil(activities.runUntil(scenario()));
}
