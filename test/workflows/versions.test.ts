import { fileURLToPath } from 'node:url';
import { WithStartWorkflowOperation } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  bundleWorkflowCode,
  Worker,
  type WorkflowBundleOption,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBillingActivities } from '../../src/activities/billing-activities.js';
import { createEventActivities } from '../../src/activities/events/event-activities.js';
import { createTermActivities } from '../../src/activities/term-activities.js';
import { createPolicyActivities } from '../../src/activities/policy-activities.js';
import type { WorkerVersion } from '../../src/config/config.js';
import { versioning } from '../../src/main/worker-versioning.js';
import type { newBusiness, policyTerm } from '../../src/workflows/index.js';
import {
  moveOnSignal,
  recordPaymentUpdate,
  termQuery,
  type PolicyTermInput,
} from '../../src/workflows/policy-term/messages.js';
import { InMemoryBilling } from '../support/in-memory-billing.js';
import type { InMemoryPolicySystem } from '../support/in-memory-policy-system.js';
import { workflowBundle } from '../support/policy-workers.js';
import { aSubmission, newBusinessInput, inMemoryPolicySystem } from '../support/submissions.js';
import { temporalEnvironment } from '../support/temporal.js';
import {
  BILLING_TASK_QUEUE,
  POLICY_SYSTEM_TASK_QUEUE,
  WORKFLOW_TASK_QUEUE,
} from '../../src/workflows/task-queues.js';
import { newBusinessId, policyTermId } from '../../src/domain/workflow-ids.js';

const NEWER_WORKFLOWS = fileURLToPath(new URL('../support/newer-workflows', import.meta.url));
const OLD: WorkerVersion = { deploymentName: 'bindery', buildId: 'old' };
const NEW: WorkerVersion = { deploymentName: 'bindery', buildId: 'new' };
const LOOK_EVERY_MS = 50;
const DAY_MS = 86_400_000;

interface Running {
  stop(): Promise<void>;
}

