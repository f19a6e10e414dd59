import { fileURLToPath } from 'node:url';
import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { createPolicyActivities } from '../../src/activities/policy-activities.js';
import { createEventActivities } from '../../src/activities/events/event-activities.js';
import { createTermActivities } from '../../src/activities/term-activities.js';
import { activityContext } from '../../src/main/activity-context.js';
import { InMemoryPolicySystem } from '../../test/support/in-memory-policy-system.js';
import { aProduct, anInstallation, KNOWN_PRODUCERS } from '../../test/support/submissions.js';
import { POLICY_SYSTEM_TASK_QUEUE, WORKFLOW_TASK_QUEUE } from '../../src/workflows/task-queues.js';

/**
 * The two sides of the throughput ratio, each the worker of a process of its own: the product over a policy system in
 * memory, and bare workflows. `SIDE`, `ADDRESS` and `NAMESPACE` say which and where; the options are those of
 * `src/main/worker.ts`.
 */
const { SIDE = '', ADDRESS = '', NAMESPACE = '' } = process.env;

function productSteps() {
  const product = aProduct();
  return {
    policySystem: new InMemoryPolicySystem({
      installation: anInstallation(),
      products: new Map([[product.key, product]]),
      producers: KNOWN_PRODUCERS,
    }),
    identityKey: 'k'.repeat(32),
    spelling: anInstallation().spelling,
  };
}

function productSide() {
  const steps = productSteps();
  return {
    workflows: new URL('../../src/workflows', import.meta.url),
    workflowQueue: WORKFLOW_TASK_QUEUE,
    workflowSteps: { ...createTermActivities(), ...createEventActivities() },
    activityQueue: POLICY_SYSTEM_TASK_QUEUE,
    activities: createPolicyActivities(steps),
  };
}

function bareSide() {
  return {
    workflows: new URL('./bare-workflow.ts', import.meta.url),
    workflowQueue: 'bare',
    workflowSteps: {},
    activityQueue: 'bare-activities',
    activities: { noop: () => Promise.resolve() },
  };
}

const side = SIDE === 'product' ? productSide() : bareSide();
const connection = await NativeConnection.connect({ address: ADDRESS });
const shared = { connection, namespace: NAMESPACE } satisfies Partial<WorkerOptions>;
const workers = [
  await Worker.create({
    ...shared,
    taskQueue: side.workflowQueue,
    workflowsPath: fileURLToPath(side.workflows),
    activities: side.workflowSteps,
    interceptors: { activity: [activityContext] },
    maxCachedWorkflows: 500,
    workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 2, initial: 5, maximum: 20 },
  }),
  await Worker.create({
    ...shared,
    taskQueue: side.activityQueue,
    activities: side.activities,
    interceptors: { activity: [activityContext] },
    maxConcurrentActivityTaskExecutions: 8,
  }),
];
process.stdout.write('{"msg":"ready"}\n');
// Each stops at SIGTERM by itself.
await Promise.all(workers.map((worker) => worker.run()));
await connection.close();
