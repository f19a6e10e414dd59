import { WorkflowNotFoundError } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TransactionRecord } from '../../../src/domain/transaction/record.js';
import type { Product } from '../../../src/domain/product/product.js';
import { withdrawUpdate } from '../../../src/workflows/mid-term/messages.js';
import { aRenewal, RULES, startRenewal } from '../../support/renewals.js';
import { withBoundPolicy } from '../../support/bound-policies.js';
import {
  anEndorsement,
  type ChangeHandle,
  readTermOf,
  startEndorsement,
  untilAtRest,
} from '../../support/changes.js';
import { aProductBilling } from '../../support/submissions.js';
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
