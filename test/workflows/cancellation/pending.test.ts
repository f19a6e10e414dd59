import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CancellationAsked } from '../../../src/domain/cancellation/request.js';
import {
  recordNoticeUpdate,
  rescheduleUpdate,
  rescindUpdate,
  withdrawUpdate,
} from '../../../src/workflows/mid-term/messages.js';
import { recordPaymentUpdate } from '../../../src/workflows/policy-term/messages.js';
import { advanceUpdate } from '../../../src/workflows/transaction/messages.js';
import { policyTermId } from '../../../src/domain/workflow-ids.js';
import { withBoundPolicy, type BoundPolicy } from '../../support/bound-policies.js';
import {
  aCancellation,
  readTermOf,
  startCancellation,
  untilAtRest,
  type ChangeHandle,
} from '../../support/changes.js';
import { temporalEnvironment } from '../../support/temporal.js';

const BY = { by: 'olga', reason: 'As agreed.' };

describe('a cancellation for non-payment', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  /** Asked for on 2026-12-01, with 416.66 past due. */
  const withAsked = (
    scenario: (handle: ChangeHandle, policy: BoundPolicy) => Promise<void>,
    changes: Partial<CancellationAsked> = {},
  ) =>
    withBoundPolicy(env, 'NP', async (policy) => {
      policy.billing.pastDueCents = 41_666;
      const asked = aCancellation(policy.policyNumber, {
        source: 'insurer',
        reason: 'nonPayment',
        receivedOn: '2026-12-01',
        requestedOn: null,
        ...changes,
      });
      const handle = await startCancellation(env, asked);
      await untilAtRest(handle);
      await scenario(handle, policy);
    });

  const proof = (on: string) => ({
    sent: [{ to: 'insured', on, reference: 'L-1' }] as const,
  });
  const recordNotice = (handle: ChangeHandle, on: string) =>
    handle.executeUpdate(recordNoticeUpdate, { args: [{ by: 'olga', proof: proof(on) }] });

  /** The code of the refusal of an act. */
  async function refusalOf(act: Promise<unknown>): Promise<string> {
    const error: unknown = await act.then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(error instanceof WorkflowUpdateFailedError)) throw error;
    if (!(error.cause instanceof ApplicationFailure)) throw error;
    const [refusal] = (error.cause.details ?? []) as { readonly code: string }[];
    return refusal?.code ?? error.cause.type ?? '';
  }

  const pay = (policyNumber: string, amountCents: number, receivedAt: string) =>
    env.client.workflow
      .getHandle(policyTermId(policyNumber, 1))
      .executeUpdate(recordPaymentUpdate, {
        args: [
          {
            paymentId: `P-${policyNumber}-${amountCents}`,
            policyNumber,
            termNumber: 1,
            amountCents,
            currency: 'USD',
            receivedAt,
          },
        ],
      });

  it('c8: waits for the proof of its notice, without which it cannot be accepted', async () => {
    await withAsked(async (handle) => {
      const record = await untilAtRest(handle);
      expect(record).toMatchObject({ state: 'quoted', change: { notice: { proof: null } } });
      expect(record.waitingFor).toContain('the notice to be mailed');
      const accept = handle.executeUpdate(advanceUpdate, { args: [{ by: 'olga' }] });
      expect(await refusalOf(accept)).toBe('noticeProofMissing');
      expect((await untilAtRest(handle)).state).toBe('quoted');
    });
  });

  it('c5: moves its day when the notice is mailed too late for it', async () => {
    await withAsked(async (handle, { policyNumber }) => {
      const before = (await untilAtRest(handle)).change?.quote?.effectiveDate ?? '';
      await recordNotice(handle, '2026-12-10');
      const pending = await untilAtRest(handle);
      expect(pending).toMatchObject({ state: 'pending' });
      const after = pending.change?.quote?.effectiveDate ?? '';
      expect(after > before).toBe(true);
      expect(await readTermOf(env, policyNumber)).toMatchObject({
        pendingCancellation: { effectiveDate: after },
      });
    });
  });

  it('RS-08: is rescinded when enough money adds up that was received in time', async () => {
    await withAsked(async (handle, { policyNumber, policySystem }) => {
      await recordNotice(handle, '2026-12-01');
      await untilAtRest(handle);
      await pay(policyNumber, 20_000, '2026-11-20T12:00:00Z');
      expect((await untilAtRest(handle)).state).toBe('pending');
      await pay(policyNumber, 21_666, '2026-11-21T12:00:00Z');
      expect(await handle.result()).toMatchObject({ state: 'rescinded' });
      expect(await readTermOf(env, policyNumber)).toMatchObject({
        cancelledOn: null,
        pendingCancellation: null,
      });
      const chain = await policySystem.readChain(policyNumber);
      expect(chain?.transactions).toHaveLength(1);
    });
  });

  it("is rescinded by billing's word", async () => {
    await withAsked(async (handle) => {
      await recordNotice(handle, '2026-12-01');
      await untilAtRest(handle);
      await handle.executeUpdate(rescindUpdate, { args: [BY] });
      expect(await handle.result()).toMatchObject({ state: 'rescinded' });
    });
  });

  it('is moved to another day, and booked on none before it', async () => {
    await withAsked(async (handle, { policyNumber }) => {
      await recordNotice(handle, '2026-12-01');
      await untilAtRest(handle);
      const early = { ...BY, effectiveDate: '2026-12-02' };
      expect(await refusalOf(handle.executeUpdate(rescheduleUpdate, { args: [early] }))).toBe(
        'tooEarly',
      );
      const moved = { ...BY, effectiveDate: '2027-01-15' };
      await handle.executeUpdate(rescheduleUpdate, { args: [moved] });
      expect((await untilAtRest(handle)).change?.quote?.effectiveDate).toBe('2027-01-15');
      // Until the day from which it holds money stops it, whenever somebody wants it booked.
      const now = { ...BY, processOn: '2026-11-01' };
      await handle.executeUpdate(rescheduleUpdate, { args: [now] });
      const pending = await untilAtRest(handle);
      expect(pending).toMatchObject({ state: 'pending' });
      expect(pending.change?.goesOnAt).toBe('2027-01-15T06:01:00.000Z');
      await handle.executeUpdate(withdrawUpdate, { args: [BY] });
      expect(await readTermOf(env, policyNumber)).toMatchObject({ cancelledOn: null });
    });
  });

  it('c25: is withdrawn before its notice is out, and c12 rescinded after', async () => {
    await withAsked(async (handle) => {
      await handle.executeUpdate(withdrawUpdate, { args: [BY] });
      expect(await handle.result()).toMatchObject({ state: 'withdrawn' });
    });
    await withAsked(async (handle, { policyNumber }) => {
      await recordNotice(handle, '2026-12-01');
      await untilAtRest(handle);
      await handle.executeUpdate(withdrawUpdate, { args: [BY] });
      expect(await handle.result()).toMatchObject({ state: 'rescinded' });
      expect(await readTermOf(env, policyNumber)).toMatchObject({ pendingCancellation: null });
    });
  });
});
