import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advanceUpdate } from '../../../src/workflows/transaction/messages.js';
import { InMemoryBilling } from '../../support/in-memory-billing.js';
import {
  aCancellation,
  readTermOf,
  startCancellation,
  untilAtRest,
} from '../../support/changes.js';
import { withPolicyWorkers } from '../../support/policy-workers.js';
import { aProductBilling, aSubmission, inMemoryPolicySystem } from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';
import { startTransaction } from '../../support/transactions.js';

describe('a cancellation', () => {
  let env: TestWorkflowEnvironment;
  let last = 0;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  /** A policy that new business has bound and billing bills. */
  async function withPolicy(
    scenario: (known: {
      readonly policyNumber: string;
      readonly policySystem: ReturnType<typeof inMemoryPolicySystem>;
      readonly billing: InMemoryBilling;
    }) => Promise<void>,
    changes = {},
  ): Promise<void> {
    last += 1;
    const policySystem = inMemoryPolicySystem({ policyPrefix: `CX${last}` });
    const billing = new InMemoryBilling();
    const submission = aSubmission({
      reference: { system: 'triton', id: `CX-${last}` },
      ...changes,
    });
    await withPolicyWorkers(
      env,
      policySystem,
      async () => {
        const bound = await startTransaction(env, submission, {
          billing: { product: aProductBilling() },
        });
        const { policyNumber } = await bound.result();
        await scenario({ policyNumber: policyNumber ?? '', policySystem, billing });
      },
      billing,
    );
  }

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
      expect(await untilAtRest(handle)).toMatchObject({ state: 'completed', totalCents: -500_000 });
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
