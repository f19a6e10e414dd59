import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { createCancellationActivities } from '../../src/activities/cancellation/cancellation-activities.js';
import { createByHandActivities } from '../../src/activities/mid-term/by-hand-activities.js';
import { createChangeActivities } from '../../src/activities/change-activities.js';
import { createEndorsementStarts } from '../../src/activities/endorsement/start-for-term.js';
import { createEndorsementActivities } from '../../src/activities/endorsement/endorsement-activities.js';
import { createRatingActivities } from '../../src/activities/endorsement/rating-activities.js';
import { createPassOnSteps } from '../../src/activities/policy-term/pass-on.js';
import { createExpiringActivities } from '../../src/activities/renewal/expiring-activities.js';
import { createRenewalActivities } from '../../src/activities/renewal/renewal-activities.js';
import { createRenewalStartSteps } from '../../src/activities/renewal/renewal-start.js';
import { createRenewalStarts } from '../../src/activities/renewal/start-for-term.js';
import { createCorrectionActivities } from '../../src/activities/new-business/correction-activities.js';
import { createReinstatementActivities } from '../../src/activities/reinstatement/reinstatement-activities.js';
import { createNewTermActivities } from '../../src/activities/mid-term/new-term-activities.js';
import { createRewriteActivities } from '../../src/activities/rewrite/rewrite-activities.js';
import { createEventActivities } from '../../src/activities/events/event-activities.js';
import { createTermActivities } from '../../src/activities/term-activities.js';
import { createPolicyActivities } from '../../src/activities/policy-activities.js';
import { connectIms, type ImsConnection } from '../../src/adapters/ims/ims-policy-system.js';
import type { Insured } from '../../src/domain/insured/insured.js';
import type { Installation } from '../../src/domain/product/installation.js';
import type { TransactionRecord } from '../../src/domain/transaction/record.js';
import type { PolicySystem } from '../../src/ports/policy-system.js';
import { startImsSandbox } from '../../sandbox/ims/server.js';
import type { newBusiness } from '../../src/workflows/index.js';
import { correctUpdate, recordQuery } from '../../src/workflows/transaction/messages.js';
import { sandboxAdmin, type SandboxAdmin } from '../support/ims-sandbox-admin.js';
import { workflowBundle } from '../support/policy-workers.js';
import { resettablePoints, resetWorkflow } from '../support/reset-workflow.js';
import { temporalEnvironment } from '../support/temporal.js';
import { BUSINESS_FILES, type CheckedExample } from './example-submissions.js';
import { type Handle, startExample } from './start-example.js';
import { POLICY_SYSTEM_TASK_QUEUE, WORKFLOW_TASK_QUEUE } from '../../src/workflows/task-queues.js';
import type { NewBusinessInput } from '../../src/workflows/new-business/messages.js';

/** Short, so that a lost answer costs a row a second. A late answer comes after both and before the settle time ends. */
export const READ_TIMEOUT_MS = 800;
export const WRITE_TIMEOUT_MS = 1_000;
export const LATE_MS = 1_300;
const SETTLE_MS = 800;
/** For what a test puts on file itself. */
const PATIENT = { readTimeoutMs: 20_000, writeTimeoutMs: 20_000 };
/** When a person is told of answers that do not get better. */
const ODD_ANSWER_PATIENCE_MS = 5_000;
/** Before a lost request is looked up. */
export const BEHIND_THE_ANSWER_MS = 400;
/** More than all calls of one step may take together. */
export const WRITE_LIMIT_MS = 8_000;
/** For a transaction that is reset, which waits so long before its first look; a call may be repeated within it once. */
export const RESET_LIMIT_MS = 4_000;
/** A look is a query, which the worker answers. */
const LOOK_EVERY_MS = 100;

/** A sandbox, a namespace and workers of its own: what one row of the matrix runs on, and then the next. */
export interface Lane {
  readonly admin: SandboxAdmin;
  /** As the worker reaches it now. */
  readonly policySystem: PolicySystem;
  /** The connection of the worker; a new one knows no token and no producer, as after a restart. */
  readonly reconnect: (installation?: Partial<Installation>) => Promise<void>;
  /** Has somebody on file before a transaction begins. */
  readonly addInsured: (insured: Insured) => Promise<void>;
  /** Where its workflows run. */
  readonly env: TestWorkflowEnvironment;
  /** No billing system bills what it starts, unless `changes` say so. */
  readonly start: (example: CheckedExample, changes?: Partial<NewBusinessInput>) => Promise<Handle>;
  /** Empty books, nothing armed, the settings of the start, no token. */
  readonly clear: () => Promise<void>;
  /** Lookups of the port that were made since the last `reconnect`. */
  readonly lookups: () => ReadonlySet<string>;
  readonly close: () => Promise<void>;
}

