import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, type WorkflowBundlePath } from '@temporalio/worker';
import { inject } from 'vitest';
import { createBillingActivities } from '../../src/activities/billing-activities.js';
import { createConversionActivities } from '../../src/activities/conversion/conversion-activities.js';
import { createCancellationActivities } from '../../src/activities/cancellation/cancellation-activities.js';
import { createEndorsementStarts } from '../../src/activities/endorsement/start-for-term.js';
import { createEndorsementActivities } from '../../src/activities/endorsement/endorsement-activities.js';
import { createRatingActivities } from '../../src/activities/endorsement/rating-activities.js';
import { createByHandActivities } from '../../src/activities/mid-term/by-hand-activities.js';
import { createChangeActivities } from '../../src/activities/change-activities.js';
import { createCancellationStarts } from '../../src/activities/cancellation/start-for-term.js';
import { createCorrectionActivities } from '../../src/activities/new-business/correction-activities.js';
import { createEventActivities } from '../../src/activities/events/event-activities.js';
import { createGroupActivities } from '../../src/activities/new-business/group-activities.js';
import { createQuoteActivities } from '../../src/activities/new-business/quote-activities.js';
import { createPolicyActivities } from '../../src/activities/policy-activities.js';
import { createReadBackActivities } from '../../src/activities/read-back/read-back-activities.js';
import { createBillingBooksActivities } from '../../src/activities/reconciliation/billing-books.js';
import { createKnownHereActivities } from '../../src/activities/reconciliation/known-here.js';
import { createLostPolicyActivities } from '../../src/activities/reconciliation/lost-policies.js';
import { createPolicyBooksActivities } from '../../src/activities/reconciliation/policy-books.js';
import { createTermBooksActivities } from '../../src/activities/reconciliation/term-books.js';
import { createReinstatementActivities } from '../../src/activities/reinstatement/reinstatement-activities.js';
import { createNewTermActivities } from '../../src/activities/mid-term/new-term-activities.js';
import { createExpiringActivities } from '../../src/activities/renewal/expiring-activities.js';
import { createRenewalActivities } from '../../src/activities/renewal/renewal-activities.js';
import { createBatchActivities } from '../../src/activities/renewal-batch/batch-activities.js';
import { createRewriteActivities } from '../../src/activities/rewrite/rewrite-activities.js';
import { createReinstatementStarts } from '../../src/activities/reinstatement/start-for-term.js';
import { createRenewalStartSteps } from '../../src/activities/renewal/renewal-start.js';
import { createPassOnSteps } from '../../src/activities/policy-term/pass-on.js';
import { createRenewalStarts } from '../../src/activities/renewal/start-for-term.js';
import { createTaskBatchActivities } from '../../src/activities/task-batch/task-batch-activities.js';
import { createTermActivities } from '../../src/activities/term-activities.js';
import type { BillingSystem } from '../../src/ports/billing.js';
import type { Product } from '../../src/domain/product/product.js';
import type { NoticeLaw } from '../../src/domain/notice/moratorium.js';
import type { PolicySystem } from '../../src/ports/policy-system.js';
import type { RequestRules } from '../../src/requests/request-check.js';
import { sampleNoticeRules } from './notice-rules.js';
import { smallProperty, taxRows } from './rate-plans.js';
import { withWorkers, type WantedWorker } from './running-workers.js';
import { anInstallation, aProduct, aProductBilling } from './submissions.js';
import {
  BILLING_TASK_QUEUE,
  POLICY_SYSTEM_TASK_QUEUE,
  WORKFLOW_TASK_QUEUE,
} from '../../src/workflows/task-queues.js';

// The comings and goings of a worker per test would drown the report.
Runtime.install({ logger: new DefaultLogger('ERROR') });

let ownBundle: WorkflowBundlePath | null = null;

/** For a program outside of the tests, which has no bundle of a run. */
export function useBundle(bundle: WorkflowBundlePath): void {
  ownBundle = bundle;
}

