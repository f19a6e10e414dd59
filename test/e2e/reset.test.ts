import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newBusinessId } from '../../src/workflows/messages.js';
import type { newBusiness } from '../../src/workflows/index.js';
import { resettablePoints, resetWorkflow } from '../support/reset-workflow.js';
import { openBilledLane, type BilledLane } from './billed-lane.js';
import { onFileFor, oneOfEach } from './end-state.js';
import { checkedExample } from './example-submissions.js';
import { untilAttention } from './lane.js';
import { withOwnInsured } from './own-insured.js';

const LIMIT_MS = 240_000;
const NAME = 'general-liability';

describe('a transaction that an operator resets in Temporal', () => {
  let lane: BilledLane;
  beforeAll(async () => {
    lane = await openBilledLane();
  });
  afterAll(() => lane.close());

  async function expectBilledOnce(policyNumber: string | null): Promise<void> {
    const { periods, bookings } = await lane.billing.state();
    expect(periods.filter((period) => period.policyNumber === policyNumber)).toHaveLength(1);
    expect(bookings).toHaveLength(2);
  }

  it(
    'A40: makes nothing twice, to whichever point of a completed transaction it is reset',
    { timeout: LIMIT_MS },
    async () => {
      const example = withOwnInsured(checkedExample(NAME, 'RESET-1'), 'RESET-1');
      const handle = await lane.startBilled(example);
      const first = await handle.result();
      const workflowId = newBusinessId(example.submission.reference);
      const { runId } = await lane.env.client.workflow
        .getHandle<typeof newBusiness>(workflowId)
        .describe();
      const points = await resettablePoints(lane.env, { workflowId, runId });
      expect(points.length).toBeGreaterThan(20);
      for (const point of points) {
        const run = await resetWorkflow(lane.env, { workflowId, runId }, point);
        const again = lane.env.client.workflow.getHandle<typeof newBusiness>(workflowId, run.runId);
        const record = await untilAttention(again);
        expect(record, `reset to event ${point}`).toMatchObject({
          state: 'completed',
          attention: null,
          policyNumber: first.policyNumber,
        });
        expect(
          onFileFor(await lane.admin.state(), record.reference),
          `reset to event ${point}`,
        ).toEqual(oneOfEach(NAME));
        await expectBilledOnce(first.policyNumber);
      }
    },
  );
});
