import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  OutcomeUnknown,
  SystemRejection,
  SystemUnavailable,
} from '../../../src/ports/call-errors.js';
import { editUpdate } from '../../../src/workflows/mid-term/messages.js';
import { advanceUpdate, correctUpdate } from '../../../src/workflows/transaction/messages.js';
import { withBoundPolicy, type BoundPolicy } from '../../support/bound-policies.js';
import {
  anEndorsement,
  readTermOf,
  startEndorsement,
  untilAtRest,
  type ChangeHandle,
} from '../../support/changes.js';
import { resettablePoints, resetWorkflow } from '../../support/reset-workflow.js';
import { temporalEnvironment } from '../../support/temporal.js';

/** What no run of an endorsement may do twice, however it ends and is taken up. */
describe('an endorsement whose answers are lost, or whose run is ended', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const withPolicy = (scenario: (policy: BoundPolicy) => Promise<void>) =>
    withBoundPolicy(env, 'EL', scenario, {
      effectiveDate: '2027-02-01',
      expirationDate: '2028-02-01',
    });

  /** The endorsement is there once, for 907.40, in all three systems, and the turn is free. */
  async function expectBookedOnce({ policyNumber, policySystem, billing }: BoundPolicy) {
    const chain = await policySystem.readChain(policyNumber);
    expect(chain?.transactions.map(({ kind }) => kind)).toEqual(['original', 'endorsement']);
    expect(chain?.transactions.at(-1)?.boundOn).not.toBeNull();
    const term = await readTermOf(env, policyNumber);
    expect(term.layers).toHaveLength(2);
    expect(term.layers.at(-1)?.booked).toMatchObject([{ amountCents: 90_740 }]);
    expect(term.turn).toEqual({ holder: null, queue: [] });
    const period = await billing.getPeriodInfo({ policyNumber, termNumber: 1 });
    expect(period?.chargedCents).toBe(590_740);
  }

  const policyCall = (operation: string) => ({ system: 'policySystem', operation }) as const;
  const lost = (operation: string) =>
    new OutcomeUnknown(policyCall(operation), 'connection reset', 0);

  it.each([
    ['its making', 'endorse', new SystemUnavailable(policyCall('endorse'), 'connection reset')],
    ['its bind', 'bindChange', lost('bindChange')],
  ] as const)('is booked once when the answer to %s is lost', async (_what, method, error) => {
    await withPolicy(async (policy) => {
      policy.policySystem.failNext(method, error, 'after');
      const asked = anEndorsement(policy.policyNumber, 620_000);
      const record = await (await startEndorsement(env, asked)).result();
      expect(record).toMatchObject({ state: 'completed', totalCents: 90_740 });
      await expectBookedOnce(policy);
    });
  });

  it('is billed once when the answer of billing is lost', async () => {
    await withPolicy(async (policy) => {
      const call = { system: 'billing', operation: 'issuePolicyChange' } as const;
      const error = new SystemUnavailable(call, 'connection reset');
      policy.billing.failNext('issuePolicyChange', error, 'after');
      const asked = anEndorsement(policy.policyNumber, 620_000);
      const record = await (await startEndorsement(env, asked)).result();
      expect(record).toMatchObject({ state: 'completed' });
      await expectBookedOnce(policy);
    });
  });

  it('goes on after a person has mended what the policy system refused', async () => {
    await withPolicy(async (policy) => {
      const reason = { reason: 'The accounting period is closed.', remedy: 'Have it opened.' };
      const refusal = new SystemRejection(policyCall('endorse'), reason);
      policy.policySystem.failNext('endorse', refusal, 'before');
      const handle = await startEndorsement(env, anEndorsement(policy.policyNumber, 620_000));
      const stopped = await untilAtRest(handle);
      expect(stopped).toMatchObject({ state: 'binding', attention: { step: 'makeChange' } });
      await handle.executeUpdate(correctUpdate, {
        args: [{ by: 'olga', reason: 'Opened.', changes: {} }],
      });
      expect(await handle.result()).toMatchObject({ state: 'completed' });
      await expectBookedOnce(policy);
    });
  });

  /** Ends its run in Temporal, as an operator does, and posts the same request again. */
  async function takenUp(policyNumber: string, handle: ChangeHandle): Promise<ChangeHandle> {
    await handle.terminate('by mistake');
    return startEndorsement(env, anEndorsement(policyNumber, 620_000));
  }

  it('is taken up with its turn when its run was ended before the bind', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber, policySystem } = policy;
      const refusal = { reason: 'Not now.', remedy: 'Try again.' };
      policySystem.failNext(
        'bindChange',
        new SystemRejection(policyCall('bindChange'), refusal),
        'before',
      );
      const first = await startEndorsement(env, anEndorsement(policyNumber, 620_000));
      expect(await untilAtRest(first)).toMatchObject({ attention: { step: 'bind' } });
      const second = await takenUp(policyNumber, first);
      expect(await second.result()).toMatchObject({ state: 'completed', totalCents: 90_740 });
      await expectBookedOnce(policy);
    });
  });

  it('A92: waits to be accepted at what was posted when its run was ended after another price was accepted', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber, policySystem } = policy;
      const refusal = { reason: 'Not now.', remedy: 'Try again.' };
      policySystem.failNext(
        'endorse',
        new SystemRejection(policyCall('endorse'), refusal),
        'before',
      );
      const asked = anEndorsement(policyNumber, 560_000);
      const first = await startEndorsement(env, asked, { advanceTo: 'quoted' });
      await untilAtRest(first);
      const { figures } = anEndorsement(policyNumber, 620_000);
      const edit = { by: 'olga', reason: 'More trucks.', changes: { figures } };
      await first.executeUpdate(editUpdate, { args: [edit] });
      await untilAtRest(first);
      await first.executeUpdate(advanceUpdate, { args: [{ by: 'portal' }] });
      expect(await untilAtRest(first)).toMatchObject({ attention: { step: 'makeChange' } });

      await first.terminate('by mistake');
      const second = await startEndorsement(env, asked, { advanceTo: 'quoted' });
      expect(await untilAtRest(second)).toMatchObject({ heldAt: 'quoted', totalCents: 45_370 });
      await second.executeUpdate(editUpdate, { args: [edit] });
      await untilAtRest(second);
      await second.executeUpdate(advanceUpdate, { args: [{ by: 'portal' }] });
      expect(await second.result()).toMatchObject({ state: 'completed', totalCents: 90_740 });
      await expectBookedOnce(policy);
    });
  });

  it('is only billed when its run was ended after the term had it', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber, billing } = policy;
      const call = { system: 'billing', operation: 'issuePolicyChange' } as const;
      const refusal = new SystemRejection(call, { reason: 'Not now.', remedy: 'Try again.' });
      billing.failNext('issuePolicyChange', refusal, 'before');
      const first = await startEndorsement(env, anEndorsement(policyNumber, 620_000));
      expect(await untilAtRest(first)).toMatchObject({
        state: 'bound',
        attention: { step: 'billChange' },
      });
      const second = await takenUp(policyNumber, first);
      const record = await second.result();
      expect(record).toMatchObject({ state: 'completed', totalCents: 90_740 });
      expect(record.steps.map(({ name }) => name)).not.toContain('makeChange');
      await expectBookedOnce(policy);
    });
  });

  it('is booked once from whatever point an operator resets it', async () => {
    await withPolicy(async (policy) => {
      const handle = await startEndorsement(env, anEndorsement(policy.policyNumber, 620_000));
      await handle.result();
      const { runId } = await handle.describe();
      const run = { workflowId: handle.workflowId, runId };
      for (const point of await resettablePoints(env, run)) {
        await resetWorkflow(env, run, point);
        expect(await handle.result()).toMatchObject({ state: 'completed', totalCents: 90_740 });
        await expectBookedOnce(policy);
      }
    });
  });
});