/** The workflow code, bundled once for all tests of a run. */
export function workflowBundle(): WorkflowBundlePath {
  return ownBundle ?? { codePath: inject('workflowBundlePath') };
}

/** Runs both workers over a policy system while `scenario` runs, a third over billing. See `withWorkers`. */
export async function withPolicyWorkers<T>(
  env: TestWorkflowEnvironment,
  policySystem: PolicySystem,
  scenario: () => Promise<T>,
  billing: BillingSystem | null = null,
  lookBeforeWritesBegunBefore: string | null = null,
  productChanges: Partial<Product> = {},
  noticeRules: NoticeLaw = sampleNoticeRules(),
  stepsInstead: WantedWorker['steps'] = {},
): Promise<T> {
  const policySteps = {
    policySystem,
    identityKey: 'k'.repeat(32),
    spelling: { names: {}, addresses: {} },
    lookBeforeWritesBegunBefore,
  };
  const corrections = correctionRules(billing !== null, productChanges);
  const businessRules = { products: corrections.products, noticeRules };
  const wanted: WantedWorker[] = [
    {
      taskQueue: WORKFLOW_TASK_QUEUE,
      workflowBundle: workflowBundle(),
      steps: {
        ...createCorrectionActivities(corrections, { policySystem, billing }),
        ...createQuoteActivities(corrections),
        ...createGroupActivities(),
        ...createEventActivities(),
        ...createCancellationActivities({ ...businessRules, now: () => new Date() }),
        ...createCancellationStarts({ ...businessRules, now: () => new Date() }),
        ...createEndorsementActivities({
          products: corrections.products,
          installation: anInstallation(),
        }),
        ...createReinstatementActivities(corrections),
        ...createEndorsementStarts(corrections),
        ...createReinstatementStarts(corrections),
        ...createPassOnSteps(),
        ...createRenewalStartSteps(businessRules),
        ...createRenewalStarts(businessRules),
        ...createRenewalActivities({ ...businessRules, now: () => new Date() }),
        ...createBatchActivities({ ...businessRules, now: () => new Date() }),
        ...createRewriteActivities(corrections),
        ...createNewTermActivities(corrections),
        ...createTaskBatchActivities(),
        ...createTermActivities(),
        ...createTermBooksActivities(),
        ...createKnownHereActivities(),
        ...createLostPolicyActivities(),
        ...stepsInstead,
      },
    },
    {
      taskQueue: POLICY_SYSTEM_TASK_QUEUE,
      steps: {
        ...createPolicyActivities(policySteps),
        ...createChangeActivities({
          ...policySteps,
          products: corrections.products,
          installation: anInstallation(),
        }),
        ...createRatingActivities(policySteps),
        ...createConversionActivities({ policySystem }),
        ...createExpiringActivities({ policySystem }),
        ...createByHandActivities({
          policySystem,
          products: corrections.products,
          installation: anInstallation(),
        }),
        ...createReadBackActivities({
          policySystem,
          products: corrections.products,
          installation: anInstallation(),
        }),
        ...createPolicyBooksActivities({
          policySystem,
          products: corrections.products,
          installation: anInstallation(),
        }),
      },
    },
  ];
  if (billing !== null) {
    const steps = {
      ...createBillingActivities({ billing, lookBeforeWritesBegunBefore }),
      ...createBillingBooksActivities({ billing }),
    };
    wanted.push({ taskQueue: BILLING_TASK_QUEUE, steps });
  }
  return withWorkers(env, wanted, scenario);
}

/** What corrections are checked against in tests: the product and the installation of `aSubmission`. */
function correctionRules(isBilled: boolean, changes: Partial<Product>): RequestRules {
  const product = aProduct({ billing: isBilled ? aProductBilling() : null, ...changes });
  return {
    products: new Map([[product.key, product]]),
    charges: anInstallation().charges,
    rating: { plans: new Map([[smallProperty.key, smallProperty]]), taxRows },
    today: () => new Date(),
  };
}
