import { setTimeout as pause } from 'node:timers/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Product } from '../../../src/domain/product/product.js';
import { resultsPage } from '../../../src/domain/renewal-batch/items.js';
import { SystemRejection } from '../../../src/ports/call-errors.js';
import type { TransactionRecord } from '../../../src/domain/transaction/record.js';
import { renewalId } from '../../../src/domain/workflow-ids.js';
import { latestTerm } from '../../../src/temporal/latest-term.js';
import { findTransaction } from '../../../src/temporal/transactions.js';
import { aCancellation, startCancellation, untilAtRest } from '../../support/changes.js';
import { type BoundPolicy, withBoundPolicy } from '../../support/bound-policies.js';
import { InMemoryBilling } from '../../support/in-memory-billing.js';
import { withPolicyWorkers } from '../../support/policy-workers.js';
import { progressQuery } from '../../../src/workflows/renewal-batch/messages.js';
import { endedBatch, startBatch, untilProgress } from '../../support/renewal-batches.js';
import { aRenewal, RULES, startRenewal } from '../../support/renewals.js';
import { aProductBilling, aSubmission, inMemoryPolicySystem } from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';
import { startTransaction } from '../../support/transactions.js';

const RENEWED: Partial<Product> = { billing: aProductBilling(), renewal: RULES };

describe('the renewals of a batch', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  /** So many policies whose terms run now. */
  async function withPolicies(
    prefix: string,
    count: number,
    scenario: (policyNumbers: readonly string[], policy: BoundPolicy) => Promise<void>,
  ): Promise<void> {
    const dates = { effectiveDate: '2026-06-01', expirationDate: '2027-06-01' };
    const work = async (policy: BoundPolicy): Promise<void> => {
      const numbers = [policy.policyNumber];
      while (numbers.length < count) {
        const reference = { system: 'triton', id: `${prefix}-more-${numbers.length}` };
        const bound = await startTransaction(env, aSubmission({ ...dates, reference }), {
          billing: { product: aProductBilling() },
        });
        numbers.push((await bound.result()).policyNumber ?? '');
      }
      await scenario(numbers, policy);
    };
    await withBoundPolicy(env, prefix, work, {}, RENEWED);
  }

  async function listedAsWaiting(workflowId: string): Promise<void> {
    const query = `NeedsAttention = true AND WorkflowId = '${workflowId}'`;
    const count = async () => (await env.client.workflow.count(query)).count;
    await expect.poll(count).toBe(1);
  }

  it('are started, refused by the policy system, refused by the business, or of unknown policies', async () => {
    await withPolicies('RB', 3, async (numbers, { policySystem }) => {
      const [cancelled = '', ...others] = numbers;
      const asked = { source: 'insurer', reason: 'notTaken', processOn: '2026-06-01' } as const;
      const dates = { effectiveDate: '2026-06-01', expirationDate: '2027-06-01' };
      await (
        await startCancellation(env, aCancellation(cancelled, { ...asked, ...dates }))
      ).result();
      policySystem.failNext(
        'addQuote',
        new SystemRejection(
          { system: 'policySystem', operation: 'AddQuoteWithInsured' },
          { reason: 'The producer is closed.', remedy: 'Choose another.' },
        ),
        'before',
      );
      const all = [...numbers, 'NOBODY-1'];
      const handle = await startBatch(env, 'RB-1', all, { mostOpen: 1 });
      // Whoever sees to them next is asked about them instead.
      await untilProgress(handle, ({ state }) => state === 'done');
      expect(await handle.query(progressQuery)).toMatchObject({ unsettled: 2 });
      await listedAsWaiting(handle.workflowId);
      const next = await startBatch(env, 'RB-2', [cancelled, 'NOBODY-1']);
      const { progress, ...packed } = await handle.result();
      expect((await endedBatch(next)).progress.acts).toHaveLength(2);
      expect(progress).toMatchObject({ started: 1, refused: 2, unknown: 1, open: 0, toDo: 0 });
      const { items } = resultsPage(all, packed, { after: 0, limit: 10 });
      expect(items[0]).toMatchObject({ outcome: 'refused', renewal: null });
      expect(items[0]?.reason).toMatch(/cancelled/);
      expect(items[1]).toMatchObject({
        outcome: 'refused',
        renewal: renewalId({ policyNumber: others[0] ?? '', termNumber: 1 }),
      });
      expect(items[1]?.reason).toContain('The producer is closed.');
      // What is begun was finished before the next.
      for (const policyNumber of others.slice(1)) {
        const renewal = env.client.workflow.getHandle(renewalId({ policyNumber, termNumber: 1 }));
        expect(await renewal.query('record')).toMatchObject({
          state: 'quoted',
          reference: { system: 'bindery', id: 'RB-1' },
        });
      }
    });
  });

  it('A99: are one for each policy that two batches and a person ask for in the same second', async () => {
    await withPolicies('RC', 2, async (numbers) => {
      const [ofPerson = ''] = numbers;
      const dates = { effectiveDate: '2027-06-01', expirationDate: '2028-06-01' };
      const [one, other, handle] = await Promise.all([
        startBatch(env, 'RC-1', numbers),
        startBatch(env, 'RC-2', numbers),
        startRenewal(env, aRenewal(ofPerson, dates)),
      ]);
      const [first, second] = await Promise.all([one.result(), other.result()]);
      const started = first.progress.started + second.progress.started;
      const known = first.progress.known + second.progress.known;
      expect(started + known).toBe(4);
      const record = await untilAtRest(handle);
      expect(started).toBe(record.reference.system === 'bindery' ? 2 : 1);
      for (const policyNumber of numbers) {
        const id = renewalId({ policyNumber, termNumber: 1 });
        const runs = env.client.workflow.list({ query: `WorkflowId = '${id}'` });
        const ids: string[] = [];
        for await (const { runId } of runs) ids.push(runId);
        expect(ids).toHaveLength(1);
      }
    });
  });

  it('are not begun for a term that a renewal has made and that has not begun', async () => {
    const policySystem = inMemoryPolicySystem({ policyPrefix: 'RD', keepsPolicyNumber: true });
    const dates = { effectiveDate: '2026-06-01', expirationDate: '2027-06-01' };
    const boundAtOnce = { ...RENEWED, renewal: { ...RULES, issueDaysBefore: 400 } };
    const work = async (): Promise<void> => {
      const submission = aSubmission({ ...dates, reference: { system: 'triton', id: 'RD-1' } });
      const bound = await startTransaction(env, submission, {
        billing: { product: aProductBilling() },
      });
      const number = (await bound.result()).policyNumber ?? '';
      const first = await startBatch(env, 'RD-1', [number]);
      expect((await first.result()).progress.started).toBe(1);
      const expiring = { policyNumber: number, termNumber: 1 };
      const renewal = env.client.workflow.getHandle<() => Promise<TransactionRecord>>(
        renewalId(expiring),
      );
      expect(await renewal.result()).toMatchObject({ state: 'completed' });
      const next = { ...expiring, termNumber: 2 };
      // The index has the new term a moment later.
      while ((await latestTerm(temporal(), number))?.termNumber !== 2) await pause(50);
      const second = await startBatch(env, 'RD-2', [number]);
      expect((await second.result()).progress).toMatchObject({ started: 0, known: 1 });
      expect(await findTransaction(temporal(), renewalId(next))).toBeNull();
    };
    await withPolicyWorkers(env, policySystem, work, new InMemoryBilling(), null, boundAtOnce);
  });

  const temporal = () => ({
    client: env.client,
    deadlines: { serverMs: 10_000, workerMs: 10_000 },
  });
});
