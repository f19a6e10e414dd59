import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newBusinessId } from '../../../src/domain/workflow-ids.js';
import type { newBusiness } from '../../../src/workflows/index.js';
import { WORKFLOW_TASK_QUEUE } from '../../../src/workflows/task-queues.js';
import { InMemoryBilling } from '../../support/in-memory-billing.js';
import type { InMemoryPolicySystem } from '../../support/in-memory-policy-system.js';
import { withPolicyWorkers } from '../../support/policy-workers.js';
import {
  aProductBilling,
  aSubmission,
  newBusinessInput,
  inMemoryPolicySystem,
} from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';

/**
 * Of the transaction itself, without the lock of its insured: some 36,800 of a billed one. Whether two steps that end at the same time are told
 * in one workflow task or in two makes four hundred of them, and names and numbers a few.
 */
const MOST_BYTES = 38_000;

describe('what a policy costs on Temporal', () => {
  let env: TestWorkflowEnvironment;
  let lastId = 0;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  /** Runs a new policy to its end. */
  async function cost(policySystem: InMemoryPolicySystem, isBilled: boolean) {
    const submission = aSubmission({ reference: { system: 'triton', id: `C-${(lastId += 1)}` } });
    const billing = { product: aProductBilling() };
    const run = async () => {
      const handle = await env.client.workflow.start<typeof newBusiness>('newBusiness', {
        workflowId: newBusinessId(submission.reference),
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [newBusinessInput(submission, isBilled ? { billing } : {})],
      });
      const { state } = await handle.result();
      const [{ events }, { historySize }] = [await handle.fetchHistory(), await handle.describe()];
      return { state, events: events ?? [], bytes: historySize ?? Number.NaN };
    };
    const { state, events, bytes } = await withPolicyWorkers(
      env,
      policySystem,
      run,
      isBilled ? new InMemoryBilling() : null,
    );
    const regular = events.flatMap(
      ({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.activityType?.name ?? [],
    );
    return {
      state,
      regular,
      local: events.filter(
        ({ markerRecordedEventAttributes: marker }) => marker?.markerName === 'core_local_activity',
      ).length,
      upserts: events.filter((event) => event.upsertWorkflowSearchAttributesEventAttributes).length,
      timers: events.filter((event) => event.timerStartedEventAttributes).length,
      children: events.filter((event) => event.childWorkflowExecutionStartedEventAttributes).length,
      bytes,
    };
  }

  const STEPS_AT_IMS = [
    'addPremium',
    'addQuote',
    'bind',
    'createBinderDocument',
    'createPolicyDocument',
    'ensureOptions',
    'findTwins',
    'handOverTerm',
    'issue',
    'linkReference',
    'lookUpReference',
    'readBack',
    // That it is bound, and that it has ended.
    'recordEvents',
    'recordEvents',
    'resolveProducer',
  ];
  const STEPS_OF_BILLING = [
    'createPolicyPeriod',
    'ensureAccount',
    'getBillingMethods',
    'getInvoiceStreams',
    'getInvoicingPlans',
    'getPaymentPlans',
    'previewSchedule',
    // What billing is told follows from what IMS has booked.
    'readPremium',
  ];

  // A local activity is remembered in the wrong place when a query is answered while it ends: replayed, the workflow would do
  // something else than it did, and be stuck for good.
  it.each([
    { isBilled: false, steps: STEPS_AT_IMS },
    { isBilled: true, steps: [...STEPS_AT_IMS, ...STEPS_OF_BILLING] },
  ])(
    'has every step handed out once, none made locally, and tells the list twice, and once by which code it runs (billed: $isBilled)',
    async ({ isBilled, steps }) => {
      const { bytes, regular, ...counts } = await cost(inMemoryPolicySystem(), isBilled);
      expect([...regular].sort()).toEqual([...steps].sort());
      expect(counts).toEqual({ state: 'completed', local: 0, upserts: 3, timers: 1, children: 1 });
      expect(bytes).toBeLessThan(MOST_BYTES);
    },
  );
});
