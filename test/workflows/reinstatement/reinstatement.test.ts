import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { totalOf } from '../../../src/domain/money/charges.js';
import { decideUpdate, withdrawUpdate } from '../../../src/workflows/mid-term/messages.js';
import { withBoundPolicy, type BoundPolicy } from '../../support/bound-policies.js';
import {
  aCancellation,
  aReinstatement,
  readTermOf,
  startCancellation,
  startChange,
  untilAtRest,
} from '../../support/changes.js';
import { temporalEnvironment } from '../../support/temporal.js';

describe('a reinstatement', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  /** A policy that the insured cancelled on 2026-10-01, after 122 days of 365. */
  const withCancelled = (scenario: (policy: BoundPolicy) => Promise<void>) =>
    withBoundPolicy(env, 'RI', async (policy) => {
      const asked = aCancellation(policy.policyNumber, {
        receivedOn: '2026-10-01',
        requestedOn: '2026-10-01',
      });
      const cancelled = await (await startCancellation(env, asked)).result();
      expect(cancelled).toMatchObject({ state: 'completed', totalCents: -332_877 });
      await scenario(policy);
    });

  it('gives a policy back by reversal: policy system, billing and term come out even', async () => {
    await withCancelled(async ({ policyNumber, policySystem, billing }) => {
      const asked = aReinstatement(policyNumber, { isAgreed: true });
      const record = await (await startChange(env, 'reinstatement', asked)).result();
      expect(record).toMatchObject({ state: 'completed', totalCents: 332_877 });
      expect(record.change?.quote?.effectiveDate).toBe('2026-10-01');

      const chain = await policySystem.readChain(policyNumber);
      expect(chain?.transactions.map(({ kind }) => kind)).toEqual([
        'original',
        'cancellation',
        'reinstatement',
      ]);
      const term = await readTermOf(env, policyNumber);
      expect(term).toMatchObject({ status: 'unconfirmed', cancelledOn: null });
      const booked = [...term.layers, ...term.returns].flatMap((layer) => layer.booked);
      expect(totalOf(booked)).toBe(500_000);
      // The term knows each booking as the policy system calls it.
      const known = [...term.returns, ...term.layers.slice(1)].map(({ quoteGuid }) => quoteGuid);
      expect(known).toEqual(chain?.transactions.slice(1).map(({ quoteGuid }) => quoteGuid));
      const period = await billing.getPeriodInfo({ policyNumber, termNumber: 1 });
      expect(period).toMatchObject({ status: 'open', chargedCents: 500_000 });
    });
  });

  it('waits for an underwriter beyond the limits of the product, who may decline it', async () => {
    await withCancelled(async ({ policyNumber }) => {
      const handle = await startChange(env, 'reinstatement', aReinstatement(policyNumber));
      const referred = await untilAtRest(handle);
      expect(referred).toMatchObject({ state: 'referred' });
      expect(referred.waitingFor).toContain('an underwriter to decide');
      await handle.executeUpdate(decideUpdate, {
        args: [{ by: 'uwe', reason: 'Two losses.', decision: 'decline' }],
      });
      expect(await handle.result()).toMatchObject({ state: 'withdrawn' });
      expect(await readTermOf(env, policyNumber)).toMatchObject({ status: 'cancelled' });
    });
  });

  it('is refused for a policy that is in force, with the reason', async () => {
    await withBoundPolicy(env, 'RI', async ({ policyNumber }) => {
      const handle = await startChange(env, 'reinstatement', aReinstatement(policyNumber));
      const record = await handle.result();
      expect(record).toMatchObject({ state: 'withdrawn', failure: { code: 'refused' } });
      expect(record.failure?.reason).toContain('a cancelled term');
    });
  });

  it('is withdrawn before it is written, and not after', async () => {
    await withCancelled(async ({ policyNumber }) => {
      const handle = await startChange(env, 'reinstatement', aReinstatement(policyNumber));
      await untilAtRest(handle);
      await handle.executeUpdate(withdrawUpdate, { args: [{ by: 'olga', reason: 'Not wanted.' }] });
      expect(await handle.result()).toMatchObject({ state: 'withdrawn', failure: null });
    });
  });
});
