import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CloudEvent } from '../../../src/domain/events/cloud-event.js';
import type { LoggedEvent } from '../../../src/domain/events/event.js';
import { EVENT_LOG_ID, newBusinessId } from '../../../src/domain/workflow-ids.js';
import { recordInLog } from '../../../src/temporal/event-log.js';
import type { newBusiness } from '../../../src/workflows/index.js';
import { WORKFLOW_TASK_QUEUE } from '../../../src/workflows/task-queues.js';
import { runApp, type RunningApp } from '../../api/running-app.js';
import type { InMemoryPolicySystem } from '../../support/in-memory-policy-system.js';
import { withPolicyWorkers } from '../../support/policy-workers.js';
import { resettablePoints, resetWorkflow } from '../../support/reset-workflow.js';
import { aSubmission, inMemoryPolicySystem, newBusinessInput } from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';

const DEADLINES = { serverMs: 30_000, workerMs: 30_000 };

describe('the log of events', () => {
  let env: TestWorkflowEnvironment;
  let app: RunningApp;
  let policySystem: InMemoryPolicySystem;
  beforeAll(async () => {
    env = await temporalEnvironment();
    app = await runApp(DEADLINES, env);
    policySystem = inMemoryPolicySystem();
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await env.teardown();
  });

  /** Reads on as a client does, until there is no more. */
  async function allEvents(filter = ''): Promise<readonly CloudEvent[]> {
    const events: CloudEvent[] = [];
    for (let after = ''; ;) {
      const { json } = await app.send(`/api/events?limit=500${filter}${after}`);
      const page = json as unknown as { events: CloudEvent[]; next: string; hasMore: boolean };
      events.push(...page.events);
      if (!page.hasMore) return events;
      after = `&after=${page.next}`;
    }
  }

  const sequences = (events: readonly CloudEvent[]) =>
    events.map(({ sequence }) => Number(sequence));
  const oneTo = (last: number) => Array.from({ length: last }, (_none, index) => index + 1);

  const submission = aSubmission();
  const workflowId = newBusinessId(submission.reference);

  it('has what happened to a policy that runs straight through, in order and once', async () => {
    await withPolicyWorkers(env, policySystem, async () => {
      const { policyNumber } = await env.client.workflow.execute<typeof newBusiness>(
        'newBusiness',
        {
          workflowId,
          taskQueue: WORKFLOW_TASK_QUEUE,
          args: [newBusinessInput(submission)],
        },
      );
      await expect
        .poll(async () =>
          (await allEvents()).map(({ type, subject, sequence }) => [sequence, type, subject]),
        )
        .toEqual([
          ['000000000001', 'bindery.transaction.bound', policyNumber],
          ['000000000002', 'bindery.term.bound', policyNumber],
          ['000000000003', 'bindery.term.confirmed', policyNumber],
          ['000000000004', 'bindery.transaction.ended', policyNumber],
        ]);
    });
  });

  it('has nothing twice of a transaction that an operator resets, to whichever point', async () => {
    await withPolicyWorkers(env, policySystem, async () => {
      const before = await allEvents();
      const { runId } = await env.client.workflow.getHandle(workflowId).describe();
      const points = await resettablePoints(env, { workflowId, runId });
      for (const point of [points[0], points[points.length >> 1], points.at(-1)]) {
        const run = await resetWorkflow(env, { workflowId, runId }, Number(point));
        await env.client.workflow.getHandle(workflowId, run.runId).result();
      }
      expect(await allEvents()).toEqual(before);
    });
  });

  const ofTerm = (policyNumber: string, nth: number): LoggedEvent => ({
    id: `evt_${policyNumber}.${nth}`.padEnd(26, '.'),
    source: `policy-term:${policyNumber}:1`,
    type: 'bindery.term.paymentRecorded',
    at: '2027-02-11T09:30:00.000Z',
    data: {
      policyNumber,
      termNumber: 1,
      product: 'general-liability',
      status: 'unconfirmed',
      isConfirmed: false,
      transaction: null,
      effectiveDate: null,
      payment: { paymentId: `P-${nth}`, result: 'counted', amount: '1.00', currency: 'USD' },
      missing: { amount: '0.00', currency: 'USD' },
    },
  });

  it('keeps a burst of 2,000 in order, however often they are told, over segments and its own runs', async () => {
    const temporal = { client: env.client, deadlines: DEADLINES };
    const policies = Array.from({ length: 20 }, (_none, index) => `B-${index}`);
    await withPolicyWorkers(env, policySystem, async () => {
      await Promise.all(
        policies.map(async (policyNumber) => {
          for (let first = 0; first < 100; first += 10) {
            const events = oneTo(10).map((nth) => ofTerm(policyNumber, first + nth));
            await recordInLog(temporal, events);
            // As a step does whose worker died before it could say that it was made.
            if (first % 30 === 0) await recordInLog(temporal, events);
          }
        }),
      );
      await expect.poll(async () => (await allEvents()).length, { timeout: 60_000 }).toBe(2_004);
      const events = await allEvents();
      expect(sequences(events)).toEqual(oneTo(2_004));
      for (const policyNumber of policies) {
        const told = await allEvents(`&policyNumber=${policyNumber}`);
        const payments = told.map(({ data }) => 'payment' in data && data.payment?.paymentId);
        expect(payments, policyNumber).toEqual(oneTo(100).map((nth) => `P-${nth}`));
      }
      const { raw } = await env.client.workflow.getHandle(EVENT_LOG_ID).describe();
      const { firstRunId, execution } = raw.workflowExecutionInfo ?? {};
      expect(firstRunId).not.toBe(execution?.runId);
    });
  });

  it('goes on with its numbers when an operator has terminated it', async () => {
    const temporal = { client: env.client, deadlines: DEADLINES };
    await withPolicyWorkers(env, policySystem, async () => {
      const before = await allEvents();
      await env.client.workflow.getHandle(EVENT_LOG_ID).terminate();
      await recordInLog(temporal, [ofTerm('B-0', 100), ofTerm('B-0', 101)]);
      await expect.poll(async () => (await allEvents()).length).toBe(before.length + 1);
      const after = await allEvents();
      expect(after.slice(0, before.length)).toEqual(before);
      expect(sequences(after)).toEqual(oneTo(before.length + 1));
    });
  });
});
