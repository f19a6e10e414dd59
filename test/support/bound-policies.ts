import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Submission } from '../../src/domain/new-business/submission.js';
import type { NoticeLaw } from '../../src/domain/notice/moratorium.js';
import type { Product } from '../../src/domain/product/product.js';
import { InMemoryBilling } from './in-memory-billing.js';
import type { InMemoryPolicySystem } from './in-memory-policy-system.js';
import { aWorkbook } from './changes.js';
import { withPolicyWorkers } from './policy-workers.js';
import { aProduct, aProductBilling, aSubmission, inMemoryPolicySystem } from './submissions.js';
import { startTransaction } from './transactions.js';

/** A policy that new business has bound, with the systems that hold it. */
export interface BoundPolicy {
  readonly policyNumber: string;
  readonly policySystem: InMemoryPolicySystem;
  readonly billing: InMemoryBilling;
}

let last = 0;

/**
 * Binds a policy whose term runs now, from 2026-06-01 to 2027-06-01 at 5000.00 unless the test says otherwise, and billed.
 *
 * @param prefix of policy numbers; another one in each file, because terms outlive a test
 */
export async function withBoundPolicy(
  env: TestWorkflowEnvironment,
  prefix: string,
  scenario: (policy: BoundPolicy) => Promise<void>,
  changes: Partial<Submission> = {},
  product: Partial<Product> = {},
  law?: NoticeLaw,
): Promise<void> {
  last += 1;
  const sold = aProduct(product);
  const policySystem = inMemoryPolicySystem({
    policyPrefix: `${prefix}${last}`,
    products: new Map([[sold.key, sold]]),
  });
  const billing = new InMemoryBilling();
  const submission = aSubmission({
    reference: { system: 'triton', id: `${prefix}-${last}` },
    effectiveDate: '2026-06-01',
    expirationDate: '2027-06-01',
    ...changes,
  });
  const work = async (): Promise<void> => {
    const input = { billing: { product: aProductBilling() } };
    const bound = await startTransaction(env, submission, input);
    const { policyNumber } = await bound.result();
    if (policyNumber === null) throw new Error('the policy was not bound');
    await scenario({ policyNumber, policySystem, billing });
  };
  await withPolicyWorkers(env, policySystem, work, billing, null, product, law);
}

/** What a product is that the policy system rates from a workbook, with fees. */
export const RATED = { rating: { method: 'excelRater', raterId: 4001, applyFees: true } } as const;

/** The same for a policy that the policy system has rated from a workbook: at 7500.00, with fees of 150.00, for the coming year. */
export async function withRatedPolicy(
  env: TestWorkflowEnvironment,
  prefix: string,
  scenario: (policy: BoundPolicy) => Promise<void>,
  product: Partial<Product> = {},
): Promise<void> {
  const asked = {
    effectiveDate: '2027-02-01',
    expirationDate: '2028-02-01',
    premium: [],
    workbook: aWorkbook('7500.00'),
  };
  await withBoundPolicy(env, prefix, scenario, asked, { ...RATED, ...product });
}
