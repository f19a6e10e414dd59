import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { newBusiness } from '../../src/workflows/index.js';
import { resettablePoints, resetWorkflow } from '../support/reset-workflow.js';
import { billedAs, openBilledLane, type BilledLane } from './billed-lane.js';
import { onFileFor, oneOfEach } from './end-state.js';
import { checkedExample, type Example } from './example-submissions.js';
import { RESET_LIMIT_MS, untilAttention } from './lane.js';
import { withOwnInsured } from './own-insured.js';

const LIMIT_MS = 240_000;
/** Transactions that share the points to reset to, since a reset ends the one before of the same transaction. */
const AT_ONCE = 4;

describe('a transaction that an operator resets in Temporal', () => {
  let lane: BilledLane;
  beforeAll(async () => {
    lane = await openBilledLane();
  });
  afterAll(() => lane.close());

  async function expectBilledOnce(policyNumber: string | null): Promise<void> {
    const { periods, bookings } = await lane.billing.state();
    const ours = periods.filter((period) => period.policyNumber === policyNumber);
    expect(ours).toHaveLength(1);
    expect(bookings).toHaveLength(2 * periods.length);
  }

  interface Completed {
    readonly workflowId: string;
    readonly runId: string;
    readonly policyNumber: string | null;
    readonly stepCount: number;
  }

  async function complete(name: Example, at: number): Promise<Completed> {
    const id = `RESET-${name}-${at}`;
    const example = withOwnInsured(checkedExample(name, id), id);
    const handle = await lane.start(example, {
      callLimitMs: RESET_LIMIT_MS,
      ...billedAs(example),
    });
    const { policyNumber, steps } = await handle.result();
    const { workflowId } = handle;
    const { runId } = await handle.describe();
    return { workflowId, runId, policyNumber, stepCount: steps.length };
  }

  /** Resets it to every so many'th point, one after the other. @returns how many points it has */
  async function resetInTurn(name: Example, first: Completed, at: number): Promise<number> {
    const { workflowId, runId, policyNumber } = first;
    const points = await resettablePoints(lane.env, { workflowId, runId });
    for (const point of points.filter((_point, one) => one % AT_ONCE === at)) {
      const run = await resetWorkflow(lane.env, { workflowId, runId }, point);
      const again = lane.env.client.workflow.getHandle<typeof newBusiness>(workflowId, run.runId);
      const record = await untilAttention(again);
      const where = `reset to event ${point}`;
      expect(record, where).toMatchObject({
        state: 'completed',
        attention: null,
        policyNumber,
      });
      const books = await lane.admin.state();
      expect(onFileFor(books, record.reference), where).toEqual(oneOfEach(name));
      await expectBilledOnce(policyNumber);
    }
    return points.length;
  }

  it.each(['general-liability', 'commercial-property'] as const)(
    'A40: makes nothing twice, to whichever point of a completed transaction it is reset (%s)',
    async (name) => {
      const completed = await Promise.all(
        Array.from({ length: AT_ONCE }, (_none, at) => complete(name, at)),
      );
      const points = await Promise.all(completed.map((first, at) => resetInTurn(name, first, at)));
      // A task of the workflow for each step at the least; how many steps share one is a matter of timing.
      for (const [at, count] of points.entries()) {
        expect(count).toBeGreaterThanOrEqual(completed[at]?.stepCount ?? Number.NaN);
      }
    },
    LIMIT_MS,
  );
});
