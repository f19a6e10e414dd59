import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advanceUpdate } from '../../../src/workflows/transaction/messages.js';
import { withBoundPolicy, type BoundPolicy } from '../../support/bound-policies.js';
import { anEndorsement, readTermOf, startEndorsement, untilAtRest } from '../../support/changes.js';
import { temporalEnvironment } from '../../support/temporal.js';

describe('an endorsement', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  /** Of the coming year. */
  const next = { effectiveDate: '2027-02-01', expirationDate: '2028-02-01' };
  const withPolicy = (scenario: (policy: BoundPolicy) => Promise<void>) =>
    withBoundPolicy(env, 'EN', scenario, next);

  it('waits to be accepted, then charges what is left of the difference in all three systems', async () => {
    await withPolicy(async ({ policyNumber, policySystem, billing }) => {
      const handle = await startEndorsement(env, anEndorsement(policyNumber, 620_000), {
        advanceTo: 'quoted',
      });
      expect(await untilAtRest(handle)).toMatchObject({
        state: 'quoted',
        heldAt: 'quoted',
        totalCents: 90_740,
      });
      expect(billing.calls.get('issuePolicyChange')).toBeUndefined();
      await handle.executeUpdate(advanceUpdate, { args: [{ by: 'olga' }] });
      expect(await handle.result()).toMatchObject({ state: 'completed', totalCents: 90_740 });
      const chain = await policySystem.readChain(policyNumber);
      expect(chain?.transactions.at(-1)).toMatchObject({
        kind: 'endorsement',
        effectiveDate: '2027-05-01',
      });
      expect(chain?.transactions.at(-1)?.boundOn).not.toBeNull();
      const period = await billing.getPeriodInfo({ policyNumber, termNumber: 1 });
      expect(period?.chargedCents).toBe(590_740);
      const term = await readTermOf(env, policyNumber);
      expect(term).toMatchObject({ status: 'unconfirmed', turn: { holder: null, queue: [] } });
      expect(term.layers.at(-1)).toMatchObject({
        kind: 'endorsement',
        booked: [{ amountCents: 90_740 }],
        fullTerm: [{ amountCents: 620_000 }],
      });
    });
  });
});
