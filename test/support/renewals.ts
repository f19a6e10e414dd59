import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { RenewalRules } from '../../src/domain/product/renewal.js';
import type { RenewalAsked } from '../../src/domain/renewal/request.js';
import type { TransactionRecord } from '../../src/domain/transaction/record.js';
import { renewalId } from '../../src/domain/workflow-ids.js';
import { startTransaction } from '../../src/temporal/start-transaction.js';
import type { RenewalInput } from '../../src/workflows/renewal/messages.js';
import { aChange, type ChangeHandle } from './changes.js';

/** As a product file has them unless it says otherwise. */
export const RULES: RenewalRules = {
  flow: 'bindAndCancel',
  startsByItself: true,
  practiceDays: 10,
  concurrencyDays: 5,
  recheckDaysBefore: [80, 75],
  issueDaysBefore: 30,
  offerDaysBefore: 45,
  offerPayableDays: 0,
  premium: 'expiring',
  lateDays: null,
};

/** The renewal of a policy of `withBoundPolicy`, quoted at once; name only what matters to the test. */
export function aRenewal(policyNumber: string, changes: Partial<RenewalAsked> = {}): RenewalAsked {
  return {
    ...aChange(policyNumber, 'RN-1'),
    effectiveDate: '2027-06-01',
    expirationDate: '2028-06-01',
    isScheduled: false,
    premium: null,
    workbook: null,
    billing: null,
    moved: {},
    ...changes,
  };
}

/** Starts a renewal as the API does; also after one of the term that came to nothing. */
export async function startRenewal(
  env: TestWorkflowEnvironment,
  request: RenewalAsked,
  changes: Partial<RenewalInput> = {},
): Promise<ChangeHandle> {
  const input: RenewalInput = {
    request,
    requestDigest: 'd'.repeat(64),
    advanceTo: 'completed',
    requestedBy: 'test',
    outagePatienceMs: 20_000,
    callLimitMs: 5_000,
    ...changes,
  };
  const { reference, policyNumber, termNumber, product, effectiveDate, expirationDate } = request;
  const id = renewalId({ policyNumber, termNumber });
  await startTransaction(
    { client: env.client, deadlines: { serverMs: 10_000, workerMs: 10_000 } },
    {
      id,
      kind: 'renewal',
      input,
      facts: {
        reference,
        product,
        effectiveDate,
        expirationDate,
        changes: { policyNumber, termNumber },
      },
      requestDigest: input.requestDigest,
      summary: 'renewal',
      mayFollow: ({ state }) => state === 'notTaken' || state === 'withdrawn',
    },
  );
  return env.client.workflow.getHandle<() => Promise<TransactionRecord>>(id);
}
