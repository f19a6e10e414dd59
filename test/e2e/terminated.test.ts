import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onFileFor, oneOfEach } from './end-state.js';
import { checkedExample } from './example-submissions.js';
import { openLane, RESET_LIMIT_MS, untilAttention, type Lane } from './lane.js';
import { withOwnInsured } from './own-insured.js';
import { startExample } from './start-example.js';

const LIMIT_MS = 240_000;
const NAME = 'general-liability';
/** Longer than Temporal takes to terminate a transaction. */
const CALL_TAKES_MS = 1_500;

describe('a transaction that an operator terminates in Temporal', () => {
  let lane: Lane;
  beforeAll(async () => {
    lane = await openLane();
  });
  afterAll(() => lane.close());

  it.each([
    'AddInsuredWithLocation',
    'AddSubmission',
    'AddQuoteWithAutocalculateDetailsQuote',
    'AddPremium',
    'BindQuoteWithInstallment',
    'CreatePolicyDocument',
  ])(
    'A75: goes on without a second of anything when %s was on the wire and it is posted again',
    async (operation) => {
      await lane.clear();
      await lane.reconnect();
      const id = `ENDED-${operation}`;
      const example = withOwnInsured(checkedExample(NAME, id), id);
      await lane.admin.arm({ operation, kind: 'late', when: 'before', delayMs: CALL_TAKES_MS });
      const before = await lane.admin.lastCall();
      const ended = await lane.start(example, { callLimitMs: RESET_LIMIT_MS });
      await lane.admin.untilCalled(before, (call) => call.operation === operation);
      const { runId } = await ended.describe();
      await ended.terminate('an operator pressed Terminate');

      const again = await startExample(
        lane.env,
        example,
        { callLimitMs: RESET_LIMIT_MS },
        { takesUpRun: runId },
      );
      const record = await untilAttention(again);
      expect(record).toMatchObject({ state: 'completed', attention: null });
      expect(onFileFor(await lane.admin.state(), record.reference)).toEqual(oneOfEach(NAME));
    },
    LIMIT_MS,
  );
});
