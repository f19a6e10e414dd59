import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InMemoryRenewals, policies, withBatchWorker } from '../support/renewal-batches.js';
import { temporalEnvironment } from '../support/temporal.js';
import { codeOf, errorsOf, KEYS, runApp, type Answer, type RunningApp } from './running-app.js';

const OLGA = { by: 'olga', reason: 'IMS is slow today.' };
const LONG = 60_000;

describe('a batch of renewals over the API', () => {
  let env: TestWorkflowEnvironment;
  let app: RunningApp;
  beforeAll(async () => {
    env = await temporalEnvironment();
    app = await runApp({ serverMs: 10_000, workerMs: 10_000 }, env);
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await env.teardown();
  });

  const aName = () => `B-${randomUUID()}`;
  const post = (requestId: string, policyNumbers: readonly string[], more: object = {}) =>
    app.post('/api/renewal-batches', { requestId, policyNumbers, perMinute: 6_000, ...more });
  const get = (requestId: string) => app.send(`/api/renewal-batches/${requestId}`);
  async function until(requestId: string, isSo: (answer: Answer) => boolean): Promise<Answer> {
    for (;;) {
      const answer = await get(requestId);
      if (isSo(answer)) return answer;
    }
  }

  it(
    'is started once, says how far it is, and what became of each policy',
    async () => {
      const renewals = new InMemoryRenewals((number) =>
        number === 'A-3' ? { outcome: 'unknown', termMade: null, reason: null } : null,
      );
      await withBatchWorker(env, renewals, async () => {
        const id = aName();
        const [one, other] = await Promise.all([
          post(id, [...policies('A', 30), 'A-1']),
          post(id, policies('A', 30)),
        ]);
        for (const answer of [one, other]) {
          expect(answer.status).toBe(202);
          expect(answer.headers.get('Location')).toBe(`/api/renewal-batches/${id}`);
          expect(answer.json).toMatchObject({ requestId: id, policies: 30, requestedBy: 'portal' });
        }
        const done = await until(id, ({ json }) => json['state'] === 'done');
        expect(done.json).toMatchObject({
          done: 30,
          toDo: 0,
          open: 0,
          outcomes: { started: 29, known: 0, refused: 0, unknown: 1, failed: 0 },
        });
        const again = await post(id, policies('A', 30));
        expect(again.json).toMatchObject({ state: 'done', done: 30 });
        const differs = await post(id, policies('A', 29));
        expect([differs.status, codeOf(differs)]).toEqual([409, 'different-request']);

        const path = `/api/renewal-batches/${id}/results`;
        const first = await app.send(`${path}?pageSize=20`);
        expect(first.json['items']).toHaveLength(20);
        const rest = await app.send(`${path}?pageSize=20&after=${String(first.json['next'])}`);
        expect(rest.json['items']).toHaveLength(10);
        expect(rest.json['next']).toBeNull();
        const unknown = await app.send(`${path}?outcome=unknown`);
        expect(unknown.json['items']).toEqual([
          { policyNumber: 'A-3', outcome: 'unknown', renewal: null, reason: null },
        ]);
      });
      expect(renewals.started.size).toBe(29);
    },
    LONG,
  );

  it(
    'is paused, resumed and cancelled by whom it says',
    async () => {
      await withBatchWorker(env, new InMemoryRenewals(), async () => {
        const id = aName();
        await post(id, policies('P', 500), { perMinute: 300 });
        const act = (name: string) => app.post(`/api/renewal-batches/${id}/${name}`, OLGA);
        const paused = await act('pause');
        expect(paused.json).toMatchObject({ state: 'paused', acts: [{ act: 'pause', ...OLGA }] });
        expect((await act('resume')).json['state']).toBe('running');
        const moving = await until(id, ({ json }) => Number(json['done']) > 0);
        const running = await app.send(`/api/renewal-batches/${id}/results?pageSize=1`);
        expect(moving.json['state']).toBe('running');
        expect(running.json['items']).toHaveLength(1);
        expect((await act('cancel')).json['state']).toBe('cancelled');
        const ended = await until(id, ({ json }) => json['endedAt'] !== null);
        expect(ended.json).toMatchObject({ state: 'cancelled', ratePerMinute: null });
        expect((await act('cancel')).json['state']).toBe('cancelled');
        const resumed = await act('resume');
        expect([resumed.status, codeOf(resumed)]).toEqual([409, 'already-ended']);
      });
    },
    LONG,
  );

  it('takes ten thousand policies with the longest numbers that there are', async () => {
    await withBatchWorker(env, new InMemoryRenewals(), async () => {
      const id = aName();
      const numbers = policies('L', 10_000).map((number) => number.padEnd(60, '-'));
      const started = await post(id, numbers, { mostOpen: 1, perMinute: 1 });
      expect(started.json).toMatchObject({ policies: 10_000, mostOpen: 1, perMinute: 1 });
      const handle = env.client.workflow.getHandle(`renewal-batch:${id}`);
      const cancelled = await app.post(`/api/renewal-batches/${id}/cancel`, OLGA);
      expect(cancelled.json['state']).toBe('cancelled');
      await handle.result();
    });
  });

  it('is refused without policies, with too many, or with limits that cannot be', async () => {
    const none = await post(aName(), []);
    expect([none.status, errorsOf(none).map(({ field }) => field)]).toEqual([
      422,
      ['policyNumbers'],
    ]);
    const many = await post(aName(), policies('M', 10_001));
    expect(errorsOf(many).map(({ field }) => field)).toEqual(['policyNumbers']);
    const odd = await post('a b', ['no"number'], { perMinute: 0, mostOpen: 501 });
    expect(errorsOf(odd).map(({ field }) => field)).toEqual([
      'requestId',
      'policyNumbers[0]',
      'perMinute',
      'mostOpen',
    ]);
  });

  it('is not known under a name that no batch has, and not shown to everybody', async () => {
    const unknown = await get(aName());
    expect([unknown.status, codeOf(unknown)]).toEqual([404, 'unknown-batch']);
    const results = await app.send(`/api/renewal-batches/${aName()}/results`);
    expect(codeOf(results)).toBe('unknown-batch');
    const odd = await get('a%20b');
    expect(codeOf(odd)).toBe('invalid-request');
    const reading = await app.send('/api/renewal-batches', {
      body: { requestId: aName(), policyNumbers: ['X-1'] },
      key: KEYS.reader,
    });
    expect(codeOf(reading)).toBe('missing-scope');
    const acting = await app.send(`/api/renewal-batches/${aName()}/cancel`, {
      body: OLGA,
      key: KEYS.reader,
    });
    expect(codeOf(acting)).toBe('missing-scope');
  });

  it('that was terminated in Temporal says so, and how far it had come', async () => {
    await withBatchWorker(env, new InMemoryRenewals(), async () => {
      const id = aName();
      await post(id, policies('T', 100), { perMinute: 60 });
      await until(id, ({ json }) => Number(json['done']) > 0);
      await env.client.workflow.getHandle(`renewal-batch:${id}`).terminate();
      const ended = await get(id);
      expect(ended.json).toMatchObject({ state: 'endedInTemporal', estimatedEnd: null });
      expect(Number(ended.json['done'])).toBeGreaterThan(0);
      const paused = await app.post(`/api/renewal-batches/${id}/pause`, OLGA);
      expect(codeOf(paused)).toBe('already-ended');
    });
  });
});
