import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resultsPage } from '../../../src/domain/renewal-batch/items.js';
import type { renewalBatch } from '../../../src/workflows/index.js';
import {
  InMemoryRenewals,
  policies,
  endedBatch,
  startBatch,
  untilProgress,
  withBatchWorker,
} from '../../support/renewal-batches.js';
import { temporalEnvironment } from '../../support/temporal.js';

const UNKNOWN = { outcome: 'unknown', termMade: null, reason: null } as const;
const STOPPED = { kind: 'stopped', isRefused: true, reason: 'IMS says no.' } as const;

describe('a batch of renewals, whatever dies', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const aName = () => `B-${randomUUID()}`;

  it(
    'A98: sees to each of 2,000 policies once when its worker dies twice and steps are cut off in their middle',
    { timeout: 600_000 },
    async () => {
      const renewals = new InMemoryRenewals((number) => {
        const last = Number(number.split('-').at(-1));
        if (last % 100 === 7) return UNKNOWN;
        return last % 100 === 50 ? STOPPED : null;
      });
      renewals.quotedAfterMs = 100;
      let starts = 0;
      renewals.beforeStart = () => {
        starts += 1;
        // What this step has started so far stays started, and nobody hears of it.
        if (starts % 600 === 0) throw new Error('the worker was killed');
      };
      const id = aName();
      const numbers = policies('K', 2_000);
      const from = await withBatchWorker(env, renewals, async () => {
        const limits = { perMinute: 6_000, mostOpen: 500, stepsPerRun: 5 };
        const begun = await startBatch(env, id, numbers, limits);
        await untilProgress(begun, ({ started }) => started > 300);
        return begun;
      });
      await withBatchWorker(env, renewals, async () => {
        await untilProgress(from, ({ started }) => started > 1_100);
      });
      const { progress, ...packed } = await withBatchWorker(env, renewals, async () => {
        const handle = env.client.workflow.getHandle<typeof renewalBatch>(from.workflowId);
        return endedBatch(handle);
      });
      expect(progress).toMatchObject({
        policies: 2_000,
        started: 1_960,
        refused: 20,
        unknown: 20,
        known: 0,
        toDo: 0,
      });
      expect(renewals.started.size).toBe(1_980);
      expect(renewals.mostOpen).toBeLessThanOrEqual(500);
      const { items } = resultsPage(numbers, packed, { after: 0, limit: 2_000 });
      expect(items.map(({ policyNumber }) => policyNumber)).toEqual(numbers);
      expect(items[49]).toMatchObject({ outcome: 'refused', reason: 'IMS says no.' });
      expect(items[6]).toMatchObject({ outcome: 'unknown' });
    },
  );

  it('starts the renewal of a policy that two batches have at once in one of them', async () => {
    const renewals = new InMemoryRenewals();
    const numbers = policies('T', 120);
    await withBatchWorker(env, renewals, async () => {
      const [one, other] = await Promise.all([
        startBatch(env, aName(), numbers),
        startBatch(env, aName(), [...numbers].reverse()),
      ]);
      const [first, second] = await Promise.all([one.result(), other.result()]);
      expect(first.progress.started + second.progress.started).toBe(120);
      expect(first.progress.known).toBe(second.progress.started);
      expect(second.progress.known).toBe(first.progress.started);
    });
  });
});
