import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { everythingOnFile, oneOfEach } from './end-state.js';
import { checkedExample } from './example-submissions.js';
import {
  BEHIND_THE_ANSWER_MS,
  correctWithoutChanges,
  openLane,
  untilAttention,
  type Lane,
} from './lane.js';

const EXAMPLE = 'general-liability';
const LIMIT_MS = 120_000;
const WRITES = [
  'AddInsuredWithLocation',
  'AddSubmission',
  'AddQuoteWithAutocalculateDetailsQuote',
  'UpdateExternalQuoteId',
  'AddPremium',
  'BindQuoteWithInstallment',
  'CreateBinderDocument',
  'IssuePolicy',
  'CreatePolicyDocument',
] as const;
/** The faults that prove nothing of a write, from the table of the adapter. */
const IN_DOUBT = readFileSync('test/adapters/ims/fault-texts.tsv', 'utf8')
  .split('\n')
  .map((line) => line.split('\t'))
  .filter(([, ofWrite, , soon]) => ofWrite === 'inDoubt' && soon === undefined)
  .map(([text = '']) => /^([\w.]+): (.*)$/.exec(text)?.slice(1) ?? ['', text]);

describe('new business behind gateways, and before a server that does not know', () => {
  let lane: Lane;
  beforeAll(async () => {
    lane = await openLane();
  });
  afterAll(() => lane.close());

  const begin = async (id: string) => {
    await lane.clear();
    await lane.reconnect();
    return checkedExample(EXAMPLE, id);
  };
  const expectOneOfEach = async (): Promise<void> => {
    expect(await everythingOnFile(lane.admin)).toEqual(oneOfEach(EXAMPLE));
  };

  it.each([
    [503, 520, 524, 500, 408, 403, 404, 200, 502],
    [404, 200, 403, 408, 500, 502, 503, 504, 599],
  ])(
    'A30: makes one of each when a gateway gives up on every write while it is done behind that (%i, %i, %i …)',
    async (...statuses) => {
      const example = await begin(`GATEWAY-${String(statuses[0])}`);
      for (const [at, operation] of WRITES.entries()) {
        const status = statuses[at] ?? 503;
        const delayMs = BEHIND_THE_ANSWER_MS;
        await lane.admin.arm({ operation, kind: 'gatewayGaveUp', status, delayMs });
      }
      const record = await (await lane.start(example)).result();
      expect(record).toMatchObject({ state: 'completed', attention: null });
      expect((await lane.admin.struck()).every((used) => used === 1)).toBe(true);
      await expectOneOfEach();
    },
    LIMIT_MS,
  );

  it.each(['before', 'after'] as const)(
    'A31: makes one of each when every write ends in a fault that does not know, %s it is done',
    async (when) => {
      const example = await begin(`DOUBT-${when}`);
      for (const [at, operation] of WRITES.entries()) {
        const [exceptionType = '', text = ''] = IN_DOUBT[(at * 5) % IN_DOUBT.length] ?? [];
        await lane.admin.arm({ operation, kind: 'fault', when, text, exceptionType });
      }
      const record = await (await lane.start(example)).result();
      expect(record).toMatchObject({ state: 'completed', attention: null });
      expect((await lane.admin.struck()).every((used) => used === 1)).toBe(true);
      await expectOneOfEach();
    },
    LIMIT_MS,
  );

  it(
    'A32: asks a person when a write is refused in words that nobody knows, and looks before it writes again',
    async () => {
      const example = await begin('UNKNOWN-WORDS');
      for (const operation of WRITES) {
        const text = 'The flux is not in order.';
        await lane.admin.arm({ operation, kind: 'fault', when: 'after', text });
      }
      const handle = await lane.start(example);
      let stopped = await untilAttention(handle);
      while (stopped.attention !== null) {
        expect(stopped.attention).toMatchObject({
          cause: 'rejected',
          reason: expect.stringContaining('The flux is not in order.') as string,
        });
        await correctWithoutChanges(handle, stopped);
        stopped = await untilAttention(handle);
      }
      expect(await handle.result()).toMatchObject({ state: 'completed' });
      await expectOneOfEach();
    },
    LIMIT_MS,
  );

  it(
    'A34: asks a person within minutes when one call alone gets a page instead of an answer, and goes on when told',
    async () => {
      const example = await begin('FIREWALL');
      const operation = 'GetControlNumber';
      await lane.admin.arm({ operation, kind: 'gateway', status: 200, count: 1_000 });
      const handle = await lane.start(example);
      const stopped = await untilAttention(handle);
      expect(stopped.attention).toMatchObject({
        step: 'verify',
        cause: 'contractBroken',
        reason: expect.stringMatching(/GetControlNumber.*Nothing was written/) as string,
      });
      const [asked = 0] = await lane.admin.struck();
      expect(asked).toBeGreaterThan(1);
      await lane.admin.disarm();
      await correctWithoutChanges(handle, stopped);
      expect(await handle.result()).toMatchObject({ state: 'completed' });
      await expectOneOfEach();
    },
    LIMIT_MS,
  );

  it(
    'A34: waits as long as an outage when it is one: nothing but 503',
    async () => {
      const example = await begin('OUTAGE');
      await lane.admin.arm({ operation: 'GetControlNumber', kind: 'unavailable', count: 4 });
      const record = await (await lane.start(example)).result();
      expect(record).toMatchObject({ state: 'completed', attention: null });
      await expectOneOfEach();
    },
    LIMIT_MS,
  );
});
