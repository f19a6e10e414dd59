import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { createBillingActivities } from '../../src/activities/billing-activities.js';
import { createCancellationActivities } from '../../src/activities/cancellation/cancellation-activities.js';
import { createCancellationStarts } from '../../src/activities/cancellation/start-for-term.js';
import { createChangeActivities } from '../../src/activities/change-activities.js';
import { createEndorsementStarts } from '../../src/activities/endorsement/start-for-term.js';
import { createRatingActivities } from '../../src/activities/endorsement/rating-activities.js';
import { createEndorsementActivities } from '../../src/activities/endorsement/endorsement-activities.js';
import { createByHandActivities } from '../../src/activities/mid-term/by-hand-activities.js';
import { createNewTermActivities } from '../../src/activities/mid-term/new-term-activities.js';
import { createCorrectionActivities } from '../../src/activities/new-business/correction-activities.js';
import { createPassOnSteps } from '../../src/activities/policy-term/pass-on.js';
import { createPolicyActivities } from '../../src/activities/policy-activities.js';
import { createReadBackActivities } from '../../src/activities/read-back/read-back-activities.js';
import { createExpiringActivities } from '../../src/activities/renewal/expiring-activities.js';
import { createRenewalActivities } from '../../src/activities/renewal/renewal-activities.js';
import { createRenewalStartSteps } from '../../src/activities/renewal/renewal-start.js';
import { createRenewalStarts } from '../../src/activities/renewal/start-for-term.js';
import { createEventActivities } from '../../src/activities/events/event-activities.js';
import { createTermActivities } from '../../src/activities/term-activities.js';
import { connectBilling } from '../../src/adapters/billing/http-billing.js';
import { connectIms } from '../../src/adapters/ims/ims-policy-system.js';
import type { Product } from '../../src/domain/product/product.js';
import {
  BILLING_TASK_QUEUE,
  POLICY_SYSTEM_TASK_QUEUE,
  WORKFLOW_TASK_QUEUE,
} from '../../src/workflows/task-queues.js';
import { DEFAULT_BEARER_TOKEN, startBillingSandbox } from '../../sandbox/billing/server.js';
import { startImsSandbox } from '../../sandbox/ims/server.js';
import { KEYS, runApp, SIGNING_SECRETS, type RunningApp } from '../api/running-app.js';
import { adminEndpoint } from '../support/admin-endpoint.js';
import { billingAdmin, type BillingAdmin } from '../support/billing-sandbox-admin.js';
import { sandboxAdmin } from '../support/ims-sandbox-admin.js';
import { workflowBundle } from '../support/policy-workers.js';
import { BUSINESS_FILES } from './example-submissions.js';
import { messagesSince, type Messages } from './messages-by-day.js';

const CALL_TIMEOUT_MS = 10_000;
const LOOK_EVERY_MS = 50;
/** Smaller differences are how long a question took. */
const MOVED_MS = 5_000;

/** The app, both sandboxes and the workers on a Temporal that skips time, all by the same clock. */
export interface Year {
  readonly app: RunningApp;
  readonly billing: BillingAdmin;
  /** Lets time pass until that moment, with all that is due before it. */
  readonly goTo: (moment: string) => Promise<void>;
  /** Waits, without letting time pass. */
  readonly until: <T>(look: () => Promise<T>, isSo: (found: T) => boolean) => Promise<T>;
  /** What each side was told since this was asked last. */
  readonly messages: () => Promise<Messages>;
  readonly close: () => Promise<void>;
}

