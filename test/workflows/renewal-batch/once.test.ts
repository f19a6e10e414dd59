import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { renewalBatch } from '../../../src/workflows/index.js';
import {
  InMemoryRenewals,
  policies,
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

  it('A98: sees to every policy once when its worker dies twice and steps are cut off in their middle', async () => {
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
      if (starts % 60 === 0) throw new Error('the worker was killed');
    };
    const id = aName();
    const from = await withBatchWorker(env, renewals, async () => {
      const begun = await startBatch(env, id, policies('K', 200), { stepsPerRun: 5, mostOpen: 60 });
      await untilProgress(begun, ({ started }) => started > 30);
      return begun;
    });
    await withBatchWorker(env, renewals, async () => {
      await untilProgress(from, ({ started }) => started > 110);
    });
    const progress = await withBatchWorker(env, renewals, async () => {
      const handle = env.client.workflow.getHandle<typeof renewalBatch>(from.workflowId);
      return (await handle.result()).progress;
    });
    expect(progress).toMatchObject({ started: 196, refused: 2, unknown: 2, known: 0, toDo: 0 });
    expect(renewals.started.size).toBe(198);
  });

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
