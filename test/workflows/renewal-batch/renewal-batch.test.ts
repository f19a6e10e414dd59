import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resultsPage } from '../../../src/domain/renewal-batch/items.js';
import {
  cancelUpdate,
  pauseUpdate,
  askedQuery,
  moveOnSignal,
  progressQuery,
  resultsQuery,
  resumeUpdate,
  seenElsewhereSignal,
  settleUnbegunUpdate,
} from '../../../src/workflows/renewal-batch/messages.js';
import {
  type BatchHandle,
  endedBatch,
  InMemoryRenewals,
  policies,
  startBatch,
  untilProgress,
  withBatchWorker,
} from '../../support/renewal-batches.js';
import { temporalEnvironment } from '../../support/temporal.js';

const UNKNOWN = { outcome: 'unknown', termMade: null, reason: null } as const;
const REFUSED = { outcome: 'refused', termMade: null, reason: 'The term is cancelled.' } as const;
const GONE = { kind: 'stopped', isRefused: false, reason: 'It was ended.', isGone: true } as const;
const STOPPED = { kind: 'stopped', isRefused: true, reason: 'IMS says no.' } as const;

/** One in a hundred is unknown, and one in a hundred is refused by the policy system. */
function oneInAHundred(policyNumber: string) {
  const number = Number(policyNumber.split('-').at(-1));
  if (number % 100 === 7) return UNKNOWN;
  return number % 100 === 50 ? STOPPED : null;
}

const OLGA = { by: 'olga', reason: 'IMS is slow today.' };

