import { afterAll, beforeAll, expect, it } from 'vitest';
import { everythingOnFile, oneOfEach } from './end-state.js';
import { checkedExample } from './example-submissions.js';
import { openLane, WRITE_TIMEOUT_MS, type Lane } from './lane.js';

const EXAMPLE = 'general-liability';
/** A server that works on a request for eleven times as long as its caller waits, as 110 seconds are to ten. */
const SETTLE_MS = 11 * WRITE_TIMEOUT_MS;
/** Late, and within that. */
const ARRIVES_AFTER_MS = 8 * WRITE_TIMEOUT_MS;
const STEP_LIMIT_MS = SETTLE_MS + 5_000;

let lane: Lane;
beforeAll(async () => {
  lane = await openLane();
});
afterAll(() => lane.close());

it('A30: makes one quote of a request that arrives long after its caller gave up, within a long settle time', async () => {
  await lane.reconnect({ settleMs: SETTLE_MS });
  const operation = 'AddQuoteWithAutocalculateDetailsQuote';
  await lane.admin.arm({ operation, kind: 'late', when: 'before', delayMs: ARRIVES_AFTER_MS });
  const handle = await lane.start(checkedExample(EXAMPLE, 'LATE'), { callLimitMs: STEP_LIMIT_MS });
  expect(await handle.result()).toMatchObject({ state: 'completed', attention: null });
  expect(await lane.admin.struck()).toEqual([1]);
  expect(await everythingOnFile(lane.admin)).toEqual(oneOfEach(EXAMPLE));
}, 90_000);
