import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  InMemoryRenewals,
  policies,
  startBatch,
  withBatchWorker,
} from '../../support/renewal-batches.js';
import { temporalEnvironment } from '../../support/temporal.js';

describe('the limits of a batch of renewals', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const aName = () => `B-${randomUUID()}`;

  it('begins no more than may be open, until what is begun is quoted', async () => {
    const renewals = new InMemoryRenewals();
    renewals.quotedAfterMs = 700;
    await withBatchWorker(env, renewals, async () => {
      const handle = await startBatch(env, aName(), policies('O', 20), { mostOpen: 8 });
      await handle.result();
    });
    expect(renewals.started.size).toBe(20);
    expect(renewals.mostOpen).toBe(8);
  });

  it('begins no more in a minute than the throttle says, spread evenly', async () => {
    const renewals = new InMemoryRenewals();
    await withBatchWorker(env, renewals, async () => {
      const handle = await startBatch(env, aName(), policies('E', 15), { perMinute: 60 });
      const { progress } = await handle.result();
      expect(progress.started).toBe(15);
    });
    const times = [...renewals.started.values()].map(({ atMs }) => atMs).sort((a, b) => a - b);
    // Five seconds of work together, and not before five seconds are over.
    for (const [index, atMs] of times.slice(5).entries())
      expect(atMs - (times[index - (index % 5)] ?? 0)).toBeGreaterThan(4_500);
  });
});
