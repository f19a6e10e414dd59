import { WorkflowNotFoundError } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TransactionRecord } from '../../../src/domain/transaction/record.js';
import type { Product } from '../../../src/domain/product/product.js';
import {
  rescheduleUpdate,
  withdrawUpdate,
  type Rescheduling,
} from '../../../src/workflows/mid-term/messages.js';
import { recordOfferPaymentUpdate } from '../../../src/workflows/renewal/messages.js';
import { recordQuery } from '../../../src/workflows/transaction/messages.js';
import { aRenewal, RULES, startRenewal } from '../../support/renewals.js';
import { withBoundPolicy } from '../../support/bound-policies.js';
import {
  aCancellation,
  anEndorsement,
  aReinstatement,
  type ChangeHandle,
  readTermOf,
  startCancellation,
  startChange,
  startEndorsement,
  untilAtRest,
} from '../../support/changes.js';
import { InMemoryBilling } from '../../support/in-memory-billing.js';
import { withPolicyWorkers } from '../../support/policy-workers.js';
import {
  anInstallation,
  aProduct,
  aProductBilling,
  aSubmission,
  inMemoryPolicySystem,
} from '../../support/submissions.js';
import { startTransaction } from '../../support/transactions.js';
import { temporalEnvironment } from '../../support/temporal.js';

/** Renewed at once: every day of it has come. */
const BOUND_AT_ONCE: Partial<Product> = {
  billing: aProductBilling(),
  renewal: { ...RULES, issueDaysBefore: 400 },
};

