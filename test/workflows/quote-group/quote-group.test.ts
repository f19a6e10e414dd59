import { randomUUID } from 'node:crypto';
import {
  WorkflowFailedError,
  type WorkflowHandle,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UNIFORM_FIELDS, type FieldDigests } from '../../../src/domain/quote-group/rules.js';
import { quoteGroupId } from '../../../src/domain/workflow-ids.js';
import type { quoteGroup } from '../../../src/workflows/index.js';
import {
  freeUpdate,
  groupQuery,
  groupUpdate,
  type QuoteGroupInput,
} from '../../../src/workflows/quote-group/messages.js';
import { WORKFLOW_TASK_QUEUE } from '../../../src/workflows/task-queues.js';
import { workflowBundle } from '../../support/policy-workers.js';
import { withWorkers } from '../../support/running-workers.js';
import { temporalEnvironment } from '../../support/temporal.js';

const digests = Object.fromEntries(UNIFORM_FIELDS.map((field) => [field, 'd'])) as FieldDigests;
const quote = (name: string) => `new-business:portal:${name}`;

describe('a group of quotes in Temporal', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const run = (scenario: () => Promise<void>): Promise<void> =>
    withWorkers(
      env,
      [{ taskQueue: WORKFLOW_TASK_QUEUE, workflowBundle: workflowBundle(), steps: {} }],
      scenario,
    );
  const start = (more: Partial<QuoteGroupInput> = {}) => {
    const id = `OPP-${randomUUID().slice(0, 8)}`;
    return env.client.workflow.start<typeof quoteGroup>('quoteGroup', {
      workflowId: quoteGroupId({ system: 'portal', id }),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [
        {
          system: 'portal',
          id,
          uniform: ['state'],
          uniqueState: 'accepted',
          requestedBy: 'portal',
          ...more,
        },
      ],
    });
  };
  type Handle = WorkflowHandle<typeof quoteGroup>;
  const claim = (handle: Handle, name: string, saidAtMs: number) =>
    handle.executeUpdate(groupUpdate('claim'), {
      args: [{ kind: 'claim', quote: quote(name), saidAtMs, digests }],
    });
  const say = (
    handle: Handle,
    kind: 'giveBack' | 'leave' | 'lock',
    name: string,
    saidAtMs: number,
  ) => handle.executeUpdate(groupUpdate(kind), { args: [{ kind, quote: quote(name), saidAtMs }] });

  it('knows everything in its next run, and answers on while it goes over', async () => {
    await run(async () => {
      const handle = await start({ messagesPerRun: 3 });
      const { runId: first } = await handle.describe();
      expect(await claim(handle, 'A', 1)).toEqual({ outcome: 'taken' });
      for (let round = 0; round < 4; round += 1) {
        const answers = await Promise.all(['B', 'C'].map((name) => claim(handle, name, 5)));
        expect(answers.map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
      }
      const handleOfNow = env.client.workflow.getHandle<typeof quoteGroup>(handle.workflowId);
      expect((await handleOfNow.describe()).runId).not.toBe(first);
      expect(await handleOfNow.query(groupQuery)).toMatchObject({
        state: 'taken',
        winner: quote('A'),
      });
      await say(handleOfNow, 'giveBack', 'A', 2);
      // A claim that was on the wire all the while.
      expect((await claim(handleOfNow, 'A', 1)).outcome).toBe('refused');
      expect(await claim(handleOfNow, 'B', 6)).toEqual({ outcome: 'taken' });
    });
  });

  it('refuses what it cannot read, and goes on', async () => {
    await run(async () => {
      const handle = await start();
      const refused = async (kind: 'claim' | 'lock', sent: unknown): Promise<string | null> => {
        const error: unknown = await handle
          .executeUpdate(groupUpdate(kind), { args: [sent as never] })
          .then(
            () => null,
            (reason: unknown) => reason,
          );
        expect(error).toBeInstanceOf(WorkflowUpdateFailedError);
        const { cause } = error as WorkflowUpdateFailedError;
        expect(cause).toBeInstanceOf(ApplicationFailure);
        return (cause as ApplicationFailure).type ?? null;
      };
      const right = { quote: quote('A'), saidAtMs: 1, digests };
      for (const sent of [
        null,
        'claim',
        7,
        [right],
        {},
        { ...right, quote: 'A' },
        { ...right, quote: { toString: 'A' } },
        { ...right, saidAtMs: '1' },
        { ...right, saidAtMs: -1 },
        { ...right, saidAtMs: 1e300 },
        { ...right, digests: undefined },
        { ...right, digests: { ...digests, state: 7 } },
        { ...right, digests: { ...digests, state: 'x'.repeat(101) } },
      ]) {
        expect([sent, await refused('claim', sent)]).toEqual([sent, 'invalidInput']);
      }
      expect(await refused('lock', { quote: quote('A') })).toBe('invalidInput');
      const order = { quote: 'nobody', by: 'olga', reason: 'why' };
      await expect(handle.executeUpdate(freeUpdate, { args: [order] })).rejects.toThrow();
      // Members that nobody asked for go nowhere.
      const more = { ...right, kind: 'lock', winner: quote('B') };
      await handle.executeUpdate(groupUpdate('claim'), { args: [more as never] });
      expect(await handle.query(groupQuery)).toMatchObject({
        state: 'taken',
        winner: quote('A'),
        quotes: [{ quote: quote('A'), digests, isIn: true, saidAtMs: 1 }],
      });
    });
  });

  it('fails for an input that is none, and for a state that no group left', async () => {
    await run(async () => {
      for (const more of [
        { uniform: ['insured.ssn'] },
        { uniqueState: 'priced' },
        { carried: { group: { state: 'taken', winner: 'x', quotes: [], freed: [] }, seal: 'x' } },
        { carried: 7 },
      ]) {
        const handle = await start(more as never);
        await expect(handle.result()).rejects.toBeInstanceOf(WorkflowFailedError);
      }
    });
  });

  it('goes on for a start that asks for something odd', async () => {
    await run(async () => {
      const handle = await start({ messagesPerRun: -1, carried: null } as never);
      expect(await claim(handle, 'A', 1)).toEqual({ outcome: 'taken' });
      const now = env.client.workflow.getHandle<typeof quoteGroup>(handle.workflowId);
      expect(await now.query(groupQuery)).toMatchObject({ winner: quote('A') });
      await now.terminate();
    });
  });

  it('closes when no quote was in it for long, and not while one is', async () => {
    await run(async () => {
      const [left, held] = [await start({ emptyMs: 1_500 }), await start({ emptyMs: 1_500 })];
      await claim(held, 'A', 1);
      await claim(left, 'A', 1);
      await say(left, 'leave', 'A', 2);
      expect((await left.result()).carried?.group).toMatchObject({ state: 'locked', winner: null });
      expect((await held.describe()).status.name).toBe('RUNNING');
    });
  });

  it('ends when it is locked and the others are over; a request to cancel it ends nothing', async () => {
    await run(async () => {
      const handle = await start();
      await claim(handle, 'A', 1);
      const digestsOfB = { kind: 'join', quote: quote('B'), saidAtMs: 1, digests } as const;
      await handle.executeUpdate(groupUpdate('join'), { args: [digestsOfB] });
      await handle.cancel();
      await say(handle, 'lock', 'A', 2);
      expect((await handle.describe()).status.name).toBe('RUNNING');
      await say(handle, 'leave', 'B', 2);
      expect((await handle.result()).carried?.group).toMatchObject({
        state: 'locked',
        winner: quote('A'),
      });
    });
  });
});
