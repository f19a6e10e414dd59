import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkedExample } from './example-submissions.js';
import { correctWithoutChanges, openLane, untilAttention, type Lane } from './lane.js';

const LIMIT_MS = 150_000;
const NAME = 'general-liability';

describe('a request that a proxy sends to the policy system twice', () => {
  let lane: Lane;
  beforeAll(async () => {
    lane = await openLane();
  });
  afterAll(() => lane.close());

  it.each([
    ['AddQuoteWithAutocalculateDetailsQuote', 'quote'],
    ['CreateBinderDocument', 'document'],
    ['CreatePolicyDocument', 'document'],
    ['AddInsuredWithLocation', 'insured'],
    ['AddSubmission', 'submission'],
  ])(
    'A42: %s leaves a second %s, of which a person is told once',
    async (operation, what) => {
      await lane.clear();
      await lane.reconnect();
      const example = checkedExample(NAME, `TWICE-${operation}`);
      await lane.admin.arm({ operation, kind: 'twice' });
      const handle = await lane.start(example);
      const stopped = await untilAttention(handle);
      expect(stopped.attention).toMatchObject({
        step: 'verify',
        reason: expect.stringMatching(new RegExp(`${what} [0-9a-f-]{36}`)) as string,
      });
      await correctWithoutChanges(handle, stopped);
      expect(await handle.result()).toMatchObject({ state: 'completed', attention: null });
    },
    LIMIT_MS,
  );

  it('A42: a premium that was booked twice is never bound', { timeout: LIMIT_MS }, async () => {
    await lane.clear();
    await lane.reconnect();
    await lane.admin.change({ secondAddPremium: 'add' });
    const example = checkedExample(NAME, 'TWICE-PREMIUM');
    await lane.admin.arm({ operation: 'AddPremium', kind: 'twice' });
    const stopped = await untilAttention(await lane.start(example));
    expect(stopped.attention).toMatchObject({
      step: 'bind',
      field: 'premium',
      reason: expect.stringMatching(/charge code \d+ \S+ instead of/) as string,
    });
    expect(stopped.policyNumber).toBeNull();
  });
});