export async function openLane(): Promise<Lane> {
  const env = await temporalEnvironment();
  const sandbox = await startImsSandbox({ port: 0, adminPort: 0 });
  let connection: ImsConnection | undefined;
  let called = new Set<string>();

  /** Stays the same for the workers while the connection behind it is exchanged. */
  const policySystem = new Proxy({} as PolicySystem, {
    get: (_target, method: string): unknown => {
      called.add(method);
      return connection === undefined ? undefined : Reflect.get(connection, method);
    },
  });
  const shared = { connection: env.nativeConnection, namespace: env.namespace ?? '' };
  const policySteps = {
    policySystem,
    identityKey: 'k'.repeat(32),
    spelling: BUSINESS_FILES.installation.spelling,
  };
  const workers = [
    await Worker.create({
      ...shared,
      taskQueue: WORKFLOW_TASK_QUEUE,
      workflowBundle: workflowBundle(),
      activities: {
        ...createCorrectionActivities(
          {
            products: BUSINESS_FILES.products,
            charges: BUSINESS_FILES.installation.charges,
            rating: BUSINESS_FILES.rating,
            today: () => new Date(),
          },
          { policySystem, billing: null },
        ),
        ...createCancellationActivities({ ...BUSINESS_FILES, now: () => new Date() }),
        ...createEndorsementActivities(BUSINESS_FILES),
        ...createEndorsementStarts(BUSINESS_FILES),
        ...createReinstatementActivities(BUSINESS_FILES),
        ...createPassOnSteps(),
        ...createRenewalStartSteps(BUSINESS_FILES),
        ...createRenewalStarts(BUSINESS_FILES),
        ...createRenewalActivities({ ...BUSINESS_FILES, now: () => new Date() }),
        ...createRewriteActivities(BUSINESS_FILES),
        ...createNewTermActivities(BUSINESS_FILES),
        ...createTermActivities(),
        ...createEventActivities(),
      },
    }),
    await Worker.create({
      ...shared,
      taskQueue: POLICY_SYSTEM_TASK_QUEUE,
      activities: {
        ...createPolicyActivities(policySteps),
        ...createChangeActivities({ ...policySteps, ...BUSINESS_FILES }),
        ...createRatingActivities(policySteps),
        ...createExpiringActivities({ policySystem }),
        ...createByHandActivities({ ...policySteps, ...BUSINESS_FILES }),
      },
    }),
  ];
  const runs = workers.map((worker) => worker.run());

  const admin = sandboxAdmin(sandbox.adminUrl);
  const settings = await admin.settings();
  const connect = (changes: { installation?: Partial<Installation> } & Partial<typeof PATIENT>) =>
    connectIms({
      baseUrl: `${sandbox.url}/ims_sandbox`,
      userName: 'bindery',
      encryptedPassword: 'c2FuZGJveC1wYXNzd29yZA==',
      context: 'e2e',
      maxConcurrentCalls: 32,
      products: BUSINESS_FILES.products,
      readTimeoutMs: READ_TIMEOUT_MS,
      writeTimeoutMs: WRITE_TIMEOUT_MS,
      oddAnswerPatienceMs: ODD_ANSWER_PATIENCE_MS,
      log: () => undefined,
      ...changes,
      installation: {
        ...BUSINESS_FILES.installation,
        settleMs: SETTLE_MS,
        ...changes.installation,
      },
    });

  return {
    admin,
    policySystem,
    clear: async () => {
      await admin.disarm();
      // A late call of the scenario before must not write into the books of this one.
      await admin.untilQuiet();
      await admin.reset();
      await admin.change(settings);
      await admin.expireTokens();
    },
    lookups: () => called,
    reconnect: async (installation = {}) => {
      await connection?.close();
      connection = await connect({ installation });
      called = new Set();
    },
    addInsured: async (insured) => {
      const own = await connect(PATIENT);
      await own.addInsured(insured);
      await own.close();
    },
    env,
    start: (example, changes = {}) =>
      startExample(env, example, { callLimitMs: WRITE_LIMIT_MS, ...changes }),
    close: async () => {
      for (const worker of workers) worker.shutdown();
      await Promise.all(runs);
      await connection?.close();
      await sandbox.close();
      await env.teardown();
    },
  };
}

/** The record as soon as the transaction waits for a person or has ended. */
export async function untilAttention(handle: Handle): Promise<TransactionRecord> {
  for (;;) {
    const record = await handle.query(recordQuery);
    if (record.attention !== null || record.state === 'completed' || record.state === 'failed') {
      return record;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/**
 * Resets a transaction to its last point, as an operator does who wants it to go on. While the worker of the workflow makes
 * the first call itself, Temporal has no point to offer yet.
 *
 * @returns the run that goes on
 */
export async function resetToLast({ env }: Lane, { workflowId }: Handle): Promise<Handle> {
  const { client } = env;
  const { runId } = await client.workflow.getHandle(workflowId).describe();
  for (;;) {
    const point = (await resettablePoints(env, { workflowId, runId })).at(-1);
    if (point !== undefined) {
      const run = await resetWorkflow(env, { workflowId, runId }, point);
      return client.workflow.getHandle<typeof newBusiness>(workflowId, run.runId);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** Has the stopped step run again as it is. */
export async function correctWithoutChanges(
  handle: Handle,
  { revision }: TransactionRecord,
): Promise<void> {
  await handle.executeUpdate(correctUpdate, {
    args: [{ by: 'olga', reason: 'the cause is mended', changes: {}, revision }],
  });
}
