import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createArchiveActivities } from '../../src/activities/archive/archive-activities.js';
import type { Archive } from '../../src/ports/archive.js';
import type { NoticeLaw } from '../../src/domain/notice/moratorium.js';
import type { Submission } from '../../src/domain/new-business/submission.js';
import type { Product } from '../../src/domain/product/product.js';
import type { TransactionRecord } from '../../src/domain/transaction/record.js';
import { newBusinessId } from '../../src/domain/workflow-ids.js';
import { SystemRejection } from '../../src/ports/call-errors.js';
import { startTransaction } from '../../src/temporal/start-transaction.js';
import { InMemoryBilling } from '../support/in-memory-billing.js';
import { sampleNoticeRules } from '../support/notice-rules.js';
import type { InMemoryOptions } from '../support/in-memory-policy-system.js';
import { withPolicyWorkers } from '../support/policy-workers.js';
import {
  aProduct,
  aProductBilling,
  aSubmission,
  inMemoryPolicySystem,
  newBusinessInput,
} from '../support/submissions.js';
import { temporalEnvironment } from '../support/temporal.js';
import { type RunningApp, runApp } from './running-app.js';

/** The app over a real Temporal with workers over a policy system and a billing system in memory. */
export interface RunningChanges extends AsyncDisposable {
  readonly app: RunningApp;
  readonly env: TestWorkflowEnvironment;
  readonly product: Product;
  readonly policySystem: ReturnType<typeof inMemoryPolicySystem>;
  readonly billing: InMemoryBilling;
  /** Has new business bind a policy of 5000.00 from 2027-02-01 for a year, which billing bills. @returns its number */
  readonly bind: (externalId: string, changes?: Partial<Submission>) => Promise<string>;
  /** Has new business stop at its bind, once: the producer has no licence. @returns its id */
  readonly stopAtBind: (externalId: string) => Promise<string>;
}

/** What is not as in all tests. */
export interface ChangesOptions extends Partial<InMemoryOptions> {
  readonly productChanges?: Partial<Product>;
  /** Sold beside the one that is bound. */
  readonly alsoSold?: ReadonlyMap<string, Product>;
  /** Where audits are kept. */
  readonly archive?: Archive;
  /** Instead of, or beside, the steps of the workers of workflows. */
  readonly steps?: Parameters<typeof withPolicyWorkers>[7];
}

export async function runChanges(
  policyPrefix: string,
  law: NoticeLaw = sampleNoticeRules(),
  {
    productChanges = {},
    alsoSold = new Map(),
    archive,
    steps,
    ...systemOptions
  }: ChangesOptions = {},
): Promise<RunningChanges> {
  const env = await temporalEnvironment();
  const product = aProduct({ billing: aProductBilling(), ...productChanges });
  // Whoever pays for an offer waits for its bind.
  const deadlines = { serverMs: 5_000, workerMs: 20_000 };
  const temporal = { client: env.client, deadlines };
  const app = await runApp(
    deadlines,
    env,
    new Map([...alsoSold, [product.key, product]]),
    law,
    archive,
  );
  const policySystem = inMemoryPolicySystem({ policyPrefix, ...systemOptions });
  const billing = new InMemoryBilling();
  let stop = (): void => undefined;
  const stopping = new Promise<void>((resolve) => (stop = resolve));
  const stopped = withPolicyWorkers(
    env,
    policySystem,
    () => stopping,
    billing,
    null,
    productChanges,
    law,
    { ...(archive ? createArchiveActivities(archive) : {}), ...steps },
  );

  const start = async (
    submission: Submission,
    input: ReturnType<typeof newBusinessInput>,
    summary: string,
  ): Promise<string> => {
    const id = newBusinessId(submission.reference);
    await startTransaction(temporal, {
      id,
      kind: 'newBusiness',
      input,
      facts: submission,
      requestDigest: 'd'.repeat(64),
      summary,
    });
    return id;
  };

  return {
    app,
    env,
    product,
    policySystem,
    billing,
    bind: async (externalId, changes = {}) => {
      const submission = aSubmission({
        reference: { system: 'triton', id: externalId },
        ...changes,
      });
      const input = newBusinessInput(submission, { billing: { product: aProductBilling() } });
      const id = await start(submission, input, 'bound for a test');
      const bound = env.client.workflow.getHandle<() => Promise<TransactionRecord>>(id);
      return (await bound.result()).policyNumber ?? '';
    },
    stopAtBind: async (externalId) => {
      const no = new SystemRejection(
        { system: 'policySystem', operation: 'BindQuote' },
        { reason: 'The producer has no licence.', remedy: 'Choose another.' },
      );
      policySystem.failNext('bind', no, 'before');
      const submission = aSubmission({ reference: { system: 'triton', id: externalId } });
      return start(submission, newBusinessInput(submission), 'stops at its bind');
    },
    [Symbol.asyncDispose]: async () => {
      await app[Symbol.asyncDispose]();
      stop();
      await stopped;
      await env.teardown();
    },
  };
}
