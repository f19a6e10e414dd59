import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Product } from '../../../src/domain/product/product.js';
import { SystemRejection } from '../../../src/ports/call-errors.js';
import { termChangedSignal } from '../../../src/workflows/policy-term/messages.js';
import {
  offerPaidSignal,
  offerPaymentReversedSignal,
  recordOfferPaymentUpdate,
  reverseOfferPaymentUpdate,
  settleRenewalTaskUpdate,
  type OfferPaid,
} from '../../../src/workflows/renewal/messages.js';
import {
  correctUpdate,
  recordQuery,
  type Correction,
} from '../../../src/workflows/transaction/messages.js';
import { type BoundPolicy, withBoundPolicy } from '../../support/bound-policies.js';
import { type ChangeHandle, readTermOf, untilAtRest } from '../../support/changes.js';
import { aRenewal, RULES, startRenewal } from '../../support/renewals.js';
import { aProductBilling } from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';

/** Offered at once. */
const OFFERED: Partial<Product> = {
  billing: aProductBilling(),
  renewal: { ...RULES, flow: 'offer', offerDaysBefore: 400 },
};

let last = 0;

function money(offerId: string, amountCents: number, changes: Partial<OfferPaid> = {}): OfferPaid {
  last += 1;
  return {
    offerId,
    transactionId: `T-${last}`,
    paymentId: `P-${last}`,
    amountCents,
    currency: 'USD',
    receivedAt: '2026-11-20T12:00:00Z',
    planCode: null,
    ...changes,
  };
}

