import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordPaymentUpdate } from '../../src/workflows/policy-term/messages.js';
import { policyTermId } from '../../src/domain/workflow-ids.js';
import { codeOf, KEYS } from './running-app.js';
import { runChanges, type RunningChanges } from './running-changes.js';

interface Task {
  readonly id: string;
  readonly of: string;
  readonly task: string;
  readonly what: string;
  readonly why: string;
  readonly due: string | null;
  readonly money: { readonly amount: string; readonly currency: string | null } | null;
  readonly links: { readonly settle: string };
  readonly request: { readonly method: string; readonly path: string; readonly body: unknown };
}

describe('GET /api/tasks', () => {
  let running: RunningChanges;
  beforeAll(async () => {
    running = await runChanges('TS');
  });
  afterAll(() => running[Symbol.asyncDispose]());

  const list = async (query = ''): Promise<readonly Task[]> => {
    const answer = await running.app.send(`/api/tasks${query}`, { key: KEYS.reader });
    expect(answer.status).toBe(200);
    return (answer.json as { readonly items: readonly Task[] }).items;
  };

  /** The index follows by a second or so. */
  const until = async (isThere: (tasks: readonly Task[]) => boolean): Promise<readonly Task[]> => {
    for (;;) {
      const tasks = await list('?pageSize=200');
      if (isThere(tasks)) return tasks;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };

  it('lists what stopped and what a term asks for, with what to do and where it is settled', async () => {
    const { env, app } = running;
    const id = await running.stopAtBind('TS-STOP');
    await until((tasks) => tasks.some((task) => task.id === id));
    const policyNumber = await running.bind('TS-1');
    const term = `/api/policies/${policyNumber}/terms/1`;
    await env.client.workflow
      .getHandle(policyTermId(policyNumber, 1))
      .executeUpdate(recordPaymentUpdate, {
        args: [
          {
            policyNumber,
            termNumber: 1,
            paymentId: 'EUR-1',
            amountCents: 1_000,
            currency: 'EUR',
            receivedAt: '2026-11-01T12:00:00Z',
          },
        ],
      });

    const tasks = await until((all) => all.some((task) => task.of === 'policyTerm'));
    const [stopped] = tasks.filter((task) => task.id === id);
    expect(stopped).toMatchObject({
      of: 'newBusiness',
      task: 'bind',
      links: { settle: `/api/transactions/${id}/correct` },
    });
    expect([stopped?.why, stopped?.what]).toEqual([
      'The producer has no licence.',
      'Choose another.',
    ]);
    const [asked] = tasks.filter((task) => task.of === 'policyTerm');
    expect(asked).toMatchObject({ links: { settle: `${term}/settle` } });
    expect(asked?.why).toMatch(/EUR/);
    expect(asked?.money).toEqual({ amount: '10.00', currency: 'EUR' });

    const settled = await app.send(`${term}/settle`, {
      method: 'POST',
      key: KEYS.everything,
      body: { taskId: asked?.task, by: 'olga', reason: 'Sent back.' },
    });
    expect(settled.status).toBe(200);
    await until((all) => all.every((task) => task.of !== 'policyTerm'));
  });

  it('refuses what is no parameter of it, and a cursor of another list', async () => {
    for (const query of ['?due=today', '?cursor=abc']) {
      const answer = await running.app.send(`/api/tasks${query}`, { key: KEYS.reader });
      expect([answer.status, codeOf(answer)]).toEqual([400, 'invalid-parameter']);
    }
  });
});
