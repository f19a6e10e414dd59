import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newBusinessId } from '../../../src/domain/workflow-ids.js';
import type { newBusiness } from '../../../src/workflows/index.js';
import { WORKFLOW_TASK_QUEUE } from '../../../src/workflows/task-queues.js';
import { runApp } from '../../api/running-app.js';
import { withPolicyWorkers } from '../../support/policy-workers.js';
import { aSubmission, inMemoryPolicySystem, newBusinessInput } from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';

/** The first that the policy system in memory gives. */
const POLICY = 'MEM1-0000003';

describe('the log of events', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  it('has what happened to a policy that runs straight through, in order and once', async () => {
    await using app = await runApp({ serverMs: 5_000, workerMs: 5_000 }, env);
    const submission = aSubmission();
    await withPolicyWorkers(env, inMemoryPolicySystem(), async () => {
      await env.client.workflow.execute<typeof newBusiness>('newBusiness', {
        workflowId: newBusinessId(submission.reference),
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [newBusinessInput(submission)],
      });
      await expect
        .poll(async () => {
          const { events } = (await app.send('/api/events')).json as {
            events: { type: string; subject?: string; sequence: string }[];
          };
          return events.map(({ type, subject, sequence }) => [Number(sequence), type, subject]);
        })
        .toEqual([
          [1, 'bindery.transaction.bound', POLICY],
          [2, 'bindery.term.bound', POLICY],
          [3, 'bindery.term.confirmed', POLICY],
          [4, 'bindery.transaction.ended', POLICY],
        ]);
    });
  });
});
