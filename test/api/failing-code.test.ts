import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { WorkflowStartOptions } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TypedSearchAttributes } from '@temporalio/common';
import { createLogger } from '../../src/logger.js';
import { temporalRuntime } from '../../src/main/temporal-logs.js';
import { searchAttributes } from '../../src/workflows/search-attributes.js';
import { temporalEnvironment } from '../support/temporal.js';
import { type Answer, codeOf, KEYS, runApp, type RunningApp } from './running-app.js';
import { WORKFLOW_TASK_QUEUE } from '../../src/workflows/task-queues.js';

/** The server pauses longer and longer between the tasks that fail. */
const REPORTED_WITHIN_MS = 60_000;

const TRANSACTION = '/api/transactions/new-business:triton:FAILS-1';
const TERM = '/api/policies/FAILS-1/terms/1';
const PAYMENT = {
  paymentId: 'p1',
  amount: '1.00',
  currency: 'USD',
  receivedAt: '2026-11-01T12:00:00Z',
};

const logged: string[] = [];
Runtime.install(
  temporalRuntime({
    log: createLogger({
      name: 'worker',
      level: 'info',
      destination: { write: (line: string) => logged.push(line) },
    }),
    losses: new EventEmitter(),
    metricsAddress: null,
  }),
);

describe('A62: the code of a workflow fails in the worker', () => {
  let env: TestWorkflowEnvironment;
  let app: RunningApp;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    env = await temporalEnvironment();
    app = await runApp({ serverMs: 5_000, workerMs: 5_000 }, env);
    stop = await runCode('faulty');
    await start('newBusiness', 'new-business:triton:FAILS-1');
    await start('policyTerm', 'policy-term:FAILS-1:1');
  }, 120_000);
  afterAll(async () => {
    await stop();
    await app[Symbol.asyncDispose]();
    await env.teardown();
  });

  /** Lets a worker run one version of the code. @returns what stops it */
  async function runCode(version: string): Promise<() => Promise<void>> {
    const worker = await Worker.create({
      connection: env.nativeConnection,
      namespace: env.namespace ?? '',
      taskQueue: WORKFLOW_TASK_QUEUE,
      workflowsPath: fileURLToPath(
        new URL(`../support/workflow-code/${version}.ts`, import.meta.url),
      ),
    });
    const running = worker.run();
    return async () => {
      worker.shutdown();
      await running;
    };
  }

  function start(type: string, workflowId: string, more: Partial<WorkflowStartOptions> = {}) {
    return env.client.workflow.start(type, {
      workflowId,
      taskQueue: WORKFLOW_TASK_QUEUE,
      typedSearchAttributes: new TypedSearchAttributes([
        { key: searchAttributes.policyNumber, value: workflowId.split(':')[1] ?? '' },
        { key: searchAttributes.transactionState, value: 'started' },
        { key: searchAttributes.effectiveDate, value: '2027-01-01' },
        { key: searchAttributes.needsAttention, value: false },
      ]),
      memo: { product: 'general-liability', expirationDate: '2028-01-01' },
      ...more,
    });
  }

  async function listed(search: string): Promise<string[]> {
    const { json } = await app.send(`/api/transactions${search}`);
    return (json['items'] as { id: string }[]).map(({ id }) => id);
  }

  function expectFailing(answer: Answer): void {
    expect([answer.status, codeOf(answer)]).toEqual([500, 'workflow-failing']);
    expect(answer.json['detail']).toContain('Nothing is lost');
    expect(answer.text).not.toContain('Wilhelmina');
  }

  it('shows it in the lists, as needing attention', async () => {
    await expect
      .poll(() => listed('?needsAttention=true'), { timeout: REPORTED_WITHIN_MS, interval: 500 })
      .toEqual(['new-business:triton:FAILS-1']);
    const { json } = await app.send('/api/transactions');
    expect(json['items']).toMatchObject([{ state: 'started', needsAttention: true }]);
    expect(await listed('?needsAttention=false')).toEqual([]);
    await expect
      .poll(async () => (await app.send('/api/policies/FAILS-1')).json['terms'], {
        timeout: REPORTED_WITHIN_MS,
      })
      .toMatchObject([{ termNumber: 1, needsAttention: true }]);
    const terms = await app.send('/api/terms?needsAttention=true');
    expect(terms.json).toMatchObject({
      items: [{ policyNumber: 'FAILS-1', termNumber: 1, needsAttention: true }],
      nextCursor: null,
    });
    expect((await app.send('/api/terms?needsAttention=false')).json['items']).toEqual([]);
  }, 120_000);

  it('says so to whoever asks for the transaction or the term, or acts on it', async () => {
    expectFailing(await app.send(TRANSACTION));
    expectFailing(await app.send(TERM));
    const who = { by: 'ops@example.test', reason: 'Not wanted any more' };
    expectFailing(await app.post(`${TRANSACTION}/abandon`, who));
    expectFailing(await app.post(`${TERM}/settle`, { ...who, taskId: 'moneyParked:p1' }));
  });

  it('says so to billing, which sends again what was not taken', async () => {
    const answers = [
      await app.send(`${TERM}/confirm`, { body: { transactionId: 'c1' }, key: KEYS.billing }),
      await app.send(`${TERM}/payments`, { body: PAYMENT, key: KEYS.billing }),
    ];
    for (const answer of answers) expectFailing(answer);
  });

  it('logs an error with its cause, and none of the words that a policy may be in', () => {
    const lines = logged.map((line) => JSON.parse(line) as Record<string, unknown>);
    const failed = lines.find(({ msg }) => msg === 'Workflow failed');
    expect(failed).toMatchObject({
      level: 'error',
      workflowId: expect.stringContaining('FAILS-1') as string,
      error: {
        type: 'TypeError',
        stack: expect.arrayContaining([expect.stringMatching(/faulty\.ts:\d+/)]) as string[],
      },
    });
    expect(lines.find(({ msg }) => msg === 'Failing workflow task')?.['level']).toBe('error');
    expect(logged.join('')).not.toContain('Wilhelmina');
  });

  it('says so when a change of the code cannot have come to where a term stands', async () => {
    await stop();
    stop = await runCode('before-change');
    await start('policyTerm', 'policy-term:CHANGED-1:1');
    const handle = env.client.workflow.getHandle('policy-term:CHANGED-1:1');
    await expect
      .poll(async () =>
        (await handle.fetchHistory()).events?.some((e) => e.timerStartedEventAttributes),
      )
      .toBe(true);
    await stop();
    stop = await runCode('after-change');
    expectFailing(await app.send('/api/policies/CHANGED-1/terms/1'));
    await handle.signal('anything');
    await expect
      .poll(() => logged.join(''), { timeout: REPORTED_WITHIN_MS })
      .toContain('"cause":"NonDeterministicError"');
  });

  it('A126: is not said of one whose workers merely die under it, again and again', async () => {
    const workflowId = 'new-business:triton:DIES-1';
    const handle = await start('newBusiness', workflowId, {
      taskQueue: 'of-workers-that-die',
      workflowTaskTimeout: '1s',
    });
    const pending = async () => (await handle.describe()).raw;
    // Takes its tasks, as a worker does, and is never heard of again.
    const takeAndDie = () =>
      env.connection
        .withDeadline(Date.now() + 3_000, () =>
          env.client.workflowService.pollWorkflowTaskQueue({
            namespace: env.namespace ?? '',
            taskQueue: { name: 'of-workers-that-die' },
            identity: 'a worker that dies',
          }),
        )
        .catch(() => undefined);
    while (((await pending()).pendingWorkflowTask?.attempt ?? 0) < 5) await takeAndDie();
    const answer = await app.send(`/api/transactions/${workflowId}`);
    expect([answer.status, codeOf(answer)]).toEqual([503, 'worker-unavailable']);
    const { workflowExecutionInfo } = await pending();
    const reported =
      workflowExecutionInfo?.searchAttributes?.indexedFields?.['TemporalReportedProblems'];
    expect(Buffer.from(reported?.data ?? []).toString()).toContain('WorkflowTaskTimedOut');
    await expect.poll(() => listed('?needsAttention=false')).toContain(workflowId);
    expect(await listed('?needsAttention=true')).not.toContain(workflowId);
    await handle.terminate('for a test');
  }, 120_000);

  it('goes on when the code is mended, and needs nobody any more', async () => {
    await stop();
    stop = await runCode('mended');
    await expect
      .poll(() => listed('?needsAttention=true'), { timeout: REPORTED_WITHIN_MS, interval: 500 })
      .toEqual([]);
    const { items } = (await app.send('/api/transactions?needsAttention=false')).json as {
      items: readonly { id: string; state: string }[];
    };
    expect(items.filter(({ state }) => state !== 'failed').map(({ id }) => id)).toEqual([
      'new-business:triton:FAILS-1',
    ]);
  }, 120_000);
});