describe('the offer of a renewal', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  async function withOffer(
    scenario: (
      offered: BoundPolicy & { readonly handle: ChangeHandle; readonly offerId: string },
    ) => Promise<void>,
  ): Promise<void> {
    await withBoundPolicy(
      env,
      'RO',
      async (policy) => {
        const handle = await startRenewal(env, aRenewal(policy.policyNumber));
        const record = await untilAtRest(handle);
        expect(record.state).toBe('offered');
        const [offer] = record.change?.renewal?.offers ?? [];
        if (!offer) throw new Error('no offer is out');
        await scenario({ ...policy, handle, offerId: offer.offerId });
      },
      {},
      OFFERED,
    );
  }

  it('r21: is bound when a plan is paid for, and the term is confirmed by its bind', async () => {
    await withOffer(async ({ handle, offerId, policyNumber, billing }) => {
      const paid = money(offerId, 125_000);
      const reply = await handle.executeUpdate(recordOfferPaymentUpdate, { args: [paid] });
      expect(reply).toMatchObject({ outcome: 'answered' });
      const record = await handle.result();
      const { newPolicyNumber = null } = record.change?.renewal ?? {};
      expect(reply).toMatchObject({ policyNumber: newPolicyNumber });
      expect(record.state).toBe('completed');
      const period = { policyNumber: newPolicyNumber ?? '', termNumber: 2 };
      expect(await billing.getPeriodInfo(period)).toMatchObject({
        planCode: 'TEN',
        isTermConfirmed: true,
      });
      const old = await readTermOf(env, policyNumber);
      expect(old.nextTerm).toEqual(period);
    });
  });

  it('r22: adds up what comes, and asks a person while it pays for no plan', async () => {
    await withOffer(async ({ handle, offerId }) => {
      const short = money(offerId, 100_000);
      expect(await handle.executeUpdate(recordOfferPaymentUpdate, { args: [short] })).toMatchObject(
        {
          outcome: 'answered',
          policyNumber: null,
        },
      );
      const waiting = await untilAtRest(handle);
      expect(waiting.change?.renewal?.tasks.map(({ key }) => key)).toEqual(['noPlanFits']);
      const rest = money(offerId, 25_000);
      const reply = await handle.executeUpdate(recordOfferPaymentUpdate, { args: [rest] });
      expect(reply).toMatchObject({ outcome: 'answered' });
      const record = await handle.result();
      expect(record).toMatchObject({ state: 'completed', change: { renewal: { tasks: [] } } });
    });
  });

  it('counts a payment once that is told twice, and refuses other content under its id', async () => {
    await withOffer(async ({ handle, offerId }) => {
      const short = money(offerId, 100_000);
      for (let times = 0; times < 2; times += 1) {
        const reply = await handle.executeUpdate(recordOfferPaymentUpdate, { args: [short] });
        expect(reply).toMatchObject({ outcome: 'answered', policyNumber: null });
      }
      const other = { ...short, amountCents: 100_001 };
      expect(await handle.executeUpdate(recordOfferPaymentUpdate, { args: [other] })).toMatchObject(
        {
          outcome: 'refused',
          refusal: { code: 'contentDiffers' },
        },
      );
      const record = await untilAtRest(handle);
      expect(record.change?.renewal?.money).toHaveLength(1);
    });
  });

  it('is told by plain signals too: money, what is taken back, and what nobody can be answered', async () => {
    await withOffer(async ({ handle, offerId }) => {
      const short = money(offerId, 100_000);
      await handle.signal(offerPaidSignal, short);
      await handle.signal(offerPaidSignal, short);
      const tasks = async () => (await untilAtRest(handle)).change?.renewal?.tasks ?? [];
      const keys = async () => (await tasks()).map(({ key }) => key);
      await expect.poll(keys).toEqual(['noPlanFits']);
      const back = { offerId, transactionId: 'R-1', reason: 'Returned by the bank' };
      await handle.signal(offerPaymentReversedSignal, { ...back, paymentId: short.paymentId });
      await expect.poll(keys).toEqual([]);

      await handle.signal(offerPaidSignal, { ...short, amountCents: 1 });
      await handle.signal(offerPaymentReversedSignal, { ...back, transactionId: 'R-2' } as never);
      await expect.poll(keys).toEqual([`signal:${short.transactionId}`, 'signal:R-2']);
      expect((await tasks())[1]?.text).toContain('paymentId');
      for (const { key: task } of await tasks())
        await handle.executeUpdate(settleRenewalTaskUpdate, {
          args: [{ task, by: 'olga', reason: 'Billing set right' }],
        });

      await handle.signal(offerPaidSignal, money(offerId, 125_000));
      expect(await handle.result()).toMatchObject({ state: 'completed' });
    });
  });

  it('is bound with its money while that is taken back, and the new term hears of it once', async () => {
    await withOffer(async ({ handle, offerId, policySystem }) => {
      const why = { reason: 'Not now.', remedy: 'Run it again.' };
      const refusal = new SystemRejection({ system: 'policySystem', operation: 'bind' }, why);
      policySystem.failNext('bind', refusal, 'before');
      const paid = money(offerId, 125_000);
      await handle.executeUpdate(recordOfferPaymentUpdate, { args: [paid] });
      const back = { offerId, transactionId: 'R-1', paymentId: paid.paymentId, reason: 'No funds' };
      const reply = await handle.executeUpdate(reverseOfferPaymentUpdate, { args: [back] });
      expect(reply).toMatchObject({ outcome: 'answered', policyNumber: null });
      const { change } = await handle.query(recordQuery);
      const making: ChangeHandle = env.client.workflow.getHandle(change?.renewal?.madeBy ?? '');
      // The renewal goes on with it.
      const { revision } = await making.query(recordQuery);
      const args: [Correction] = [{ by: 'olga', reason: 'Mended', revision }];
      await making.executeUpdate(correctUpdate, { args });
      const record = await handle.result();
      expect(record).toMatchObject({ state: 'completed' });
      const bound = record.change?.renewal?.newPolicyNumber ?? '';
      const term = await readTermOf(env, bound, 2);
      expect(term).toMatchObject({
        status: 'confirmed',
        tasks: [{ key: 'delinquency' }],
      });
    });
  });

  /** Told when the next version is quoted and billing is asked for its plans, which it answers only then. */
  async function paidWhileNextGoesOut(
    { handle, policyNumber, billing }: BoundPolicy & { readonly handle: ChangeHandle },
    offerId: string,
  ) {
    const askPlans = billing.getPaymentPlans.bind(billing);
    let answer = (): void => undefined;
    const isPaid = new Promise<void>((resolve) => {
      answer = resolve;
    });
    // The first is asked for by the new business, the second for the offer.
    const plans = vi.spyOn(billing, 'getPaymentPlans').mockImplementation(async (request) => {
      if (plans.mock.calls.length === 2) await isPaid;
      return askPlans(request);
    });
    await handle.signal(termChangedSignal, {
      policyNumber,
      termNumber: 1,
      transaction: 'endorsement:1',
      change: 'endorsement',
    });
    await expect.poll(() => plans.mock.calls.length).toBe(2);
    const args: [OfferPaid] = [money(offerId, 125_000)];
    const reply = await handle.executeUpdate(recordOfferPaymentUpdate, { args });
    answer();
    return reply;
  }

  it('is no consent to a version that is being put out, where it is for the one before', async () => {
    await withOffer(async ({ offerId, ...policy }) => {
      const reply = await paidWhileNextGoesOut(policy, offerId);
      expect(reply).toMatchObject({ outcome: 'answered', policyNumber: null });
      const { state, change } = await untilAtRest(policy.handle);
      expect(state).toBe('offered');
      expect(change?.renewal).toMatchObject({
        offers: [{ version: 1 }, { version: 2 }],
        money: [{ standing: 'olderVersion' }],
        tasks: [{ key: 'olderVersion' }],
      });
    });
  });

  it('counts for the version that is being put out, where it names none', async () => {
    await withOffer(async ({ offerId, ...policy }) => {
      const reply = await paidWhileNextGoesOut(policy, offerId.replace('/v1', ''));
      expect(reply).toMatchObject({ outcome: 'answered', policyNumber: null });
      expect(await policy.handle.result()).toMatchObject({
        state: 'completed',
        change: { renewal: { offers: [{ version: 1 }, { version: 2 }], tasks: [] } },
      });
    });
  });
});