describe('a batch of renewals', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const aName = () => `B-${randomUUID()}`;

  it('says of every policy what became of it, in their order', async () => {
    const renewals = new InMemoryRenewals((number) =>
      number === 'P-3' ? REFUSED : oneInAHundred(number),
    );
    const numbers = policies('P', 60);
    await withBatchWorker(env, renewals, async () => {
      const handle = await startBatch(env, aName(), [...numbers, 'P-1']);
      await untilProgress(handle, ({ state }) => state === 'done');
      const { progress, ...packed } = await endedBatch(handle);
      expect(progress).toMatchObject({
        state: 'done',
        policies: 60,
        started: 57,
        refused: 2,
        unknown: 1,
        toDo: 0,
        open: 0,
      });
      const { items } = resultsPage(numbers, packed, { after: 0, limit: 100 });
      expect(items.map(({ policyNumber }) => policyNumber)).toEqual(numbers);
      expect(items[2]).toEqual({ policyNumber: 'P-3', renewal: null, ...without(REFUSED) });
      expect(items[6]).toMatchObject({ outcome: 'unknown', renewal: null });
      expect(items[49]).toEqual({
        policyNumber: 'P-50',
        outcome: 'refused',
        renewal: 'renewal:P-50:2',
        reason: 'IMS says no.',
      });
      const asked = { outcome: 'refused', after: 10, limit: 10 } as const;
      const page = await handle.query(resultsQuery, asked);
      expect(page.items.map(({ policyNumber }) => policyNumber)).toEqual(['P-50']);
    });
    expect(renewals.started.size).toBe(58);
  });

  it('pauses, goes on and is cancelled, with who and why', async () => {
    const renewals = new InMemoryRenewals();
    const numbers = policies('Q', 400);
    await withBatchWorker(env, renewals, async () => {
      const handle = await startBatch(env, aName(), numbers, { perMinute: 600 });
      await untilProgress(handle, ({ started }) => started > 0);
      const paused = await handle.executeUpdate(pauseUpdate, { args: [OLGA] });
      expect(paused.state).toBe('paused');
      const settled = await untilProgress(handle, ({ open }) => open === 0);
      const { length } = [...renewals.started];
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      expect(renewals.started.size).toBe(length);
      expect(settled).toMatchObject({ estimatedEnd: null, ratePerMinute: null });

      await handle.signal('resume', { by: 'olga', reason: 'It is quick again.' });
      await untilProgress(handle, ({ started }) => started > length);
      const cancelled = await handle.executeUpdate(cancelUpdate, { args: [OLGA] });
      expect(cancelled.state).toBe('cancelled');
      const { progress } = await handle.result();
      expect(progress.state).toBe('cancelled');
      expect(progress.started).toBe(renewals.started.size);
      expect(progress.toDo).toBe(400 - renewals.started.size);
      expect(progress.acts.map(({ act, by }) => `${act} ${by}`)).toEqual([
        'pause olga',
        'resume olga',
        'cancel olga',
      ]);
    });
  });

  it('refuses orders without a person and a reason, and goes on', async () => {
    await withBatchWorker(env, new InMemoryRenewals(), async () => {
      const handle = await startBatch(env, aName(), policies('R', 100), { perMinute: 60 });
      const anonymous = { by: '', reason: 'Why not' };
      await expect(handle.executeUpdate(pauseUpdate, { args: [anonymous] })).rejects.toMatchObject({
        cause: { type: 'invalidInput' },
      });
      await handle.signal('pause', anonymous);
      expect((await handle.query(progressQuery)).state).toBe('running');
      const resumed = await handle.executeUpdate(resumeUpdate, { args: [OLGA] });
      expect(resumed.acts).toEqual([]);
      await handle.terminate();
    });
  });

  it('is cancelled when the cancellation of its workflow is asked for, and says what it did', async () => {
    await withBatchWorker(env, new InMemoryRenewals(), async () => {
      const handle = await startBatch(env, aName(), policies('C', 300), { perMinute: 600 });
      await untilProgress(handle, ({ started }) => started > 0);
      await handle.cancel();
      const { progress } = await handle.result();
      expect(progress).toMatchObject({ state: 'cancelled', acts: [{ by: 'Temporal' }] });
    });
  });

  it('A127: waits for a person about those whose renewals it could not begin, and about no others', async () => {
    const renewals = new InMemoryRenewals((number) =>
      number === 'W-2' ? REFUSED : number === 'W-3' ? GONE : oneInAHundred(number),
    );
    await withBatchWorker(env, renewals, async () => {
      const handle = await startBatch(env, aName(), policies('W', 60), { stepsPerRun: 3 });
      const done = await untilProgress(handle, ({ state }) => state === 'done');
      expect(done).toMatchObject({ unsettled: 3, refused: 2, unknown: 1, failed: 1 });
      const { unbegun } = await handle.query(askedQuery);
      expect(
        unbegun.map(({ policyNumber, outcome, reason }) => [policyNumber, outcome, reason]),
      ).toEqual(
        expect.arrayContaining([
          ['W-2', 'refused', REFUSED.reason],
          ['W-3', 'failed', GONE.reason],
          ['W-7', 'unknown', null],
        ]),
      );
      // The renewal of W-50 stopped: it asks a person itself.
      const settle = (task: string) =>
        handle.executeUpdate(settleUnbegunUpdate, { args: [{ ...OLGA, task }] });
      await expect(settle('renewal:W-50')).rejects.toMatchObject({ cause: { type: 'noSuchTask' } });
      expect(await settle('renewal:W-2')).toMatchObject({ state: 'done', unsettled: 2 });
      await expect(settle('renewal:W-2')).rejects.toMatchObject({ cause: { type: 'noSuchTask' } });
      const { progress } = await endedBatch(handle);
      expect(progress).toMatchObject({ unsettled: 0, endedAt: done.endedAt });
    });
  });

  it.each([
    [
      'what other batches see to',
      (to: BatchHandle) => to.signal(seenElsewhereSignal, { policyNumbers: ['Z-1'] }),
    ],
    ['a word to move on', (to: BatchHandle) => to.signal(moveOnSignal)],
  ])('waits for a person in run after run, however often it hears %s', async (_, tell) => {
    const renewals = new InMemoryRenewals(() => REFUSED);
    await withBatchWorker(env, renewals, async () => {
      const handle = await startBatch(env, aName(), policies('M', 2), { stepsPerRun: 4 });
      const done = await untilProgress(handle, ({ state }) => state === 'done');
      const runOf = async () => (await handle.describe()).runId;
      const [first, runs] = [await runOf(), new Set<string>()];
      while (runs.size < 3) {
        await tell(handle);
        runs.add(await runOf());
      }
      expect(runs).toContain(first);
      const { progress, unbegun } = await handle.query(askedQuery);
      expect(progress).toEqual(done);
      expect(unbegun.map(({ policyNumber }) => policyNumber)).toEqual(['M-1', 'M-2']);
      await handle.terminate();
    });
  });

  it('goes on as new with what became of each, paused as it was', async () => {
    const renewals = new InMemoryRenewals(oneInAHundred);
    const numbers = policies('N', 250);
    await withBatchWorker(env, renewals, async () => {
      const handle = await startBatch(env, aName(), numbers, { stepsPerRun: 2, mostOpen: 80 });
      await untilProgress(handle, ({ started }) => started > 60);
      await handle.executeUpdate(pauseUpdate, { args: [OLGA] });
      const { startedAt } = await untilProgress(handle, ({ open }) => open === 0);
      await handle.executeUpdate(resumeUpdate, { args: [OLGA] });
      const { progress } = await endedBatch(handle);
      expect(progress).toMatchObject({ started: 244, refused: 3, unknown: 3, toDo: 0, startedAt });
      expect(progress.acts.map(({ act }) => act)).toEqual([
        'pause',
        'resume',
        ...['settle', 'settle', 'settle'],
      ]);
      const first = env.client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId);
      expect((await first.describe()).status.name).toBe('CONTINUED_AS_NEW');
    });
    expect(renewals.started.size).toBe(247);
  });
});

function without({ outcome, reason }: typeof REFUSED) {
  return { outcome, reason };
}
