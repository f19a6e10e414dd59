import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advanceUpdate } from '../../../src/workflows/transaction/messages.js';
import { withBoundPolicy, type BoundPolicy } from '../../support/bound-policies.js';
import {
  aCancellation,
  readTermOf,
  startCancellation,
  untilAtRest,
} from '../../support/changes.js';
import { temporalEnvironment } from '../../support/temporal.js';

describe('a cancellation', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  /** Of the coming year. */
  const next = { effectiveDate: '2027-02-01', expirationDate: '2028-02-01' };
  const withPolicy = (scenario: (policy: BoundPolicy) => Promise<void>, changes = next) =>
    withBoundPolicy(env, 'CX', scenario, changes);

  it('waits to be accepted, and for its day, when it was not asked to go on', async () => {
    await withPolicy(async ({ policyNumber }) => {
      const handle = await startCancellation(env, aCancellation(policyNumber), {
        advanceTo: 'quoted',
      });
      expect(await untilAtRest(handle)).toMatchObject({ state: 'quoted', heldAt: 'quoted' });
      await handle.executeUpdate(advanceUpdate, { args: [{ by: 'olga' }] });
      expect(await untilAtRest(handle)).toMatchObject({
        state: 'pending',
        waitingFor:
          '2027-08-01, when it is booked from 2027-08-01 on; until then it can be rescinded.',
      });
    });
  });

  it('gives everything back from the first day, in the policy system, in billing and at the term', async () => {
    await withPolicy(async ({ policyNumber, policySystem, billing }) => {
      const asked = aCancellation(policyNumber, {
        source: 'insurer',
        reason: 'notTaken',
        processOn: '2026-11-01',
      });
      const handle = await startCancellation(env, asked);
      expect(await handle.result()).toMatchObject({ state: 'completed', totalCents: -500_000 });
      const chain = await policySystem.readChain(policyNumber);
      expect(chain?.transactions.at(-1)).toMatchObject({ kind: 'cancellation' });
      expect(await readTermOf(env, policyNumber)).toMatchObject({
        status: 'cancelled',
        cancelledOn: '2027-02-01',
        turn: { holder: null, queue: [] },
      });
      const period = await billing.getPeriodInfo({ policyNumber, termNumber: 1 });
      expect(period).toMatchObject({ status: 'cancelled', chargedCents: 0 });
    });
  });
});
