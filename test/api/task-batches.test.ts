import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTaskBatchActivities } from '../../src/activities/task-batch/task-batch-activities.js';
import { policyTermId } from '../../src/domain/workflow-ids.js';
import { settleTask } from '../../src/temporal/settle-task.js';
import { recordPaymentUpdate } from '../../src/workflows/policy-term/messages.js';
import { codeOf, KEYS } from './running-app.js';
import { runChanges, type RunningChanges } from './running-changes.js';

const POLICIES = 3;
const PAYMENTS = 20;
const real = createTaskBatchActivities();
let calls = 0;
/** Every third answer is lost after everything was done, as when a worker dies then. */
const settleTasks: typeof real.settleTasks = async (asked) => {
  const seen = await real.settleTasks(asked);
  calls += 1;
  if (calls % 3 === 0) throw new Error('the answer is lost');
  return seen;
};

interface Outcome {
  readonly id: string;
  readonly task: string;
  readonly outcome: string;
  readonly reason: string | null;
}

describe('many tasks at once', () => {
  let running: RunningChanges;
  beforeAll(async () => {
    running = await runChanges('TB', undefined, { steps: { settleTasks } });
  });
  afterAll(() => running[Symbol.asyncDispose]());

  const settle = (body: object) => running.app.post('/api/tasks:settle', body);
  const ended = async (requestId: string) => {
    const path = `/api/task-batches/${requestId}`;
    await expect
      .poll(async () => (await running.app.send(path)).json['state'], { timeout: 90_000 })
      .toBe('done');
    const { json } = await running.app.send(`${path}/results`);
    return (json as { readonly items: readonly Outcome[] }).items;
  };

  /** Policies with so many payments each that do not fit. @returns the ids of their terms */
  const parked = async (name: string): Promise<readonly string[]> => {
    const terms: string[] = [];
    for (let nth = 1; nth <= POLICIES; nth += 1) {
      const policyNumber = await running.bind(`${name}-${nth}`);
      const id = policyTermId(policyNumber, 1);
      const term = running.env.client.workflow.getHandle(id);
      for (let payment = 1; payment <= PAYMENTS; payment += 1) {
        const paid = {
          policyNumber,
          termNumber: 1,
          paymentId: `${name}-${nth}-${payment}`,
          amountCents: 1_000,
          currency: 'EUR',
          receivedAt: '2026-11-01T12:00:00Z',
        };
        await term.executeUpdate(recordPaymentUpdate, { args: [paid] });
      }
      terms.push(id);
    }
    return terms;
  };

  const listed = async (): Promise<readonly Outcome[]> => {
    const { json } = await running.app.send('/api/tasks?cause=moneyParked&pageSize=200');
    return (json as { readonly items: readonly Outcome[] }).items;
  };

  it('settles all that a filter means, each once and with its result, though answers are lost', async () => {
    await parked('ALL');
    const all = POLICIES * PAYMENTS;
    await expect.poll(async () => (await listed()).length, { timeout: 30_000 }).toBe(all);
    const body = {
      requestId: 'ALL-1',
      by: 'olga',
      reason: 'Sent back to the bank',
      perMinute: 6_000,
      filter: { cause: 'moneyParked' },
    };
    const begun = await settle(body);
    expect(begun.status).toBe(202);
    expect(begun.headers.get('location')).toBe('/api/task-batches/ALL-1');
    const results = await ended('ALL-1');
    expect(results).toHaveLength(all);
    expect(results.filter(({ outcome }) => outcome !== 'settled')).toEqual([]);
    expect(new Set(results.map(({ id, task }) => `${id} ${task}`)).size).toBe(all);
    expect(calls).toBeGreaterThan(all / 10);
    await expect.poll(async () => (await listed()).length).toBe(0);

    const again = await settle(body);
    expect(again.json).toMatchObject({ state: 'done', outcomes: { settled: all }, toDo: 0 });
    const other = await settle({ ...body, reason: 'Another' });
    expect([other.status, codeOf(other)]).toEqual([409, 'different-request']);
  });

  it('has two that settle the same at once settle each task once', async () => {
    const [term = ''] = await parked('TWO');
    const tasks = Array.from({ length: PAYMENTS }, (_, at) => ({
      id: term,
      task: `moneyParked:TWO-1-${at + 1}`,
    }));
    const common = { reason: 'Sent back', perMinute: 6_000, tasks };
    await Promise.all([
      settle({ ...common, requestId: 'TWO-A', by: 'olga' }),
      settle({ ...common, requestId: 'TWO-B', by: 'piet' }),
    ]);
    const both = [await ended('TWO-A'), await ended('TWO-B')].flat();
    for (const { task } of tasks) {
      const outcomes = both.filter((one) => one.task === task).map(({ outcome }) => outcome);
      expect(outcomes.filter((outcome) => outcome === 'settled')).toHaveLength(1);
    }
  });

  it('says why it does not settle what is unknown, and what is wrong with a request', async () => {
    await settle({
      requestId: 'UNKNOWN-1',
      by: 'olga',
      reason: 'Try',
      tasks: [
        { id: 'policy-term:NOBODY:1', task: 'refund' },
        { id: 'something else', task: 'refund' },
      ],
    });
    const outcomes = (await ended('UNKNOWN-1')).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['notOpen', 'notOpen']);
    for (const wrong of [{}, { tasks: [], filter: { cause: 'outage' } }, { filter: {} }]) {
      const answer = await settle({ requestId: 'WRONG', by: 'olga', reason: 'x', ...wrong });
      expect([answer.status, codeOf(answer)]).toEqual([422, 'invalid-request']);
    }
    const unknown = await running.app.send('/api/task-batches/NONE', { key: KEYS.reader });
    expect([unknown.status, codeOf(unknown)]).toEqual([404, 'unknown-batch']);
  });

  it('runs stopped transactions again as a batch, when retry is given an id', async () => {
    const { env, app } = running;
    const id = await running.stopAtBind('TB-STOP');
    const stopped = async () =>
      ((await app.send('/api/tasks?kind=newBusiness')).json as { items: { id: string }[] }).items;
    await expect.poll(stopped, { timeout: 30_000 }).toHaveLength(1);
    const begun = await app.post('/api/transactions:retry', {
      requestId: 'RETRY-1',
      by: 'olga',
      reason: 'Licensed now',
      filter: { cause: 'rejected', reasonIncludes: 'licence' },
    });
    expect(begun.status).toBe(202);
    expect(await ended('RETRY-1')).toEqual([
      { id, task: 'bind', outcome: 'settled', reason: null },
    ]);
    expect(await env.client.workflow.getHandle(id).result()).toMatchObject({ state: 'completed' });
    // An attempt that comes after its own success says so, and not that nobody was asked.
    const late = {
      batch: 'RETRY-1',
      settling: { by: 'olga', reason: 'Licensed now', decision: null },
      task: { id, task: 'bind' },
      isRepeat: true,
    };
    const temporal = { client: env.client, deadlines: { serverMs: 5_000, workerMs: 20_000 } };
    expect(await settleTask(temporal, late)).toEqual({ outcome: 'settled', reason: null });
  });
});
