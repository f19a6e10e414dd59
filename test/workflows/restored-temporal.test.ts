import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicySystem } from '../../src/ports/policy-system.js';
import type { newBusiness } from '../../src/workflows/index.js';
import { recordQuery } from '../../src/workflows/transaction/messages.js';
import type { InMemoryPolicySystem } from '../support/in-memory-policy-system.js';
import { withPolicyWorkers } from '../support/policy-workers.js';
import { aSubmission, newBusinessInput, inMemoryPolicySystem } from '../support/submissions.js';
import { temporalEnvironment } from '../support/temporal.js';
import { WORKFLOW_TASK_QUEUE } from '../../src/workflows/task-queues.js';
import { newBusinessId } from '../../src/domain/workflow-ids.js';

const IN_A_MINUTE = () => new Date(Date.now() + 60_000).toISOString();

describe('a Temporal that was put back to an earlier state', () => {
  let env: TestWorkflowEnvironment;
  let lastId = 0;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  /** To the stale server the look for earlier work is long done, and it found none. */
  function afterTheLook(policySystem: InMemoryPolicySystem): PolicySystem {
    let isFirst = true;
    return new Proxy(policySystem, {
      get: (target, method): unknown => {
        const value: unknown = Reflect.get(target, method);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          if (method === 'findQuotesByReference' && isFirst) {
            isFirst = false;
            return Promise.resolve([]);
          }
          return Reflect.apply(value, target, args);
        };
      },
    });
  }

  it('A40: doubles nothing that transactions begun before that moment had written since', async () => {
    const policySystem = inMemoryPolicySystem();
    const submission = aSubmission({ reference: { system: 'triton', id: `R-${(lastId += 1)}` } });
    const start = () =>
      env.client.workflow.start<typeof newBusiness>('newBusiness', {
        workflowId: newBusinessId(submission.reference),
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [newBusinessInput(submission)],
      });
    const first = await withPolicyWorkers(env, policySystem, async () => (await start()).result());
    const before = policySystem.book;
    const stale = afterTheLook(policySystem);
    const record = await withPolicyWorkers(
      env,
      stale,
      async () => {
        const handle = await start();
        await handle.result();
        return handle.query(recordQuery);
      },
      null,
      IN_A_MINUTE(),
    );
    expect(record).toMatchObject({ state: 'completed', policyNumber: first.policyNumber });
    expect(record.steps.map(({ name }) => name)).toContain('bind');
    expect(policySystem.book).toEqual(before);
  });
});
