import { setTimeout as pause } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { createBillingActivities } from '../../src/activities/billing-activities.js';
import { connectBilling } from '../../src/adapters/billing/http-billing.js';
import { DEFAULT_BEARER_TOKEN, startBillingSandbox } from '../../sandbox/billing/server.js';
import type { policyTerm } from '../../src/workflows/index.js';
import {
  recordPaymentUpdate,
  termQuery,
  type TermRecord,
} from '../../src/workflows/policy-term/messages.js';
import { billingAdmin, type BillingAdmin } from '../support/billing-sandbox-admin.js';
import type { CheckedExample } from './example-submissions.js';
import { forgetWorkflow } from '../support/forget-workflow.js';
import { openLane, READ_TIMEOUT_MS, type Lane } from './lane.js';
import type { Handle } from './start-example.js';
import { BILLING_TASK_QUEUE } from '../../src/workflows/task-queues.js';
import { newBusinessId, policyTermId } from '../../src/domain/workflow-ids.js';

const LOOK_EVERY_MS = 100;

/**
 * A lane with a billing system beside its policy system.
 *
 * Its books are never emptied, for the terms of its policies live on: every scenario brings an insured of its own.
 */
export interface BilledLane extends Lane {
  readonly billing: BillingAdmin;
  /** The policy is billed as its product says. */
  readonly startBilled: (example: CheckedExample) => Promise<Handle>;
  /** Has Temporal forget a transaction and the term that it handed over. */
  readonly forget: (example: CheckedExample, policyNumber: string) => Promise<void>;
  /** The first term of a policy receives money. */
  readonly pay: (policyNumber: string, amountCents: number) => Promise<void>;
  readonly untilTerm: (
    policyNumber: string,
    isSo: (term: TermRecord) => boolean,
  ) => Promise<TermRecord>;
}

/** The input that has a policy billed as its product says. */
export function billedAs({ product }: CheckedExample) {
  if (product.billing === null) throw new Error(`${product.key} is not billed by billing`);
  return { billing: { product: product.billing } };
}

export async function openBilledLane(): Promise<BilledLane> {
  const lane = await openLane();
  const { client, nativeConnection: connection, namespace = '' } = lane.env;
  const sandbox = await startBillingSandbox({ port: 0, adminPort: 0 });
  const system = connectBilling({
    baseUrl: sandbox.url,
    auth: { kind: 'bearer', token: DEFAULT_BEARER_TOKEN },
    timeoutMs: READ_TIMEOUT_MS,
    log: () => undefined,
  });
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: BILLING_TASK_QUEUE,
    activities: createBillingActivities({ billing: system }),
  });
  const run = worker.run();
  const billing = billingAdmin(sandbox.adminUrl);
  const termOf = (policyNumber: string): WorkflowHandle<typeof policyTerm> =>
    client.workflow.getHandle<typeof policyTerm>(policyTermId(policyNumber, 1));
  await lane.reconnect();

  return {
    ...lane,
    billing,
    clear: async () => {
      await billing.disarm();
      await lane.admin.disarm();
      // A late call of the scenario before must not write while this one is counted.
      await billing.untilQuiet();
    },
    startBilled: (example) => lane.start(example, billedAs(example)),
    forget: async ({ submission }, policyNumber) => {
      await forgetWorkflow(lane.env, newBusinessId(submission.reference));
      await forgetWorkflow(lane.env, policyTermId(policyNumber, 1));
    },
    pay: async (policyNumber, amountCents) => {
      const payment = {
        paymentId: `PAY-${policyNumber}`,
        policyNumber,
        termNumber: 1,
        currency: 'USD',
        amountCents,
        receivedAt: new Date().toISOString(),
      };
      await termOf(policyNumber).executeUpdate(recordPaymentUpdate, { args: [payment] });
    },
    untilTerm: async (policyNumber, isSo) => {
      for (;;) {
        const term = await termOf(policyNumber).query(termQuery);
        if (isSo(term)) return term;
        await pause(LOOK_EVERY_MS);
      }
    },
    close: async () => {
      worker.shutdown();
      await run;
      await system.close();
      await sandbox.close();
      await lane.close();
    },
  };
}