describe('workers of two versions', () => {
  let env: TestWorkflowEnvironment;
  const oldCode = workflowBundle();
  let newCode: WorkflowBundleWithSourceMap;
  let policySystem: InMemoryPolicySystem;
  let running: Running[];
  beforeAll(async () => {
    newCode = await bundleWorkflowCode({ workflowsPath: NEWER_WORKFLOWS });
  });
  beforeEach(async () => {
    env = await temporalEnvironment();
    policySystem = inMemoryPolicySystem({ installmentPlans: [1] });
    running = [];
  });
  afterEach(async () => {
    await Promise.all(running.map((worker) => worker.stop()));
    await env.teardown();
  });

  type Parts = Pick<
    Parameters<typeof Worker.create>[0],
    'taskQueue' | 'workflowBundle' | 'activities'
  >;
  async function start(version: WorkerVersion | null, parts: Parts): Promise<Running> {
    const worker = await Worker.create({
      connection: env.nativeConnection,
      namespace: env.namespace ?? 'default',
      ...versioning(version),
      ...parts,
    });
    const run = worker.run();
    let isStopped = false;
    const started: Running = {
      stop: async () => {
        if (!isStopped) worker.shutdown();
        isStopped = true;
        await run;
      },
    };
    running.push(started);
    return started;
  }
  const startWorkflows = (version: WorkerVersion | null, code: WorkflowBundleOption) =>
    start(version, {
      taskQueue: WORKFLOW_TASK_QUEUE,
      workflowBundle: code,
      activities: { ...createTermActivities(), ...createEventActivities() },
    });
  async function startCalls(version: WorkerVersion | null): Promise<void> {
    await start(version, {
      taskQueue: POLICY_SYSTEM_TASK_QUEUE,
      activities: createPolicyActivities({
        policySystem,
        identityKey: 'k'.repeat(32),
        spelling: { names: {}, addresses: {} },
      }),
    });
    await start(version, {
      taskQueue: BILLING_TASK_QUEUE,
      activities: createBillingActivities({ billing: new InMemoryBilling() }),
    });
  }

  /** As `temporal worker deployment set-current-version` does it. */
  async function makeCurrent({ deploymentName, buildId }: WorkerVersion): Promise<void> {
    await expect
      .poll(
        () =>
          env.client.workflowService
            .setWorkerDeploymentCurrentVersion({
              namespace: env.namespace ?? 'default',
              deploymentName,
              buildId,
              identity: 'test',
            })
            .then(
              () => 'done',
              (error: unknown) => String(error),
            ),
        { timeout: 20_000 },
      )
      .toBe('done');
  }

  function begin(id: string) {
    const submission = aSubmission({ reference: { system: 'triton', id } });
    return env.client.workflow.start<typeof newBusiness>('newBusiness', {
      workflowId: newBusinessId(submission.reference),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [newBusinessInput(submission, { callLimitMs: 20_000 })],
    });
  }
  const TERM: PolicyTermInput = {
    policyNumber: 'P-1',
    termNumber: 1,
    unboundPatienceMs: 30 * DAY_MS,
    outagePatienceMs: 3_600_000,
  };
  const termId = policyTermId(TERM.policyNumber, TERM.termNumber);
  const pay = (paymentId: string) =>
    env.client.workflow.executeUpdateWithStart(recordPaymentUpdate, {
      args: [
        {
          paymentId,
          policyNumber: TERM.policyNumber,
          termNumber: TERM.termNumber,
          currency: 'USD',
          amountCents: 100,
          receivedAt: '2026-11-01T12:00:00Z',
        },
      ],
      startWorkflowOperation: new WithStartWorkflowOperation<typeof policyTerm>('policyTerm', {
        workflowId: termId,
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [TERM],
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    });
  const paymentsOfTerm = async () =>
    (await env.client.workflow.getHandle(termId).query(termQuery)).payments.map(
      ({ paymentId }) => paymentId,
    );

  async function buildOf(workflowId: string): Promise<string | null> {
    const { raw } = await env.client.workflow.getHandle(workflowId).describe();
    return raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId ?? null;
  }
  async function failedTasksOf(workflowId: string): Promise<number> {
    const { events } = await env.client.workflow.getHandle(workflowId).fetchHistory();
    return (events ?? []).filter((event) => event.workflowTaskFailedEventAttributes).length;
  }
  async function until(isSo: () => Promise<boolean>): Promise<void> {
    while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }

  it('A65: work ends with the version that began it; a term moves on with its next message, forth and back', async () => {
    await startWorkflows(OLD, oldCode);
    await startCalls(OLD);
    await makeCurrent(OLD);
    const hold = policySystem.holdNext('addQuote');
    const begun = await begin('T-1');
    await hold.begun;
    await pay('p1');

    await startWorkflows(NEW, newCode);
    await startCalls(NEW);
    await makeCurrent(NEW);
    await pay('p2');
    await until(async () => (await buildOf(termId)) === NEW.buildId);
    expect(await paymentsOfTerm()).toEqual(['p1', 'p2']);
    hold.release();
    expect((await begun.result()).state).toBe('completed');
    expect(await buildOf(begun.workflowId)).toBe(OLD.buildId);
    const next = await begin('T-2');
    expect((await next.result()).state).toBe('completed');
    expect(await buildOf(next.workflowId)).toBe(NEW.buildId);

    await makeCurrent(OLD);
    // As the operations guide has it for terms that nothing happens to; which version is current spreads in its own time.
    await until(async () => {
      await env.client.workflow.getHandle(termId).signal(moveOnSignal);
      return (await buildOf(termId)) === OLD.buildId;
    });
    expect((await env.client.workflow.getHandle(termId).query(termQuery)).tasks).toMatchObject([
      { key: 'moneyBeforeBind' },
    ]);
    expect(await paymentsOfTerm()).toEqual(['p1', 'p2']);
    await pay('p3');
    expect(await paymentsOfTerm()).toEqual(['p1', 'p2', 'p3']);
    for (const id of [begun.workflowId, next.workflowId, termId]) {
      expect(await failedTasksOf(id)).toBe(0);
    }
  }, 120_000);

  it('A65: what newer code began waits unharmed for it after a roll-back', async () => {
    const newWorkflows = await startWorkflows(NEW, newCode);
    await startCalls(NEW);
    await makeCurrent(NEW);
    const hold = policySystem.holdNext('addQuote');
    const begun = await begin('T-1');
    await hold.begun;

    await startWorkflows(OLD, oldCode);
    await startCalls(OLD);
    await makeCurrent(OLD);
    await newWorkflows.stop();
    hold.release();
    expect((await (await begin('T-2')).result()).state).toBe('completed');
    expect((await begun.describe()).status.name).toBe('RUNNING');
    expect(await failedTasksOf(begun.workflowId)).toBe(0);

    await startWorkflows(NEW, newCode);
    expect((await begun.result()).state).toBe('completed');
    expect(policySystem.book).toMatchObject({ quotes: 2, policies: 2 });
  }, 120_000);

  it('A65: without versions, older code cannot go on with it, changes nothing, and newer code goes on after it', async () => {
    const newer = await startWorkflows(null, newCode);
    await startCalls(null);
    const hold = policySystem.holdNext('addQuote');
    const begun = await begin('T-1');
    await hold.begun;
    await newer.stop();
    const older = await startWorkflows(null, oldCode);
    hold.release();
    await until(async () => (await failedTasksOf(begun.workflowId)) > 0);
    await older.stop();
    expect((await begun.describe()).status.name).toBe('RUNNING');

    await startWorkflows(null, newCode);
    expect((await begun.result()).state).toBe('completed');
    expect(policySystem.book).toMatchObject({ quotes: 1, policies: 1 });
  }, 120_000);
});
