import { WithStartWorkflowOperation } from '@temporalio/client';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stepsElsewhere } from '../../../src/activities/steps-elsewhere.js';
import { PATIENT_ISOLATE } from '../../../src/main/patient-isolate.js';
import type { policyTerm } from '../../../src/workflows/index.js';
import {
  confirmTermUpdate,
  recordPaymentUpdate,
  termBoundUpdate,
  termQuery,
} from '../../../src/workflows/policy-term/messages.js';
import { BILLING_TASK_QUEUE, WORKFLOW_TASK_QUEUE } from '../../../src/workflows/task-queues.js';
import { policyTermId } from '../../../src/domain/workflow-ids.js';
import { aTermBound } from '../../support/bound-terms.js';
import { temporalEnvironment } from '../../support/temporal.js';
import { workflowBundle } from '../../support/policy-workers.js';

const inADay = new Date(Date.now() + 86_400_000).toISOString();

type Steps = Readonly<Record<string, () => Promise<unknown>>>;

describe('a step that is made by the worker of the workflow first', () => {
  let env: TestWorkflowEnvironment;
  let policyNumber: string;
  let lastPolicy = 0;
  let calls: string[];
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());
  beforeEach(() => {
    lastPolicy += 1;
    policyNumber = `P-${lastPolicy}`;
    calls = [];
  });

  const handle = () =>
    env.client.workflow.getHandle<typeof policyTerm>(policyTermId(policyNumber, 1));
  const record = () => handle().query(termQuery);
  const called =
    (where: string, answer: () => Promise<unknown> = () => Promise.resolve(null)) =>
    () => {
      calls.push(where);
      return answer();
    };

  /** Runs a bound term with the steps that its own worker makes, and those that are made elsewhere. */
  async function withTerm(own: Steps, elsewhere: Steps, scenario: () => Promise<void>) {
    const { nativeConnection: connection, namespace = 'default' } = env;
    const workflows = await Worker.create({
      ...PATIENT_ISOLATE,
      connection,
      namespace,
      taskQueue: WORKFLOW_TASK_QUEUE,
      workflowBundle: workflowBundle(),
      activities: own,
    });
    const steps = await Worker.create({
      connection,
      namespace,
      taskQueue: BILLING_TASK_QUEUE,
      activities: elsewhere,
    });
    const bound = async () => {
      await env.client.workflow.executeUpdateWithStart(termBoundUpdate, {
        args: [aTermBound({ paymentDeadline: inADay, endOfTerm: inADay })],
        startWorkflowOperation: new WithStartWorkflowOperation<typeof policyTerm>('policyTerm', {
          workflowId: policyTermId(policyNumber, 1),
          taskQueue: WORKFLOW_TASK_QUEUE,
          args: [
            {
              policyNumber,
              termNumber: 1,
              indexPauseMs: 100,
              unboundPatienceMs: 86_400_000,
              outagePatienceMs: 86_400_000,
            },
          ],
          workflowIdConflictPolicy: 'FAIL',
        }),
      });
      await scenario();
      await handle().terminate();
    };
    await workflows.runUntil(steps.runUntil(bound()));
  }
  const confirm = () =>
    handle().executeUpdate(confirmTermUpdate, {
      args: [{ policyNumber, termNumber: 1, transactionId: 'C-1' }],
    });
  const acknowledged = () =>
    expect
      .poll(async () => (await record()).isConfirmationAcknowledged, { timeout: 20_000 })
      .toBe(true);

  it('is not made elsewhere when it succeeds there', async () => {
    const own = { updateTermConfirmed: called('own') };
    await withTerm(own, { updateTermConfirmed: called('elsewhere') }, async () => {
      await confirm();
      await acknowledged();
      expect(calls).toEqual(['own']);
    });
  });

  it('is made elsewhere while billing hangs there, and the sender has its answer meanwhile', async () => {
    let release: (value?: unknown) => void = () => undefined;
    const hangs = new Promise((resolve) => (release = resolve));
    const own = { updateTermConfirmed: called('own', () => hangs) };
    await withTerm(own, { updateTermConfirmed: called('elsewhere') }, async () => {
      expect(await confirm()).toMatchObject({ answer: { result: 'confirmed' } });
      await acknowledged();
      expect(calls).toEqual(['own', 'elsewhere']);
      release();
    });
  });

  it('is made elsewhere where that worker does not know it', async () => {
    await withTerm(stepsElsewhere, { updateTermConfirmed: called('elsewhere') }, async () => {
      await confirm();
      await acknowledged();
      expect(calls).toEqual(['elsewhere']);
    });
  });

  it('is not asked for twice when it is refused', async () => {
    const refuses = () =>
      Promise.reject(ApplicationFailure.nonRetryable('no such period', 'BillingRejection'));
    const own = { updateTermConfirmed: called('own', refuses) };
    await withTerm(own, { updateTermConfirmed: called('elsewhere') }, async () => {
      await confirm();
      await expect
        .poll(async () => (await record()).tasks.map(({ text }) => text), { timeout: 20_000 })
        .toEqual([expect.stringContaining('no such period')]);
      expect(calls).toEqual(['own']);
    });
  });

  it('is a task for a person when it fails in a way that nobody thought of', async () => {
    const strange = () => Promise.reject(new CancelledFailure('called off from outside'));
    const elsewhere = {
      updateTermConfirmed: called('elsewhere', () =>
        Promise.reject(
          ApplicationFailure.create({
            nonRetryable: true,
            cause: new CancelledFailure('called off'),
          }),
        ),
      ),
    };
    await withTerm({ updateTermConfirmed: called('own', strange) }, elsewhere, async () => {
      await confirm();
      await expect
        .poll(async () => (await record()).tasks.map(({ key }) => key), { timeout: 20_000 })
        .toEqual(['confirmationRefused']);
      expect(calls).toEqual(['own', 'elsewhere']);
    });
  });

  it('A62: what fails beside the messages of a term stops it in sight, and it goes on when that is mended', async () => {
    let isMended = false;
    const own = {
      paymentsElsewhere: () => Promise.resolve(isMended ? [] : null),
    };
    await withTerm(own, own, async () => {
      await handle().executeUpdate(recordPaymentUpdate, {
        args: [
          {
            paymentId: 'p1',
            policyNumber,
            termNumber: 1,
            currency: 'USD',
            amountCents: 100,
            receivedAt: '2026-11-01T12:00:00Z',
          },
        ],
      });
      const failures = async () =>
        ((await handle().fetchHistory()).events ?? []).filter(
          (event) => event.workflowTaskFailedEventAttributes,
        ).length;
      await expect.poll(failures, { timeout: 20_000 }).toBeGreaterThan(0);
      isMended = true;
      await expect
        .poll(
          () =>
            record().then(
              ({ paymentCount }) => paymentCount,
              () => null,
            ),
          { timeout: 30_000 },
        )
        .toBe(1);
    });
  }, 60_000);
});