/** The term starts it in its own time. */
async function untilKnown<T>(find: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await find();
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Everything that its offer asks for. */
async function paid(handle: ChangeHandle): Promise<void> {
  const { change } = await untilAtRest(handle);
  const [offer] = change?.renewal?.offers ?? [];
  const payment = {
    offerId: offer?.offerId ?? '',
    transactionId: 'T-1',
    paymentId: 'P-1',
    amountCents: offer?.totalCents ?? 0,
    currency: null,
    receivedAt: null,
    planCode: null,
  };
  await handle.executeUpdate(recordOfferPaymentUpdate, { args: [payment] });
}

describe('a renewal', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  it('r19, r31, r33: binds the next term where the old one ends, and billing bills it as the next', async () => {
    await withBoundPolicy(
      env,
      'RN',
      async ({ policyNumber, policySystem, billing }) => {
        const handle = await startRenewal(env, aRenewal(policyNumber));
        const record = await handle.result();
        expect(record).toMatchObject({ state: 'completed', totalCents: 500_000 });
        const { newPolicyNumber } = record.change?.renewal ?? {};
        const old = await readTermOf(env, policyNumber);
        expect(old).toMatchObject({
          nextTerm: { policyNumber: newPolicyNumber, termNumber: 2 },
          isRenewalStarted: true,
        });
        const period = { policyNumber: newPolicyNumber ?? '', termNumber: 2 };
        expect(await billing.getPeriodInfo(period)).toMatchObject({
          term: { effectiveDate: '2027-06-01', expirationDate: '2028-06-01' },
          chargedCents: 500_000,
          isTermConfirmed: false,
        });
        const chain = await policySystem.readChain(newPolicyNumber ?? '', { on: '2027-06-01' });
        expect(chain).toMatchObject({ effectiveDate: '2027-06-01', expirationDate: '2028-06-01' });
      },
      {},
      BOUND_AT_ONCE,
    );
  });

  it('follows one term after the other without a gap, and comes back to the 29 February of the first', async () => {
    await withBoundPolicy(
      env,
      'RN',
      async ({ policyNumber }) => {
        const ends: (string | null)[] = [];
        let term = await readTermOf(env, policyNumber);
        for (const termNumber of [1, 2, 3]) {
          const asked = { termNumber, effectiveDate: term.expirationDate ?? '' };
          const handle = await startRenewal(env, aRenewal(term.policyNumber, asked));
          const { change } = await handle.result();
          const { newPolicyNumber = null } = change?.renewal ?? {};
          const next = await readTermOf(env, newPolicyNumber ?? '', termNumber + 1);
          expect(next.effectiveDate).toBe(term.expirationDate);
          ends.push(next.expirationDate);
          term = next;
        }
        expect(ends).toEqual(['2030-02-28', '2031-02-28', '2032-02-29']);
      },
      { effectiveDate: '2028-02-29', expirationDate: '2029-02-28' },
      { ...BOUND_AT_ONCE, renewal: { ...RULES, issueDaysBefore: 4_000 } },
    );
  });

  it('is started by the term itself when its lead time has come', async () => {
    await withBoundPolicy(
      env,
      'RN',
      async ({ policyNumber }) => {
        const handle = env.client.workflow.getHandle(`renewal:${policyNumber}:2`);
        const record = await untilKnown(() => handle.result() as Promise<TransactionRecord>);
        expect(record).toMatchObject({
          state: 'completed',
          reference: { system: 'bindery', id: 'term-1-renewal' },
        });
        expect(await readTermOf(env, policyNumber)).toMatchObject({ isRenewalStarted: true });
      },
      {},
      { ...BOUND_AT_ONCE, renewal: { ...RULES, issueDaysBefore: 400, practiceDays: 400 } },
    );
  });

  it('is one renewal where the term and a person begin it in the same second', async () => {
    await withBoundPolicy(
      env,
      'RN',
      async ({ policyNumber, policySystem }) => {
        // The term starts it as soon as it is bound.
        const handle = await startRenewal(env, aRenewal(policyNumber));
        const record = await handle.result();
        expect(record).toMatchObject({ state: 'completed' });
        const { newPolicyNumber = null } = record.change?.renewal ?? {};
        const term = async () => {
          const { tasks, nextTerm, isRenewalStarted } = await readTermOf(env, policyNumber);
          return { tasks, nextTerm, isRenewalStarted };
        };
        const nextTerm = { policyNumber: newPolicyNumber, termNumber: 2 };
        await expect.poll(term).toEqual({ tasks: [], nextTerm, isRenewalStarted: true });
        const runs: string[] = [];
        const query = `WorkflowId = '${handle.workflowId}'`;
        for await (const { runId } of env.client.workflow.list({ query })) runs.push(runId);
        expect(runs).toHaveLength(1);
        const bound = await policySystem.readChain(newPolicyNumber ?? '', { on: '2027-06-01' });
        expect(bound?.transactions).toHaveLength(1);
      },
      {},
      { ...BOUND_AT_ONCE, renewal: { ...RULES, issueDaysBefore: 400, practiceDays: 400 } },
    );
  });

  it('renews a policy whose last transaction was done by hand at what that left, and follows on it', async () => {
    await withBoundPolicy(
      env,
      'RN',
      async ({ policyNumber, policySystem }) => {
        const [line] = aProduct().lines;
        const premium = anInstallation().charges.find(({ charge }) => charge === 'premium');
        const { quoteGuid } = await policySystem.endorse({
          requestId: 'typed',
          policyNumber,
          effectiveDate: '2026-06-01',
          calculation: 'proRata',
          charges: [
            { lineGuid: line.lineGuid, chargeCode: premium?.code ?? 0, amountCents: 100_000 },
          ],
        });
        await policySystem.bindChange(quoteGuid);
        const quoted = vi.spyOn(policySystem, 'addQuote');
        const record = await (await startRenewal(env, aRenewal(policyNumber))).result();
        expect(record).toMatchObject({ state: 'completed', totalCents: 600_000 });
        expect(quoted.mock.calls[0]?.[0]).toMatchObject({ renews: { quoteGuid } });
        const { layers } = await readTermOf(env, policyNumber);
        expect(layers.map(({ kind }) => kind)).toEqual(['bind', 'endorsement']);
      },
      {},
      BOUND_AT_ONCE,
    );
  });

  it('begins at the instant at which the old term ends where the clock is changed on that day', async () => {
    // On 14 March 2027 clocks in Texas go from 2:00 to 3:00.
    const days = { effectiveDate: '2026-03-14', expirationDate: '2027-03-14' };
    await withBoundPolicy(
      env,
      'RN',
      async ({ policyNumber, billing }) => {
        const asked = { effectiveDate: '2027-03-14', expirationDate: '2028-03-14' };
        const handle = await startRenewal(env, aRenewal(policyNumber, asked));
        const { change } = await untilAtRest(handle);
        expect(change?.renewal?.moments).toMatchObject({
          expiresAt: '2027-03-14T00:01:00.000-06:00',
          payableUntil: expect.stringMatching(/^2027-03-14T23:59:59(\.\d+)?-05:00$/) as string,
        });
        await paid(handle);
        const record = await handle.result();
        const period = {
          policyNumber: record.change?.renewal?.newPolicyNumber ?? '',
          termNumber: 2,
        };
        expect(await billing.getPeriodInfo(period)).toMatchObject({ term: asked });
        const [old, next] = [
          await readTermOf(env, policyNumber),
          await readTermOf(env, period.policyNumber, 2),
        ];
        expect([old.expirationDate, next.effectiveDate]).toEqual(['2027-03-14', '2027-03-14']);
      },
      days,
      {
        ...BOUND_AT_ONCE,
        timeZone: 'America/Chicago',
        renewal: { ...RULES, flow: 'offer', offerDaysBefore: 400 },
      },
    );
  });

  it('is made anew for the flow that the product has when its day comes', async () => {
    const WAITS = { ...BOUND_AT_ONCE, renewal: { ...RULES, issueDaysBefore: 30 } };
    const OFFERS: Partial<Product> = {
      ...BOUND_AT_ONCE,
      renewal: { ...RULES, flow: 'offer', offerDaysBefore: 400 },
    };
    const policySystem = inMemoryPolicySystem({ policyPrefix: 'RNF' });
    const billing = new InMemoryBilling();
    const workers = <T>(product: Partial<Product>, work: () => Promise<T>): Promise<T> =>
      withPolicyWorkers(env, policySystem, work, billing, null, product);
    const handle = await workers(WAITS, async () => {
      const submission = aSubmission({
        reference: { system: 'triton', id: 'RNF-1' },
        effectiveDate: '2026-06-01',
        expirationDate: '2027-06-01',
      });
      const input = { billing: { product: aProductBilling() } };
      const { policyNumber } = await (await startTransaction(env, submission, input)).result();
      const begun = await startRenewal(env, aRenewal(policyNumber ?? ''));
      expect(await untilAtRest(begun)).toMatchObject({
        state: 'quoted',
        change: { renewal: { flow: 'bindAndCancel' } },
      });
      return begun;
    });
    await workers(OFFERS, async () => {
      const { change } = await handle.query(recordQuery);
      const args: [Rescheduling] = [{ by: 'olga', reason: 'Now', issueOn: '2026-11-01' }];
      await handle.executeUpdate(rescheduleUpdate, { args });
      await expect.poll(async () => (await untilAtRest(handle)).state).toBe('offered');
      const offered = await handle.query(recordQuery);
      expect(offered.change?.renewal?.madeBy).not.toBe(change?.renewal?.madeBy);
      await paid(handle);
      const record = await handle.result();
      const next = record.change?.renewal?.newPolicyNumber ?? '';
      // Money for the offer confirms it, as the flow has it.
      expect(await billing.getPeriodInfo({ policyNumber: next, termNumber: 2 })).toMatchObject({
        isTermConfirmed: true,
      });
    });
  });

  it('r50: is begun anew after one that was withdrawn, and the term knows of it and tells it of changes', async () => {
    await withBoundPolicy(
      env,
      'RN',
      async ({ policyNumber }) => {
        const isStarted = async () => (await readTermOf(env, policyNumber)).isRenewalStarted;
        const withdraw = { by: 'olga', reason: 'not yet' };
        const begin = async (requestId: string): Promise<ChangeHandle> => {
          const request = aRenewal(policyNumber, {
            reference: { system: 'triton', id: requestId },
          });
          const requestDigest = requestId.padEnd(64, 'd');
          const handle = await startRenewal(env, request, { requestDigest });
          expect(await untilAtRest(handle)).toMatchObject({ state: 'quoted', totalCents: 500_000 });
          return handle;
        };
        const first = await begin('RN-1');
        await first.executeUpdate(withdrawUpdate, { args: [withdraw] });
        await first.result();
        expect(await isStarted()).toBe(false);

        const second = await begin('RN-2');
        expect(await isStarted()).toBe(true);
        const from = { effectiveDate: '2026-09-01', expirationDate: '2027-06-01' };
        await (await startEndorsement(env, anEndorsement(policyNumber, 600_000, from))).result();
        await expect.poll(async () => (await untilAtRest(second)).totalCents).toBe(600_000);
        await second.executeUpdate(withdrawUpdate, { args: [withdraw] });
        await second.result();
        expect(await isStarted()).toBe(false);
      },
      {},
      { ...BOUND_AT_ONCE, renewal: RULES },
    );
  });

  it.each([
    ['a next term that nobody has paid for', 'bindAndCancel', 'notTaken'],
    ['a next term whose offer was paid', 'offer', 'other'],
  ] as const)(
    'r46: %s ends flat when the old one is cancelled after it',
    async (_what, flow, reason) => {
      await withBoundPolicy(
        env,
        'RN',
        async ({ policyNumber, billing }) => {
          const handle = await startRenewal(env, aRenewal(policyNumber));
          if (flow === 'offer') await paid(handle);
          const { change } = await handle.result();
          const next = { policyNumber: change?.renewal?.newPolicyNumber ?? '', termNumber: 2 };
          const days = { effectiveDate: '2026-06-01', expirationDate: '2027-06-01' };
          const asked = {
            ...days,
            receivedOn: '2027-01-01',
            requestedOn: '2027-01-01',
            processOn: '2026-11-01',
          };
          await (await startCancellation(env, aCancellation(policyNumber, asked))).result();
          const nextTerm = () => readTermOf(env, next.policyNumber, 2);
          await expect.poll(async () => (await nextTerm()).cancelledOn).toBe('2027-06-01');
          await expect.poll(async () => (await nextTerm()).turn.holder).toBeNull();
          expect(await billing.getPeriodInfo(next)).toMatchObject({
            status: 'cancelled',
            chargedCents: 0,
          });
          const cancellation: unknown = await env.client.workflow
            .getHandle(`cancellation:${next.policyNumber}:term-1-cancelled-1`)
            .result();
          expect(cancellation).toMatchObject({ state: 'completed', totalCents: -500_000 });
          const booked = billing.bookings.at(-1);
          expect(booked).toMatchObject({ method: 'cancelPolicyPeriod', content: { reason } });
          expect((await readTermOf(env, policyNumber)).tasks).toEqual([]);

          const back = aReinstatement(policyNumber, { ...days, isAgreed: true });
          await (await startChange(env, 'reinstatement', back)).result();
          const { tasks } = await readTermOf(env, policyNumber);
          expect(tasks).toMatchObject([{ key: 'nextTerm' }]);
          expect(tasks[0]?.text).toContain(`${next.policyNumber}-2`);
        },
        {},
        {
          ...BOUND_AT_ONCE,
          renewal: { ...RULES, flow, issueDaysBefore: 400, offerDaysBefore: 400 },
        },
      );
    },
  );

  it('waits for the day on which it is bound, visibly', async () => {
    await withBoundPolicy(
      env,
      'RN',
      async ({ policyNumber }) => {
        const handle = await startRenewal(env, aRenewal(policyNumber));
        const record = await untilAtRest(handle);
        expect(record).toMatchObject({ state: 'quoted' });
        expect(record.waitingFor).toBe(
          '2027-05-02 to bind the next term; it is looked at again on 2027-03-13.',
        );
      },
      {},
      { ...BOUND_AT_ONCE, renewal: RULES },
    );
  });
});