/** @param product what the product of the policies says beside its file */
export async function runYear(
  env: TestWorkflowEnvironment,
  product: (shipped: Product) => Product,
): Promise<Year> {
  const products = new Map(
    [...BUSINESS_FILES.products].map(([key, shipped]) => [key, product(shipped)]),
  );
  const { installation, noticeRules } = BUSINESS_FILES;
  const ims = await startImsSandbox({ port: 0, adminPort: 0 });
  const billing = await startBillingSandbox({ port: 0, adminPort: 0 });
  const client = new Client({
    connection: env.connection,
    ...(env.namespace === undefined ? {} : { namespace: env.namespace }),
  });
  const deadlines = { serverMs: 5_000, workerMs: 20_000 };
  const app = await runApp(deadlines, env, products, noticeRules);

  let aheadMs = 0;
  const now = (): Date => new Date(Date.now() + aheadMs);
  const moveClocks = async (): Promise<void> => {
    const ahead = (await env.currentTimeMs()) - Date.now();
    if (Math.abs(ahead - aheadMs) < MOVED_MS) return;
    aheadMs = ahead;
    const body = { now: now().toISOString() };
    app.setToday(body.now);
    for (const { adminUrl } of [ims, billing])
      await adminEndpoint(adminUrl)('POST', '/clock', body);
  };
  let moving = Promise.resolve();
  /** One after another: nobody goes on while a clock is being moved for somebody else. */
  const clocksMoved = (): Promise<void> => (moving = moving.then(moveClocks));
  /** The steps, each at the time that it is by Temporal's clock. */
  const onTime = (steps: object) =>
    Object.fromEntries(
      Object.entries(steps as Record<string, (...args: unknown[]) => unknown>).map(
        ([name, step]) => [
          name,
          async (...args: unknown[]) => {
            await clocksMoved();
            return step(...args);
          },
        ],
      ),
    );

  await clocksMoved();
  const policySystem = await connectIms({
    baseUrl: `${ims.url}/ims_sandbox`,
    userName: 'bindery',
    encryptedPassword: 'c2FuZGJveC1wYXNzd29yZA==',
    context: 'year',
    maxConcurrentCalls: 32,
    products,
    installation,
    readTimeoutMs: CALL_TIMEOUT_MS,
    writeTimeoutMs: CALL_TIMEOUT_MS,
    log: () => undefined,
  });
  const billingSystem = connectBilling({
    baseUrl: billing.url,
    auth: { kind: 'bearer', token: DEFAULT_BEARER_TOKEN },
    timeoutMs: CALL_TIMEOUT_MS,
    log: () => undefined,
  });
  const billingDesk = billingAdmin(billing.adminUrl);
  await billingDesk.changePolicySide({
    url: app.url,
    apiKey: KEYS.billing,
    signingSecret: SIGNING_SECRETS[0],
  });

  const rules = { products, installation, noticeRules, now };
  const inIms = { policySystem, products, installation };
  const policySteps = {
    policySystem,
    identityKey: 'k'.repeat(32),
    spelling: installation.spelling,
  };
  const shared = { connection: env.nativeConnection, namespace: env.namespace ?? 'default' };
  const workers = [
    await Worker.create({
      ...shared,
      taskQueue: WORKFLOW_TASK_QUEUE,
      workflowBundle: workflowBundle(),
      activities: onTime({
        ...createCorrectionActivities(
          { products, charges: installation.charges, rating: BUSINESS_FILES.rating, today: now },
          { policySystem, billing: billingSystem },
        ),
        ...createCancellationActivities(rules),
        ...createCancellationStarts(rules),
        ...createEndorsementStarts(rules),
        ...createEndorsementActivities(rules),
        ...createNewTermActivities(rules),
        ...createPassOnSteps(),
        ...createRenewalStartSteps(rules),
        ...createRenewalStarts(rules),
        ...createRenewalActivities(rules),
        ...createTermActivities(),
        ...createEventActivities(),
        ...withoutIndex(client),
      }),
    }),
    await Worker.create({
      ...shared,
      taskQueue: POLICY_SYSTEM_TASK_QUEUE,
      activities: onTime({
        ...createPolicyActivities(policySteps),
        ...createChangeActivities({ ...policySteps, ...inIms }),
        ...createRatingActivities(policySteps),
        ...createExpiringActivities(inIms),
        ...createByHandActivities(inIms),
        ...createReadBackActivities(inIms),
      }),
    }),
    await Worker.create({
      ...shared,
      taskQueue: BILLING_TASK_QUEUE,
      activities: onTime(createBillingActivities({ billing: billingSystem })),
    }),
  ];
  const runs = workers.map((worker) => worker.run());

  return {
    app,
    billing: billingDesk,
    goTo: async (moment) => {
      await env.sleep(Date.parse(moment) - (await env.currentTimeMs()));
      await clocksMoved();
    },
    until: async (look, isSo) => {
      for (;;) {
        const found = await look();
        if (isSo(found)) return found;
        await pause(LOOK_EVERY_MS);
      }
    },
    messages: messagesSince(billingDesk, sandboxAdmin(ims.adminUrl)),
    close: async () => {
      for (const worker of workers) worker.shutdown();
      await Promise.all(runs);
      await billing.close();
      await app[Symbol.asyncDispose]();
      await billingSystem.close();
      await policySystem.close();
      await ims.close();
    },
  };
}

/** What terms look up in Temporal's index, which a server that skips time does not have. */
function withoutIndex(client: Client) {
  return {
    policiesResembling: () => Promise.resolve([]),
    paymentsElsewhere: () => Promise.resolve([]),
    /** Of a policy's renewals, by the names that they have; other changes are over when they are answered. */
    transactionsUnderWay: async ({
      policyNumber,
      kind,
    }: {
      policyNumber: string;
      kind: string;
    }) => {
      if (kind !== 'renewal') return [];
      const found: string[] = [];
      for (const termNumber of [2, 3]) {
        const id = `renewal:${policyNumber}:${String(termNumber)}`;
        const description = await client.workflow
          .getHandle(id)
          .describe()
          .catch(() => null);
        if (description?.status.name === 'RUNNING') found.push(id);
      }
      return found;
    },
  };
}
