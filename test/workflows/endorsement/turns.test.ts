import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SystemRejection } from '../../../src/ports/call-errors.js';
import { withdrawUpdate, type Withdrawal } from '../../../src/workflows/mid-term/messages.js';
import {
  abandonUpdate,
  advanceUpdate,
  correctUpdate,
  recordQuery,
} from '../../../src/workflows/transaction/messages.js';
import { withBoundPolicy, type BoundPolicy } from '../../support/bound-policies.js';
import {
  aCancellation,
  anEndorsement,
  readTermOf,
  startCancellation,
  startEndorsement,
  untilAtRest,
  type ChangeHandle,
} from '../../support/changes.js';
import { temporalEnvironment } from '../../support/temporal.js';

const toQuote = { advanceTo: 'quoted' } as const;
const notNow = new SystemRejection(
  { system: 'policySystem', operation: 'bindChange' },
  { reason: 'The accounting period is closed.', remedy: 'Have it opened.' },
);

describe('an endorsement and the turn of its term', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const withPolicy = (scenario: (policy: BoundPolicy) => Promise<void>) =>
    withBoundPolicy(env, 'ET', scenario, {
      effectiveDate: '2027-02-01',
      expirationDate: '2028-02-01',
    });
  const another = { reference: { system: 'triton', id: 'E-2' } };
  const withdrawal = { args: [{ by: 'olga', reason: 'Not wanted.' }] as [Withdrawal] };

  /** An endorsement that has the turn, and is stopped before its bind. */
  async function stoppedAtBind({ policyNumber, policySystem }: BoundPolicy): Promise<ChangeHandle> {
    policySystem.failNext('bindChange', notNow, 'before');
    const handle = await startEndorsement(env, anEndorsement(policyNumber, 620_000));
    expect(await untilAtRest(handle)).toMatchObject({
      state: 'binding',
      attention: { step: 'bind' },
    });
    return handle;
  }

  const runAgain = (handle: ChangeHandle) =>
    handle.executeUpdate(correctUpdate, { args: [{ by: 'olga', reason: 'Opened.', changes: {} }] });

  /** When it waits in the queue of its term. */
  async function untilQueued(policyNumber: string): Promise<void> {
    while ((await readTermOf(env, policyNumber)).turn.queue.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  it('A18: two at once take turns, and the second is quoted again on what the first left', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber, billing } = policy;
      const first = await stoppedAtBind(policy);
      const second = await startEndorsement(env, anEndorsement(policyNumber, 680_000, another));
      await untilQueued(policyNumber);
      // The term has it in its queue before it has heard so.
      await expect
        .poll(() => second.query(recordQuery))
        .toMatchObject({
          state: 'waitingTurn',
          totalCents: 136_110,
          revision: 0,
          waitingFor: expect.stringContaining(`endorsement:${policyNumber}:E-1`) as string,
        });
      await runAgain(first);
      expect(await first.result()).toMatchObject({ state: 'completed', totalCents: 90_740 });

      // It was asked to go to its end, at another price: it waits for somebody to see this one.
      const again = await untilAtRest(second);
      expect(again).toMatchObject({ heldAt: 'quoted', totalCents: 45_370, revision: 1 });
      expect((await readTermOf(env, policyNumber)).turn).toEqual({ holder: null, queue: [] });
      await second.executeUpdate(advanceUpdate, { args: [{ by: 'portal', revision: 1 }] });
      expect(await second.result()).toMatchObject({ state: 'completed', totalCents: 45_370 });
      const period = await billing.getPeriodInfo({ policyNumber, termNumber: 1 });
      expect(period?.chargedCents).toBe(500_000 + 90_740 + 45_370);
    });
  });

  it('leaves the queue when it is withdrawn while it waits', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber } = policy;
      await stoppedAtBind(policy);
      const second = await startEndorsement(env, anEndorsement(policyNumber, 680_000, another));
      await untilQueued(policyNumber);
      await second.executeUpdate(withdrawUpdate, withdrawal);
      expect(await second.result()).toMatchObject({ state: 'withdrawn' });
      expect((await readTermOf(env, policyNumber)).turn).toMatchObject({
        holder: { transaction: `endorsement:${policyNumber}:E-1` },
        queue: [],
      });
    });
  });

  it('is not withdrawn while it is being written; a person gives it up, and nothing is left of it', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber, policySystem } = policy;
      const handle = await stoppedAtBind(policy);
      await expect(handle.executeUpdate(withdrawUpdate, withdrawal)).rejects.toMatchObject({
        cause: { type: 'refused', details: [{ code: 'bindInProgress' }] },
      });
      await handle.executeUpdate(abandonUpdate, withdrawal);
      expect(await handle.result()).toMatchObject({
        state: 'withdrawn',
        failure: { code: 'abandoned' },
      });
      const chain = await policySystem.readChain(policyNumber);
      expect(chain?.transactions.map(({ kind }) => kind)).toEqual(['original']);
      expect((await readTermOf(env, policyNumber)).turn).toEqual({ holder: null, queue: [] });
    });
  });

  it('CX-08: is withdrawn when a cancellation of its term completes, whether it waits for a word or for the turn', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber, policySystem } = policy;
      const quoted = await startEndorsement(env, anEndorsement(policyNumber, 620_000), toQuote);
      await untilAtRest(quoted);
      policySystem.failNext('bindChange', notNow, 'before');
      const asked = aCancellation(policyNumber, { processOn: '2026-11-01' });
      const cancellation = await startCancellation(env, asked);
      expect(await untilAtRest(cancellation)).toMatchObject({ attention: { step: 'bind' } });
      const queued = await startEndorsement(env, anEndorsement(policyNumber, 680_000, another));
      await untilQueued(policyNumber);
      await runAgain(cancellation);
      expect(await cancellation.result()).toMatchObject({ state: 'completed' });
      for (const handle of [quoted, queued]) {
        const record = await handle.result();
        expect(record).toMatchObject({ state: 'withdrawn', failure: { code: 'refused' } });
        expect(record.failure?.reason).toContain('The term was cancelled');
      }
      expect((await readTermOf(env, policyNumber)).turn).toEqual({ holder: null, queue: [] });
    });
  });

  it('D40: is booked while a cancellation is pending, which then gives its part back, too', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber, billing } = policy;
      const cancellation = await startCancellation(env, aCancellation(policyNumber));
      expect(await untilAtRest(cancellation)).toMatchObject({ state: 'pending' });
      const handle = await startEndorsement(env, anEndorsement(policyNumber, 620_000));
      expect(await handle.result()).toMatchObject({ state: 'completed', totalCents: 90_740 });
      const period = await billing.getPeriodInfo({ policyNumber, termNumber: 1 });
      expect(period?.chargedCents).toBe(590_740);
      expect(await readTermOf(env, policyNumber)).toMatchObject({
        pendingCancellation: { transaction: `cancellation:${policyNumber}:C-1` },
      });
    });
  });
});
