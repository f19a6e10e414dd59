import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Product } from '../../../src/domain/product/product.js';
import type { RenewalRules } from '../../../src/domain/product/renewal.js';
import type { dueRenewals, renewalBatch } from '../../../src/workflows/index.js';
import { directionUpdate } from '../../../src/workflows/policy-term/messages.js';
import { WORKFLOW_TASK_QUEUE } from '../../../src/workflows/task-queues.js';
import { policyTermId } from '../../../src/domain/workflow-ids.js';
import { withBoundPolicy } from '../../support/bound-policies.js';
import { readTermOf } from '../../support/changes.js';
import { RULES } from '../../support/renewals.js';
import { aProductBilling } from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';

/** Renewed from so many days before the end of its term on, which is far away, when somebody asks. */
function renewed(changes: Partial<RenewalRules>): Partial<Product> {
  return { billing: aProductBilling(), renewal: { ...RULES, ...changes } };
}

const ASKED_FOR = { startsByItself: false, practiceDays: 290 };

describe('the renewals that are due', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  async function due(policyNumber: string): Promise<number> {
    // The index follows by a second or so.
    const query = `WorkflowType = 'policyTerm' AND PolicyNumber = '${policyNumber}' AND EffectiveDate IS NOT NULL AND ExecutionStatus = 'Running'`;
    while ((await env.client.workflow.count(query)).count === 0)
      await new Promise((resolve) => setTimeout(resolve, 50));
    const { found, batch } = await env.client.workflow.execute<typeof dueRenewals>('dueRenewals', {
      workflowId: `due-renewals-${randomUUID()}`,
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [{ perMinute: 60, mostOpen: 20 }],
    });
    if (batch !== null) await env.client.workflow.getHandle<typeof renewalBatch>(batch).result();
    return found;
  }

  it('are begun where the product has somebody ask for them, once', async () => {
    await withBoundPolicy(
      env,
      'DA',
      async ({ policyNumber }) => {
        expect(await due(policyNumber)).toBe(1);
        expect(await readTermOf(env, policyNumber)).toMatchObject({ isRenewalStarted: true });
        expect(await due(policyNumber)).toBe(0);
        await env.client.workflow.getHandle(policyTermId(policyNumber, 1)).terminate();
      },
      {},
      renewed(ASKED_FOR),
    );
  });

  it('are not those whose day has not come, or that somebody does not want', async () => {
    const later = renewed({ ...ASKED_FOR, practiceDays: 10 });
    await withBoundPolicy(
      env,
      'DB',
      async ({ policyNumber }) => {
        expect(await due(policyNumber)).toBe(0);
        await env.client.workflow.getHandle(policyTermId(policyNumber, 1)).terminate();
      },
      {},
      later,
    );
    await withBoundPolicy(
      env,
      'DC',
      async ({ policyNumber }) => {
        const term = env.client.workflow.getHandle(policyTermId(policyNumber, 1));
        const said = { requestId: 'D-1', direction: 'nonRenew', by: 'uwe', reason: 'Losses.' };
        await term.executeUpdate(directionUpdate, { args: [said as never] });
        expect(await due(policyNumber)).toBe(0);
        await term.terminate();
      },
      {},
      renewed(ASKED_FOR),
    );
  });
});
