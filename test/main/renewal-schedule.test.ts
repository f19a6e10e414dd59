import { setTimeout as pause } from 'node:timers/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareRenewalSchedule } from '../../src/main/renewal-schedule.js';
import type { renewalBatch } from '../../src/workflows/index.js';
import { InMemoryRenewals, withBatchWorker } from '../support/renewal-batches.js';
import { temporalEnvironment } from '../support/temporal.js';

const DAILY = { cron: '0 1 * * *', timeZone: 'America/Chicago', perMinute: 600, mostOpen: 50 };

describe('the schedule of renewals', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const handle = () => env.client.schedule.getHandle('due-renewals');

  it('is made, changed and taken away as the settings say', async () => {
    expect(await prepareRenewalSchedule(env.client, null)).toBe('none');
    expect(await prepareRenewalSchedule(env.client, DAILY)).toBe('made');
    await handle().pause('The year ends.');
    expect(await prepareRenewalSchedule(env.client, { ...DAILY, cron: '30 2 * * *' })).toBe('kept');
    const { spec, state } = await handle().describe();
    expect(spec.calendars?.[0]).toMatchObject({
      hour: [{ start: 2 }],
      minute: [{ start: 30 }],
    });
    expect(spec.timezone).toBe('America/Chicago');
    expect(state).toMatchObject({ paused: true, note: 'The year ends.' });
    expect(await prepareRenewalSchedule(env.client, null)).toBe('removed');
  });

  it('starts a batch of what is due', async () => {
    const renewals = new InMemoryRenewals();
    renewals.due = [['S-1', 'S-2'], [], ['S-2', 'S-3']];
    await withBatchWorker(env, renewals, async () => {
      await prepareRenewalSchedule(env.client, DAILY);
      await handle().trigger();
      while (renewals.started.size < 3) await pause(50);
      const [action] = (await handle().describe()).info.recentActions;
      const { workflowId = '' } = action?.action.workflow ?? {};
      const found = (await env.client.workflow.getHandle(workflowId).result()) as {
        readonly found: number;
        readonly batch: string;
      };
      expect(found.found).toBe(3);
      const batch = env.client.workflow.getHandle<typeof renewalBatch>(found.batch);
      expect((await batch.result()).progress).toMatchObject({
        requestedBy: 'schedule',
        started: 3,
        perMinute: 600,
        mostOpen: 50,
      });
    });
  });
});
