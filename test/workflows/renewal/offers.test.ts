import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Product } from '../../../src/domain/product/product.js';
import { termChangedSignal } from '../../../src/workflows/policy-term/messages.js';
import {
  recordOfferPaymentUpdate,
  type OfferPaid,
} from '../../../src/workflows/renewal/messages.js';
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
