import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NotSentInTimeError, TermLanes } from '../../src/api/terms/term-lanes.js';
import { type Answer, codeOf, KEYS, type RunningApp, runApp } from './running-app.js';
import { type RunningTerms, runTerms } from './running-terms.js';
import { policyTermId } from '../../src/domain/workflow-ids.js';

const pay = (app: RunningApp, policy: string, paymentId: string): Promise<Answer> =>
  app.send(`/api/policies/${policy}/terms/1/payments`, {
    body: { paymentId, amount: '1.00', currency: 'USD', receivedAt: '2026-11-01T12:00:00Z' },
    key: KEYS.billing,
  });

describe('A56: many messages for one term at once', () => {
  let terms: RunningTerms;
  let second: RunningApp;
  beforeAll(async () => {
    terms = await runTerms();
    // As long as the test itself: how fast this machine is decides nothing here.
    second = await runApp({ serverMs: 60_000, workerMs: 60_000 }, terms.env);
  });
  afterAll(async () => {
    await second[Symbol.asyncDispose]();
    await terms[Symbol.asyncDispose]();
  });

  it.each([40, 200])(
    'are all answered, when %i come to two processes',
    async (count) => {
      const policy = `CROWD-${String(count)}`;
      await terms.bind(policy);
      await using third = await runApp({ serverMs: 60_000, workerMs: 60_000 }, terms.env);
      const answers = await Promise.all(
        Array.from({ length: count }, (_, index) =>
          pay(index % 2 === 0 ? second : third, policy, `p${String(index)}`),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      const { json } = await second.send(`/api/policies/${policy}/terms/1`);
      expect(json).toMatchObject({
        paymentCount: count,
        money: { counted: `${String(count)}.00` },
      });
    },
    120_000,
  );

  it('are told truly that no worker answers, those that were never sent too', async () => {
    await using idle = await runTerms({ hasWorkers: false });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => pay(idle.app, 'CROWD-IDLE', `p${String(index)}`)),
    );
    for (const answer of answers) {
      expect([answer.status, codeOf(answer)]).toEqual([503, 'worker-unavailable']);
    }
    await idle.env.client.workflow.getHandle(policyTermId('CROWD-IDLE', 1)).terminate();
  }, 60_000);
});

describe('the lanes of terms', () => {
  it('send a term three messages at a time and another term at once, and are gone when they are idle', async () => {
    const lanes = new TermLanes();
    let [running, most] = [0, 0];
    const release: (() => void)[] = [];
    const send = (term: string) =>
      lanes.send(term, 60_000, async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise<void>((resolve) => release.push(resolve));
        running -= 1;
      });
    const sent = [...Array.from({ length: 10 }, () => send('one')), send('other')];
    await expect.poll(() => running).toBe(4);
    expect(lanes.size).toBe(2);
    const all = Promise.all(sent);
    while (lanes.size > 0) {
      release.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await all;
    expect(most).toBe(4);
  });

  it('tell a message whose time is over why: for the number of messages, or for want of an answer', async () => {
    const lanes = new TermLanes();
    let answer = (): void => undefined;
    const held = () => new Promise<void>((resolve) => (answer = resolve));
    const first = lanes.send('crowded', 60_000, held);
    const others = [1, 2].map(() => lanes.send('crowded', 60_000, () => new Promise(() => null)));
    const crowded = lanes.send('crowded', 1_000, held);
    const tooLate = lanes.send('crowded', 1_000, held).catch((error: unknown) => error);
    await expect.poll(() => lanes.size).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    answer();
    await first;
    void Promise.race([...others, crowded]);
    expect(await tooLate).toMatchObject({ wereOthersAnswered: true });

    const silent = Array.from({ length: 4 }, () =>
      lanes.send('silent', 100, () => new Promise(() => null)),
    );
    const error: unknown = await Promise.race(silent).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NotSentInTimeError);
    expect(error).toMatchObject({ wereOthersAnswered: false });
  });
});
