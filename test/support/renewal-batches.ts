import { setTimeout as pause } from 'node:timers/promises';
import type { WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type {
  BatchActivities,
  Looked,
} from '../../src/activities/renewal-batch/batch-activities.js';
import type { Item } from '../../src/domain/renewal-batch/items.js';
import type { BatchProgress } from '../../src/domain/renewal-batch/progress.js';
import { unbegunKey } from '../../src/domain/task/batch-tasks.js';
import { renewalBatchId } from '../../src/domain/workflow-ids.js';
import type { renewalBatch } from '../../src/workflows/index.js';
import {
  askedQuery,
  progressQuery,
  settleUnbegunUpdate,
  type EndedBatch,
  type RenewalBatchInput,
} from '../../src/workflows/renewal-batch/messages.js';
import { WORKFLOW_TASK_QUEUE } from '../../src/workflows/task-queues.js';
import { workflowBundle } from './policy-workers.js';
import { withWorkers } from './running-workers.js';

export type BatchHandle = WorkflowHandleWithFirstExecutionRunId<typeof renewalBatch>;

/** Whoever starts renewals and looks at them, in memory. Renewals are told apart by their expiring policy. */
export class InMemoryRenewals {
  /** When each was started, and by which batch. */
  readonly started = new Map<string, { readonly atMs: number; readonly batch: string }>();
  /** How many were being quoted at once, at most. */
  mostOpen = 0;
  /** How long one takes to be quoted. */
  quotedAfterMs = 0;
  readonly #rules: (policyNumber: string) => Item | Looked | null;
  /** Called before each start. */
  beforeStart: (policyNumber: string) => Promise<void> | void = () => undefined;

  /** @param rules what is said instead of starting a policy's renewal, or when it is looked at; null where all is well */
  constructor(rules: (policyNumber: string) => Item | Looked | null = () => null) {
    this.#rules = rules;
  }

  /** Policies that are due, page by page. */
  due: readonly (readonly string[])[] = [];

  readonly steps: BatchActivities = {
    findDue: ({ page }) => {
      const at = page === null ? 0 : Number(page);
      const nextPage = at + 1 < this.due.length ? String(at + 1) : null;
      return Promise.resolve({ policyNumbers: this.due[at] ?? [], nextPage });
    },
    startRenewals: async ({ batch, policyNumbers }) => {
      const begun: { readonly item: Item; readonly atMs: number }[] = [];
      for (const policyNumber of policyNumbers)
        begun.push({ item: await this.#start(batch, policyNumber), atMs: Date.now() });
      return begun.map(({ item, atMs }) => ({ ...item, begunAgoMs: Date.now() - atMs }));
    },
    lookAtRenewals: ({ renewals }) =>
      Promise.resolve(renewals.map(({ policyNumber }) => this.#look(policyNumber))),
  };

  async #start(batch: string, policyNumber: string): Promise<Item> {
    const instead = this.#rules(policyNumber);
    if (instead && 'outcome' in instead) return instead;
    const before = this.started.get(policyNumber);
    if (before === undefined) {
      await this.beforeStart(policyNumber);
      this.started.set(policyNumber, { atMs: Date.now(), batch });
      const open = [...this.started.keys()].filter(
        (one) => this.#look(one).kind === 'working',
      ).length;
      this.mostOpen = Math.max(this.mostOpen, open);
    }
    const isOurs = (before?.batch ?? batch) === batch;
    return { outcome: isOurs ? 'started' : 'known', termMade: 2, reason: null };
  }

  #look(policyNumber: string): Looked {
    const { atMs = 0 } = this.started.get(policyNumber) ?? {};
    if (Date.now() < atMs + this.quotedAfterMs) return { kind: 'working' };
    const instead = this.#rules(policyNumber);
    return instead && 'kind' in instead ? instead : { kind: 'rests' };
  }
}

/** So many policy numbers. */
export function policies(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${index + 1}`);
}

/** Has a worker see to batches while `scenario` runs. A second call in one test is another worker, which remembers nothing. */
export function withBatchWorker<T>(
  env: TestWorkflowEnvironment,
  renewals: InMemoryRenewals,
  scenario: () => Promise<T>,
): Promise<T> {
  const worker = {
    taskQueue: WORKFLOW_TASK_QUEUE,
    workflowBundle: workflowBundle(),
    steps: renewals.steps,
  };
  return withWorkers(env, [worker], scenario);
}

export function startBatch(
  env: TestWorkflowEnvironment,
  requestId: string,
  policyNumbers: readonly string[],
  changes: Partial<RenewalBatchInput> = {},
): Promise<BatchHandle> {
  return env.client.workflow.start<typeof renewalBatch>('renewalBatch', {
    workflowId: renewalBatchId(requestId),
    taskQueue: WORKFLOW_TASK_QUEUE,
    args: [
      {
        requestId,
        policyNumbers,
        perMinute: 6_000,
        mostOpen: 500,
        requestedBy: 'test',
        ...changes,
      },
    ],
  });
}

/** The progress as soon as it is so. */
export async function untilProgress(
  handle: BatchHandle,
  isSo: (progress: BatchProgress) => boolean,
): Promise<BatchProgress> {
  for (;;) {
    const progress = await handle.query(progressQuery);
    if (isSo(progress)) return progress;
    await pause(20);
  }
}

/** What a batch has left, once somebody has seen to all that it asks for. */
export async function endedBatch(
  handle: Pick<BatchHandle, 'query' | 'executeUpdate' | 'result'>,
): Promise<EndedBatch> {
  for (;;) {
    const { progress, unbegun } = await handle.query(askedQuery);
    for (const { policyNumber } of unbegun) {
      const settled = { by: 'olga', reason: 'Seen to.', task: unbegunKey(policyNumber) };
      await handle.executeUpdate(settleUnbegunUpdate, { args: [settled] });
    }
    if (progress.state === 'done' && unbegun.length === 0) return handle.result();
    await pause(20);
  }
}
