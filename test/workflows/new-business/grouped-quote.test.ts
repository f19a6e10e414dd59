import { ApplicationFailure } from '@temporalio/common';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createGroupActivities,
  type GroupActivities,
} from '../../../src/activities/new-business/group-activities.js';
import type { QuoteStep } from '../../../src/domain/quote/quote.js';
import { sampleNoticeRules } from '../../support/notice-rules.js';
import { quoteGroupId } from '../../../src/domain/workflow-ids.js';
import type { quoteGroup } from '../../../src/workflows/index.js';
import {
  quoteStepUpdates,
  type NewBusinessInput,
} from '../../../src/workflows/new-business/messages.js';
import { groupQuery } from '../../../src/workflows/quote-group/messages.js';
import { WORKFLOW_TASK_QUEUE } from '../../../src/workflows/task-queues.js';
import { withPolicyWorkers } from '../../support/policy-workers.js';
import { aSubmission, inMemoryPolicySystem } from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';
import {
  startTransaction,
  type TransactionHandle,
  untilStopped,
} from '../../support/transactions.js';

type Tell = GroupActivities['tellGroup'];

const activities = createGroupActivities();
const tellGroup: Tell = (said) => activities.tellGroup(said);
const lost = (): ApplicationFailure =>
  ApplicationFailure.create({
    type: 'GroupUnavailable',
    message: 'the answer is lost',
    nonRetryable: false,
    details: [{ waitedOut: true, mayHaveHappened: true }],
  });

describe('a quote that is one of a group', () => {
  let env: TestWorkflowEnvironment;
  let last = 0;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const run = (scenario: () => Promise<void>, tell: Tell = tellGroup): Promise<void> =>
    withPolicyWorkers(env, inMemoryPolicySystem(), scenario, null, null, {}, sampleNoticeRules(), {
      tellGroup: tell,
    });
  const newGroup = async () => {
    const reference = { system: 'portal', id: `OPP-${++last}` };
    const handle = await env.client.workflow.start<typeof quoteGroup>('quoteGroup', {
      workflowId: quoteGroupId(reference),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [{ ...reference, uniform: [], uniqueState: 'accepted', requestedBy: 'portal' }],
    });
    return { reference, stands: () => handle.query(groupQuery) };
  };
  const quote = (
    { reference }: Awaited<ReturnType<typeof newGroup>>,
    changes: Partial<NewBusinessInput> = {},
  ): Promise<TransactionHandle> =>
    startTransaction(env, aSubmission({ reference: { system: 'portal', id: `G-${++last}` } }), {
      advanceTo: 'draft',
      quote: { isChecked: false, expiresAt: null },
      group: { ...reference, uniqueState: 'accepted' },
      ...changes,
    });
  const go = async (handle: TransactionHandle, ...steps: QuoteStep[]) => {
    let record = await untilStopped(handle);
    for (const step of steps) {
      await handle.executeUpdate(quoteStepUpdates[step], { args: [{ by: 'portal' }] });
      record = await untilStopped(handle);
    }
    return record;
  };
  const WAY = ['validate', 'price', 'underwrite', 'accept'] as const;

  it.each(['join', 'claim', 'giveBack', 'leave', 'lock'] as const)(
    'has the answer to its %s lost, and comes to the same',
    async (kind) => {
      const asked: number[] = [];
      const tell: Tell = async (said) => {
        const reply = await tellGroup(said);
        if (said.kind !== kind) return reply;
        asked.push(said.saidAtMs);
        if (asked.filter((at) => at === said.saidAtMs).length === 1) throw lost();
        return reply;
      };
      await run(async () => {
        const group = await newGroup();
        const [one, other] = [await quote(group), await quote(group)];
        expect((await go(one, ...WAY)).quoteState).toBe('accepted');
        expect(await group.stands()).toMatchObject({ state: 'taken', winner: one.workflowId });
        await one.executeUpdate('refuse', { args: [{ by: 'portal', reason: 'no' }] });
        await untilStopped(one);
        expect(await group.stands()).toMatchObject({ state: 'free' });
        await one.executeUpdate('discard', { args: [{ by: 'portal', reason: 'no' }] });
        await one.result();
        expect((await go(other, ...WAY, 'issue')).quoteState).toBe('issued');
        await other.result();
        const { carried } = await env.client.workflow
          .getHandle<typeof quoteGroup>(quoteGroupId(group.reference))
          .result();
        expect(carried?.group).toMatchObject({
          state: 'locked',
          winner: other.workflowId,
        });
        const isIn = new Map(carried?.group.quotes.map((one) => [one.quote, one.isIn]));
        expect([isIn.get(one.workflowId), isIn.get(other.workflowId)]).toEqual([false, true]);
      }, tell);
      // Each was told again, as the very same.
      expect(asked.length).toBe(2 * new Set(asked).size);
      expect(asked.length).toBeGreaterThan(0);
    },
  );

  it('goes no further where its claim gets no answer, and lets another have the group', async () => {
    const silent = new Set<string>();
    const tell: Tell = async (said) => {
      const reply = await tellGroup(said);
      if (said.kind === 'claim' && silent.has(said.quote)) throw lost();
      return reply;
    };
    await run(async () => {
      const group = await newGroup();
      const [one, other] = [await quote(group), await quote(group)];
      await go(one, 'validate', 'price', 'underwrite');
      await go(other, 'validate', 'price', 'underwrite');
      silent.add(one.workflowId);
      const error: unknown = await one
        .executeUpdate(quoteStepUpdates.accept, { args: [{ by: 'portal' }] })
        .catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(WorkflowUpdateFailedError);
      expect((error as WorkflowUpdateFailedError).cause).toMatchObject({ type: 'notChecked' });
      await expect.poll(async () => (await group.stands()).state).toBe('free');
      expect((await untilStopped(one)).quoteState).toBe('underwritten');
      expect((await go(other, 'accept')).quoteState).toBe('accepted');
    }, tell);
  });

  it('gives the group back when it expires, and when its workflow is cancelled', async () => {
    await run(async () => {
      const group = await newGroup();
      // Time enough for both on a busy machine.
      const expiresAt = new Date(Date.now() + 20_000).toISOString();
      const expiring = await quote(group, {
        advanceTo: 'accepted',
        quote: { isChecked: false, expiresAt },
      });
      expect((await untilStopped(expiring)).quoteState).toBe('accepted');
      const cancelled = await quote(group, { advanceTo: 'accepted' });
      expect(await untilStopped(cancelled)).toMatchObject({
        quoteState: 'underwritten',
        quote: { findings: [{ code: 'groupTaken' }] },
        waitingFor: expect.stringContaining(expiring.workflowId) as string,
      });
      expect((await expiring.result()).failure?.code).toBe('expired');
      expect(await group.stands()).toMatchObject({ state: 'free' });
      expect((await go(cancelled, 'accept')).quoteState).toBe('accepted');
      await cancelled.cancel();
      expect((await cancelled.result()).failure?.code).toBe('abandoned');
      expect(await group.stands()).toMatchObject({
        state: 'free',
        quotes: [{ isIn: false }, { isIn: false }],
      });
    });
  });

  it('is told where nothing is known of its group, and is not accepted', async () => {
    await run(async () => {
      const reference = { system: 'portal', id: `NEVER-${++last}` };
      const handle = await quote({ reference, stands: () => Promise.reject(new Error('none')) });
      const record = await go(handle, 'validate');
      expect(record).toMatchObject({
        quoteState: 'draft',
        quote: { findings: [{ field: 'group', code: 'unknown' }] },
      });
      await handle.executeUpdate('discard', { args: [{ by: 'portal', reason: 'no' }] });
      expect(await handle.result()).toMatchObject({ quoteState: 'discarded' });
    });
  });
});
